import type { CTRFReport, Test as CtrfTest, TestStatus } from "ctrf";
import { jsonPieces, lazily } from "../json/pieces.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { sentenceOf } from "../model/conclusion.ts";
import { failureText, placed } from "../model/finding.ts";
import type { ResultGroup, ResultRow, ResultSet, RowStatus } from "../model/result-set.ts";
import { groupMessage, rowOf, type Test, testsOf } from "../model/tests.ts";

/** Of the format; its package takes longer to load than all reports to write. */
const specVersion = "0.0.0";

/**
 * ctrf.json in the Common Test Report Format: one test per row.
 *
 * The format knows no blocked or errored tests. They are `failed` with their outcome as `rawStatus`: gates count
 * `failed` alone, and what was not tested must not look green. A failure that is excused is `skipped`, an entry of the
 * baseline that excuses nothing any more `failed`; a row that varied is `flaky`.
 */
export const renderCtrf = (set: ResultSet): string => [...ctrfPieces(set)].join("");

/** The same in pieces. */
export function* ctrfPieces(set: ResultSet): Generator<string> {
  const { origin } = set;
  const tests = testsOf(set);
  const document: Document = {
    reportFormat: "CTRF",
    specVersion,
    ...(origin.run !== undefined && { runId: origin.run }),
    timestamp: origin.finishedAt,
    generatedBy: "headwater",
    results: {
      tool: { name: "headwater", version: origin.headwater },
      summary: summaryOf(set, tests),
      tests: lazily(tests, (test) => ctrfTest(set, test)),
      environment: environmentOf(set),
    },
  };
  yield* jsonPieces(document);
  yield "\n";
}

/** The format, but for its list, which is longer than all the rest. */
interface Document extends Omit<CTRFReport, "results"> {
  readonly results: Omit<CTRFReport["results"], "tests"> & { readonly tests: Iterable<CtrfTest> };
}

const conclusionSuite = "headwater";

const statuses: Readonly<Record<RowStatus, TestStatus>> = {
  passed: "passed",
  warning: "passed",
  failed: "failed",
  excused: "skipped",
  stale: "failed",
  open: "failed",
  "not-applicable": "skipped",
};

function statusOf(test: Test): TestStatus {
  switch (test.kind) {
    case "row":
      return statuses[test.status];
    case "group":
      return test.group.outcome === "not-applicable" ? "skipped" : "failed";
    case "conclusion":
      return "failed";
  }
}

function ctrfTest(set: ResultSet, test: Test): CtrfTest {
  switch (test.kind) {
    case "row":
      return rowTest(set, rowOf(set, test), test.durationMs);
    case "group":
      return {
        ...frame(test.group, test.group, "the case", test.group.outcome),
        status: statusOf(test),
        duration: test.durationMs,
        message: groupMessage(test.group),
      };
    case "conclusion":
      return {
        testId: "headwater/conclusion",
        name: "conclusion",
        status: statusOf(test),
        rawStatus: set.conclusion.word,
        duration: 0,
        suite: [conclusionSuite],
        message: [sentenceOf(set), ...set.reasons].join("\n"),
      };
  }
}

function rowTest(set: ResultSet, row: ResultRow, duration: number): CtrfTest {
  const { group, level, requirement, status, baseline, flaky } = row;
  return {
    ...frame(group, placed(row), row.name, row.outcome),
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
  { id, name: group, suite }: ResultGroup,
  { file, line }: Pick<ResultGroup, "file" | "line">,
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
  tests: Iterable<Test>,
): CTRFReport["results"]["summary"] {
  const byStatus = { passed: 0, failed: 0, skipped: 0, pending: 0, other: 0 };
  const suites = new Set<string>();
  for (const test of tests) {
    byStatus[statusOf(test)] += 1;
    suites.add(test.kind === "conclusion" ? conclusionSuite : test.group.suite);
  }
  return {
    tests: Object.values(byStatus).reduce((sum, count) => sum + count),
    ...byStatus,
    suites: suites.size,
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
