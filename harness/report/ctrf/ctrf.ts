import {
  CURRENT_SPEC_VERSION,
  type CTRFReport,
  REPORT_FORMAT,
  type Test,
  type TestStatus,
} from "ctrf";
import type { CaseRow, CheckRow, Outcome, Report } from "../../../specs/types/report.format.d.ts";
import { isWarning, requirementsById } from "../model/failure.ts";
import { failureText } from "../model/finding.ts";
import { replayNames } from "../model/file-names.ts";
import { runNotes } from "../model/run-notes.ts";
import { conclusionSentence } from "../model/sentence.ts";
import { isExcused, baselineStatusText } from "../model/baseline-status.ts";
import { flakyByName, flakyText } from "../model/flaky.ts";

/**
 * ctrf.json in the Common Test Report Format: one test per check.
 *
 * The format knows no blocked or errored tests. They are `failed` with their outcome as `rawStatus`: gates count
 * `failed` alone, and what was not tested must not look green. A failure that the baseline excuses is `skipped`, an entry
 * that it need not have any more `failed`; a check that varied is `flaky`.
 */
export function renderCtrf(report: Report): string {
  const checks = report.cases.flatMap(testsFor(report));
  const outcome = report.baseline?.gate ?? report.conclusion;
  const told =
    outcome === "conformant" ||
    outcome === "as-expected" ||
    checks.some((test) => test.status === "failed");
  const tests = told ? checks : [...checks, conclusionTest(report)];
  const document: CTRFReport = {
    reportFormat: REPORT_FORMAT,
    specVersion: CURRENT_SPEC_VERSION,
    runId: report.run.id,
    timestamp: report.run.finishedAt,
    generatedBy: "headwater",
    results: {
      tool: { name: "headwater", version: report.suite.version },
      summary: summaryOf(report, tests),
      tests,
      environment: environmentOf(report),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const status: Readonly<Record<Outcome, TestStatus>> = {
  passed: "passed",
  failed: "failed",
  blocked: "failed",
  untestable: "failed",
  errored: "failed",
  "not-applicable": "skipped",
};

/** A test for each check; when none of them shows the outcome of the case, one for the case itself. */
function testsFor(report: Report): (row: CaseRow) => readonly Test[] {
  const requirements = requirementsById(report);
  const replays = replayNames(report);
  const unstable = flakyByName(report);
  return (row) => {
    const told =
      row.outcome === "passed" || row.checks.some(({ outcome }) => outcome === row.outcome);
    const tests = row.checks.map((check, index): Test => {
      const failure = { case: row, check, requirement: requirements.get(check.requirement) };
      const duration = index === 0 ? row.durationMs : 0;
      const varied = unstable.get(`${row.id}/${check.id}`);
      const test = {
        ...checkTest(report, row, check),
        duration,
        ...(varied && { flaky: true, extra: { unstable: flakyText(varied, report) } }),
      };
      if (check.outcome !== "failed") return test;
      return { ...test, trace: failureText(report, failure, replays.get(row.id)) };
    });
    return told ? tests : [...tests, caseTest(row, tests.length === 0 ? row.durationMs : 0)];
  };
}

function checkTest(report: Report, row: CaseRow, check: CheckRow): Omit<Test, "duration"> {
  const warning = isWarning(report, check);
  return {
    ...frame(row, check.id, check.outcome),
    status: statusOf(check, warning),
    tags: [
      check.level,
      ...(warning ? ["warning"] : []),
      ...(check.baseline === undefined ? [] : [`baseline-${check.baseline.standing}`]),
    ],
    labels: { requirement: check.requirement, level: check.level, profile: row.profile },
    ...messageOf(row, check),
  };
}

function statusOf(check: CheckRow, warning: boolean): TestStatus {
  if (check.baseline?.standing === "stale") return "failed";
  if (warning) return "passed";
  return isExcused(check) ? "skipped" : status[check.outcome];
}

function caseTest(row: CaseRow, duration: number): Test {
  const message = row.cause ?? `the case is ${row.outcome}`;
  return {
    ...frame(row, "the case", row.outcome),
    status: status[row.outcome],
    duration,
    message,
  };
}

function frame(row: CaseRow, name: string, outcome: Outcome) {
  return {
    testId: `${row.id}/${name}`,
    name,
    rawStatus: outcome,
    suite: suitePath(row),
    filePath: row.file,
    line: row.line,
  };
}

const suitePath = (row: CaseRow): string[] => [row.profile, row.id];

function messageOf(row: CaseRow, check: CheckRow): { readonly message?: string } {
  const [finding] = check.findings;
  if (check.baseline !== undefined) return { message: baselineStatusText(check.baseline) };
  if (check.outcome === "failed" && finding !== undefined) {
    return {
      message: `${finding.step}: ${finding.at}: expected ${finding.expected}, was ${finding.actual}`,
    };
  }
  const cause = check.cause ?? row.cause;
  return check.outcome === "passed" || cause === undefined
    ? {}
    : { message: `${check.outcome}: ${cause}` };
}

function conclusionTest(report: Report): Test {
  return {
    testId: "headwater/conclusion",
    name: "conclusion",
    status: "failed",
    rawStatus: report.conclusion,
    duration: 0,
    suite: ["headwater"],
    message: [conclusionSentence(report), ...report.reasons].join("\n"),
  };
}

function summaryOf(report: Report, tests: readonly Test[]): CTRFReport["results"]["summary"] {
  const count = (wanted: TestStatus) => tests.filter((test) => test.status === wanted).length;
  return {
    tests: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    pending: 0,
    other: 0,
    suites: new Set(tests.map((test) => test.suite?.[0])).size,
    start: Date.parse(report.run.startedAt),
    stop: Date.parse(report.run.finishedAt),
    duration: report.run.durationMs,
    extra: { conclusion: report.conclusion, totals: report.totals },
  };
}

function environmentOf(report: Report): NonNullable<CTRFReport["results"]["environment"]> {
  const { implementation } = report.target;
  const { shard } = report.run;
  return {
    appName: implementation?.name ?? report.target.name,
    ...(implementation?.version === undefined ? {} : { appVersion: implementation.version }),
    testEnvironment: report.target.name,
    ...(shard === undefined ? {} : { shardId: `${shard.index}/${shard.count}` }),
    extra: {
      baseUrls: report.target.baseUrls,
      seed: report.run.seed,
      ...(report.baseline && { baseline: report.baseline.gate }),
      ...Object.fromEntries(runNotes(report)),
    },
  };
}
