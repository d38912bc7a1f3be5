import type { HeaderLine, VerdictLine } from "../../specs/types/journal.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Stop } from "../execute/stop.ts";
import type { Journal } from "../journal/append.ts";
import type { Decision } from "../plan/types.ts";
import { buildReport, type ReportContext } from "../report/model/build.ts";
import { type Ending, endedFacts } from "../report/model/ended-run.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import type { JudgedCases } from "../judge/judged-cases.ts";

/** The line that ends a case in a journal. */
export function verdictLine(
  { row }: JudgedCase,
  decision: Decision,
  round: number | undefined,
): VerdictLine {
  return {
    kind: "verdict",
    case: row.id,
    ...(round !== undefined && round > 1 && { round }),
    outcome: row.outcome,
    durationMs: row.durationMs,
    ...(decision.kind !== "run" && { undriven: decision }),
    verdicts: row.checks.map(({ id, line: _line, ...verdict }) => ({ check: id, ...verdict })),
  };
}

/** The report of a run, after the last line of its journal: the footer, or why there is none. */
export function conclude(
  judged: JudgedCases,
  ending: Omit<Ending, "exchanges" | "stopped"> & { readonly stopped?: Stop },
  header: HeaderLine,
  journal: Journal,
  context: ReportContext,
): Report {
  const exchanges = journal.exchanges();
  const { finishedAt, stopped } = ending;
  const facts = endedFacts(header, { ...ending, exchanges });
  const report = buildReport(judged, facts, context);
  const { conclusion, totals } = report;
  if (stopped !== undefined) journal.write({ kind: "stopped", ...stopped, at: finishedAt });
  else journal.write({ kind: "footer", conclusion, totals, exchanges, finishedAt });
  return report;
}
