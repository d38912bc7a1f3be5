import type { Report, StopFacts } from "../../specs/types/report.format.d.ts";
import type { Case } from "../case/types.ts";
import { roundName } from "../journal/parse.ts";
import { chosenCases } from "../plan/plan.ts";
import { buildReport } from "../report/model/build.ts";
import { type Changes, compareOutcomes, outcomesOf } from "../baseline/compare.ts";
import { endedFacts } from "../report/model/facts.ts";
import { type JudgedCase, judgeUnfinished } from "../judge/judged-case.ts";
import type { StoredRun } from "./stored.ts";
import type { Claims } from "../implementation/types.ts";
import type { Workspace } from "../workspace.ts";

/**
 * The report of a stored run, judged by the present suite. Sends nothing.
 * A case of the selection that the journal does not hold to its end is blocked, so that half a run never looks whole.
 *
 * @param version Of the Headwater that judges.
 */
export function reportStored(stored: StoredRun, workspace: Workspace, version: string): Report {
  const { library, specs } = workspace;
  const { header, footer, end } = stored;
  const stopped = stopOf(stored);
  const suite = { version, casesDigest: library.digest, requirementsDigest: specs.digest };
  const finishedAt = footer?.finishedAt ?? end.stopped?.at ?? end.lastAt;
  const { exchanges, resumed } = end;
  const ending = { finishedAt, exchanges, resumed, ...(stopped && { stopped }) };
  const facts = endedFacts({ ...header, suite }, ending);
  return buildReport([...stored.judged, ...openCases(stored, workspace)], facts, specs);
}

/** In what a report of a stored run differs from what the run itself made of its finished cases. */
export function changesSince({ recorded, finished }: StoredRun, report: Report): Changes {
  const cases = report.cases.filter(({ id }) => finished.has(id));
  return compareOutcomes(recorded, outcomesOf({ ...report, cases }), report.run.selection.level);
}

/** Why a run did not come to its end; undefined when it did. */
function stopOf({ end }: StoredRun): StopFacts | undefined {
  switch (end.state) {
    case "whole":
      return undefined;
    case "stopped":
      return { by: end.stopped?.by ?? "incomplete", why: end.why };
    case "unfinished":
    case "cut":
      return { by: "incomplete", why: end.why };
  }
}

function openCases(stored: StoredRun, workspace: Workspace): readonly JudgedCase[] {
  const { repeat = 1, selection } = stored.header.run;
  const cause = stored.end.why === "" ? "the stored run did not drive this case" : stored.end.why;
  const input = { schemas: workspace.specs.schemas, level: selection.level };
  const rounds = Array.from({ length: repeat }, (_, index) => index + 1);
  return rounds.flatMap((round) =>
    selectedCases(stored, workspace)
      .filter((testCase) => !stored.finished.has(roundName(testCase.id, round)))
      .map((testCase) => {
        const transcript = stored.unfinished.get(roundName(testCase.id, round));
        return judgeUnfinished(testCase, transcript, cause, input);
      }),
  );
}

/** What the run had to drive. Of a shard that another suite dealt, only what its journal holds is known. */
function selectedCases({ header, unfinished }: StoredRun, { library }: Workspace): readonly Case[] {
  const { shard, selection } = header.run;
  if (shard === undefined || header.suite.casesDigest === library.digest) {
    return chosenCases(library, selection, claimsOf(header.target.claims), shard).cases;
  }
  const begun = new Set([...unfinished.values()].map((transcript) => transcript.case));
  return library.cases.filter((testCase) => begun.has(testCase.id));
}

/** What a report says of claims, as a target has them. */
export const claimsOf = ({ profiles, sourceTypes }: Report["target"]["claims"]): Claims => ({
  ...(profiles && { profiles: new Set(profiles) }),
  ...(sourceTypes && { sourceTypes: new Set(sourceTypes) }),
});
