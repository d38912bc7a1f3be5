import { slugsOf } from "./slug.ts";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { openCauses } from "./cause.ts";

/**
 * Case id to the name of its script in the bundle, `replay/NAME.sh`: for every failed case, and for the first case
 * of every cause, if the report holds exchanges of it.
 */
export function replayNames(report: Report): ReadonlyMap<string, string> {
  const withEvidence = new Set(Object.values(report.evidence).map((entry) => entry.case));
  const failed = report.cases.filter((row) => row.outcome === "failed").map((row) => row.id);
  const first = openCauses(report).flatMap((cause) => cause.cases.slice(0, 1));
  const wanted = [...new Set([...failed, ...first])].filter((id) => withEvidence.has(id));
  const slugs = slugsOf(wanted);
  return new Map(wanted.map((id) => [id, `replay/${slugs.get(id)}.sh`]));
}
