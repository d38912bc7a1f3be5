import type { Evidence } from "../../../specs/types/report.format.d.ts";
import { type ReplayFacts, renderReplay } from "../../replay/script.ts";
import { causeLine } from "../model/cause.ts";
import { findingLine } from "../model/finding.ts";
import type { ResultSet } from "../model/result-set.ts";

/** A script: its name (`replay/NAME.sh`) and its text. */
export interface ReplayScript {
  readonly name: string;
  readonly text: string;
}

/** The scripts of a run: for every failed case, and for the first case of every cause. */
export const renderScripts = (set: ResultSet): readonly ReplayScript[] =>
  [...set.replays].map(([id, name]) => ({ name, text: renderScript(set, id) }));

/** One case, whose exchanges are among the evidence. */
export const renderScript = (set: ResultSet, id: string): string =>
  renderReplay(factsOf(set, id), exchangesOf(set, id));

function factsOf({ groups, rowsOf, subject, own }: ResultSet, id: string): ReplayFacts {
  const group = groups.find((candidate) => candidate.id === id);
  const rows = group === undefined ? [] : rowsOf(group);
  const failed = rows.filter(({ status }) => status === "failed" || status === "excused");
  const findings = failed.flatMap(({ name, requirement, findings: found }) => [
    `${name} (${requirement}) fails:`,
    ...found.map((finding) => `  ${findingLine(finding, 200)}`),
  ]);
  const cause = group?.cause === undefined ? [] : [`${group.outcome}: ${causeLine(group.cause)}`];
  return {
    case: id,
    title: group?.title ?? "",
    target: subject.name,
    baseUrls: subject.baseUrls,
    ...(subject.ephemeral && { ephemeral: true }),
    ...(own && { own }),
    lookFor: [...cause, ...findings],
  };
}

/** The exchanges of a case with their numbers in the journal, in order. */
function exchangesOf(
  { evidence }: ResultSet,
  id: string,
): readonly (readonly [number, Evidence])[] {
  return Object.entries(evidence)
    .filter(([, one]) => one.case === id)
    .map(([number, one]) => [Number(number), one] as const)
    .toSorted(([a], [b]) => a - b);
}
