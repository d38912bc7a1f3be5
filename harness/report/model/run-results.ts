import type { Report } from "../../../specs/types/report.format.d.ts";
import { inCommonText } from "./in-common.ts";
import { failuresByRequirement } from "./failures-by-requirement.ts";
import { mustsText } from "./must-words.ts";
import { leftOutByReason } from "./musts.ts";
import { replayNames } from "./replay-names.ts";
import { gateOf } from "./gate-words.ts";
import type { Conclusion, ResultSet, Tone } from "./result-set.ts";
import { readOnce } from "./requirement-rows.ts";
import { runFacts } from "./run-facts.ts";
import { runGist } from "./run-gist.ts";
import { runLists } from "./run-lists.ts";
import { runNotes } from "./run-notes.ts";
import { runRows } from "./run-rows.ts";

/** The report of a run as the writers take it. Pure. */
export function runResults(report: Report): ResultSet {
  const { target, suite, run, totals } = report;
  const rows = runRows(report);
  return {
    kind: "run",
    title: "Headwater conformance report",
    subject: {
      name: target.name,
      baseUrls: target.baseUrls,
      ...(target.implementation && { product: target.implementation }),
      ...(target.ephemeral && { ephemeral: true }),
    },
    conclusion: conclusionOf(report),
    gist: runGist(report),
    reasons: report.reasons,
    origin: {
      headwater: suite.version,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      durationMs: run.durationMs,
      run: run.id,
      seed: run.seed,
      cases: suite.casesDigest,
      ...(run.shard && { shard: run.shard }),
    },
    notes: runNotes(report),
    facts: runFacts(report),
    totals: [
      { name: "cases", counts: totals.cases },
      { name: "checks", counts: totals.checks },
      { name: "requirements", counts: totals.requirements },
    ],
    ...(report.musts && {
      musts: { text: mustsText(report.musts), leftOut: leftOutByReason(report.musts) },
    }),
    warnings: totals.warnings,
    parts: [],
    ...rows,
    failures: failuresByRequirement(rows.telling),
    ...(report.inCommon && { inCommon: report.inCommon.map(inCommonText) }),
    causes: report.causes,
    lists: runLists(report, rows.telling),
    tables: [],
    requirements: report.requirements,
    evidence: report.evidence,
    replays: replayNames(report),
    words: { row: "check", group: "case", unit: "case" },
    document: { format: "report", data: readOnce(report) },
  };
}

function conclusionOf({ conclusion, baseline, run }: Report): Conclusion {
  const unsafe = run.stopped?.by === "live-mode" || run.stopped?.by === "limit";
  return {
    word: conclusion,
    tone: tones[conclusion],
    ...(baseline && { gate: gateOf(baseline, tones[conclusion]) }),
    ...(unsafe && { unsafe }),
  };
}

const tones: Readonly<Record<Report["conclusion"], Tone>> = {
  conformant: "good",
  "non-conformant": "bad",
  inconclusive: "open",
};
