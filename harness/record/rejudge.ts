import type { Report, StopFacts } from "../../specs/types/report.format.d.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import { gatherCases } from "../judge/judged-cases.ts";
import { buildReport } from "../report/model/build.ts";
import { endedFacts } from "../report/model/ended-run.ts";
import { suiteFacts, type Workspace } from "../workspace.ts";
import { type DueCase, dueCases, dueOf, judgeMissing } from "./completeness.ts";
import type { StoredRun } from "./stored.ts";

/**
 * The report of a stored run, judged by the present suite. Sends nothing.
 * A case of the selection that the journal does not hold to its end is blocked, so that half a run never looks whole.
 *
 * @param version Of the Headwater that judges.
 */
export function reportStored(stored: StoredRun, workspace: Workspace, version: string): Report {
  const { header, footer, end } = stored;
  const stopped = stopOf(stored);
  const suite = suiteFacts(workspace, version);
  const finishedAt = footer?.finishedAt ?? end.stopped?.at ?? end.lastAt;
  const { exchanges, resumed } = end;
  const ending = { finishedAt, exchanges, resumed, ...(stopped && { stopped }) };
  const facts = endedFacts({ ...header, suite }, ending);
  const judged = gatherCases(stored.judged);
  for (const one of openCases(stored, workspace)) judged.add(one);
  return buildReport(judged, facts, workspace);
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
  const { header, end, finished, unfinished: begun } = stored;
  const cause = end.why === "" ? "the stored run did not drive this case" : end.why;
  const input = { schemas: workspace.specs.schemas, level: header.run.selection.level };
  return judgeMissing(dueIn(stored, workspace), { finished, begun, cause }, input);
}

/** Of a shard that another suite dealt, only what its journal holds is known to be due. */
function dueIn({ header, unfinished }: StoredRun, { library }: Workspace): readonly DueCase[] {
  if (header.run.shard === undefined || header.suite.casesDigest === library.digest) {
    return dueOf(header, library);
  }
  const begun = new Set([...unfinished.values()].map((transcript) => transcript.case));
  const cases = library.cases.filter((testCase) => begun.has(testCase.id));
  return dueCases(cases, header.run.repeat);
}
