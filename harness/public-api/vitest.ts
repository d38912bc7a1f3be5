import { afterAll, describe, it, type TestContext } from "vitest";
import type { CheckRow } from "../../specs/types/report.format.d.ts";
import type { Case } from "../case/types.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import type { PlannedCase, Selection } from "../plan/types.ts";
import { findingLine } from "../report/model/finding.ts";
import { atLeast, type Level } from "../requirements/types.ts";
import { openCaseRunner } from "./case-runner.ts";
import { loadTarget, selectionOf, type TargetOptions } from "./run.ts";
import { fileOf, loadSuite, type Suite, type SuiteOptions } from "./suite.ts";

/** Which cases become tests, and against what they run. */
export interface ConformanceOptions extends Partial<Selection>, SuiteOptions, TargetOptions {
  /** A target file, a base URL, or `reference`. */
  readonly target: string;
}

/**
 * Makes a group of tests of each selected case, a test of each check. A case is driven when the first of its tests runs, so what is
 * filtered out sends nothing; cases run side by side as far as `maxConcurrency` of vitest allows. A failure points to the
 * line of the check. What has no verdict fails; what does not apply, or fails below the level, is skipped with the reason.
 *
 * Call it at the top of a test file and await it. Rejects with a ProblemError, also where nothing is selected.
 */
export async function conformance(options: ConformanceOptions): Promise<void> {
  const suite = await loadSuite(options);
  const { target, stop } = await loadTarget(options.target, suite, options);
  const selection = selectionOf(options);
  const runner = await openCaseRunner(suite, target, selection);
  afterAll(async () => {
    await runner.close();
    stop();
  });
  for (const planned of runner.plan.cases) {
    const once = onceOnly(() => runner.runCase(planned));
    describe(planned.case.id, { concurrent: true }, () => testsOf(planned, once, selection, suite));
  }
}

function testsOf(
  { case: testCase }: PlannedCase,
  once: () => Promise<JudgedCase>,
  { level }: Selection,
  suite: Suite,
): void {
  for (const check of testCase.checks) {
    it(check.id, { timeout: 120_000 }, async (context) => {
      const { row } = await once();
      const found = row.checks.find(({ id }) => id === check.id);
      if (found !== undefined)
        tell(found, row.cause, level, context, () => at(check, testCase, suite));
    });
  }
}

function tell(
  check: CheckRow,
  ofCase: string | undefined,
  level: Level,
  { skip }: TestContext,
  place: () => string,
): void {
  const { outcome, cause = ofCase ?? "", findings } = check;
  const said = `${check.level} ${check.requirement}`;
  switch (outcome) {
    case "passed":
      return;
    case "not-applicable":
      return skip(cause);
    case "failed": {
      const text = [said, ...findings.map((finding) => findingLine(finding))].join("\n");
      if (!atLeast(check.level, level)) return skip(`a warning: ${text}`);
      throw placed(text, place());
    }
    case "blocked":
    case "untestable":
    case "errored":
      throw placed(`${said} is ${outcome}: ${cause}`, place());
  }
}

/** An error that looks as if it had been thrown where the check is written. */
function placed(message: string, place: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at ${place}`;
  return error;
}

function at({ id, origin }: Case["checks"][number], testCase: Case, suite: Suite): string {
  return `${id} (${fileOf(testCase, suite)}:${origin.line ?? 1}:${origin.column ?? 1})`;
}

function onceOnly<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
