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

/** Names to unique slugs of letters, digits, dots and hyphens: fit for file names and anchors. */
export function slugsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(names.map((name) => [name, claim(slug(name), taken)]));
}

function slug(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replaceAll("=", "-")
    .replaceAll(/[^a-z0-9.-]+/g, ".")
    .replaceAll(/^[.-]+|[.-]+$/g, "")
    .slice(0, 120);
  return cleaned === "" ? "case" : cleaned;
}

function claim(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}.${n}`;
  taken.add(name);
  return name;
}
