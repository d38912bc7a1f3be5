import {
  CURRENT_SPEC_VERSION,
  type CTRFReport,
  REPORT_FORMAT,
  type Test as CtrfTest,
  type TestStatus,
} from "ctrf";
import { baselineStatusText } from "../model/baseline-status.ts";
import { sentenceOf } from "../model/conclusion.ts";
import { failureText, placed } from "../model/finding.ts";
import type { ResultGroup, ResultRow, ResultSet, RowStatus } from "../model/result-set.ts";
import { groupMessage, type Test, testsOf } from "../model/tests.ts";

/**
 * ctrf.json in the Common Test Report Format: one test per row.
 *
 * The format knows no blocked or errored tests. They are `failed` with their outcome as `rawStatus`: gates count
 * `failed` alone, and what was not tested must not look green. A failure that is excused is `skipped`, an entry of the
 * baseline that excuses nothing any more `failed`; a row that varied is `flaky`.
 */
export function renderCtrf(set: ResultSet): string {
  const { origin } = set;
  const tests = testsOf(set).map((test) => ctrfTest(set, test));
  const document: CTRFReport = {
    reportFormat: REPORT_FORMAT,
    specVersion: CURRENT_SPEC_VERSION,
    ...(origin.run !== undefined && { runId: origin.run }),
    timestamp: origin.finishedAt,
    generatedBy: "headwater",
    results: {
      tool: { name: "headwater", version: origin.headwater },
      summary: summaryOf(set, tests),
      tests,
      environment: environmentOf(set),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const statuses: Readonly<Record<RowStatus, TestStatus>> = {
  passed: "passed",
  warning: "passed",
  failed: "failed",
  excused: "skipped",
  stale: "failed",
  open: "failed",
  "not-applicable": "skipped",
};

function ctrfTest(set: ResultSet, test: Test): CtrfTest {
  switch (test.kind) {
    case "row":
      return rowTest(set, test.row, test.durationMs);
    case "group":
      return {
        ...frame(test.group, "the case", test.group.outcome),
        status: test.group.outcome === "not-applicable" ? "skipped" : "failed",
        duration: test.durationMs,
        message: groupMessage(test.group),
      };
    case "conclusion":
      return {
        testId: "headwater/conclusion",
        name: "conclusion",
        status: "failed",
        rawStatus: set.conclusion.word,
        duration: 0,
        suite: ["headwater"],
        message: [sentenceOf(set), ...set.reasons].join("\n"),
      };
  }
}

function rowTest(set: ResultSet, row: ResultRow, duration: number): CtrfTest {
  const { group, level, requirement, status, baseline, flaky } = row;
  return {
    ...frame(placed(row), row.name, row.outcome),
    status: statuses[status],
    tags: [
      ...(level === undefined ? [] : [level]),
      ...(status === "warning" ? ["warning"] : []),
      ...(baseline === undefined ? [] : [`baseline-${baseline.standing}`]),
    ],
    labels: {
      ...(requirement !== undefined && { requirement }),
      ...(level !== undefined && { level }),
      profile: group.suite,
    },
    ...messageOf(row),
    duration,
    ...(flaky !== undefined && { flaky: true, extra: { unstable: flaky } }),
    ...(row.outcome === "failed" && { trace: failureText(set, row) }),
  };
}

const frame = (
  { id, name: group, suite, file, line }: ResultGroup,
  name: string,
  outcome: string,
) => ({
  testId: `${id}/${name}`,
  name,
  rawStatus: outcome,
  suite: [suite, group],
  ...(file !== undefined && { filePath: file }),
  ...(line !== undefined && { line }),
});

function messageOf({ findings, baseline, outcome, why }: ResultRow): { readonly message?: string } {
  const [finding] = findings;
  if (baseline !== undefined) return { message: baselineStatusText(baseline) };
  if (outcome === "failed" && finding !== undefined) {
    const { step, at, expected, actual } = finding;
    const start = step === undefined ? "" : `${step}: `;
    return { message: `${start}${at}: expected ${expected}, was ${actual}` };
  }
  return outcome === "passed" || why === undefined ? {} : { message: `${outcome}: ${why}` };
}

function summaryOf(
  { origin, conclusion, totals, warnings }: ResultSet,
  tests: readonly CtrfTest[],
): CTRFReport["results"]["summary"] {
  const count = (wanted: TestStatus) => tests.filter((test) => test.status === wanted).length;
  return {
    tests: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    pending: 0,
    other: 0,
    suites: new Set(tests.map((test) => test.suite?.[0])).size,
    start: Date.parse(origin.startedAt),
    stop: Date.parse(origin.finishedAt),
    duration: origin.durationMs,
    extra: {
      conclusion: conclusion.word,
      totals: {
        ...Object.fromEntries(totals.map(({ name, counts }) => [name, counts])),
        warnings,
      },
    },
  };
}

function environmentOf({
  subject,
  origin,
  conclusion,
  notes,
}: ResultSet): NonNullable<CTRFReport["results"]["environment"]> {
  const { product, name, baseUrls } = subject;
  const { shard, seed } = origin;
  return {
    appName: product?.name ?? name,
    ...(product?.version !== undefined && { appVersion: product.version }),
    testEnvironment: name,
    ...(shard && { shardId: `${shard.index}/${shard.count}` }),
    extra: {
      baseUrls,
      ...(seed !== undefined && { seed }),
      ...(conclusion.gate && { baseline: conclusion.gate.word }),
      ...Object.fromEntries(notes.map(({ key, text }) => [key, text])),
    },
  };
}
