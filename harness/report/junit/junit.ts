import { XMLBuilder } from "fast-xml-parser";
import type { CaseRow, CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import { isWarning, requirementsById } from "../model/failure.ts";
import { failureText, findingLine } from "../model/finding.ts";
import { replayNames } from "../model/file-names.ts";
import { runNotes } from "../model/run-notes.ts";
import { conclusionSentence } from "../model/sentence.ts";
import { isExcused, baselineStatusText } from "../model/baseline-status.ts";
import { flakyByName, flakyText } from "../model/flaky.ts";

/**
 * junit.xml: one testsuite per profile, one testcase per check.
 *
 * Only what is legally not applicable is `<skipped>`; blocked, untestable and errored checks are `<error>`, because
 * CI systems show skipped tests as harmless. When the run is not conformant and no testcase says so, one is added.
 *
 * Held against a baseline, a failure that it excuses is `<skipped>` too, and an entry that it need not have any more is a
 * `<failure>`: so the file is red where the exit code is, and only there.
 */
export function renderJunit(report: Report): string {
  const suites = suitesOf(report);
  const all = suites.flatMap((suite) => suite.tests);
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      ...attributes({ name: "headwater", ...countsOf(all), time: seconds(report.run.durationMs) }),
      testsuite: suites.map((suite, index) => suiteNode(report, suite, index)),
    },
  });
}

interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
}

interface Test {
  readonly classname: string;
  readonly name: string;
  readonly durationMs: number;
  readonly file?: string;
  readonly line?: number;
  readonly result: Result;
}

type Result =
  | { readonly kind: "passed"; readonly note?: string }
  | { readonly kind: "skipped"; readonly message: string; readonly text?: string }
  | {
      readonly kind: "failure" | "error";
      readonly message: string;
      readonly type: string;
      readonly text: string;
    };

type Node = Readonly<Record<string, unknown>>;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

function suitesOf(report: Report): readonly Suite[] {
  const judge = testJudge(report);
  const profiles = [...new Set(report.cases.map((row) => row.profile))].toSorted();
  const suites = profiles.map((name) => ({
    name,
    tests: report.cases.filter((row) => row.profile === name).flatMap((row) => testsOf(row, judge)),
  }));
  return tellsTheConclusion(report, suites) ? suites : [...suites, conclusionSuite(report)];
}

/** The case's time stands on its first check, so that sums are right. */
function testsOf(row: CaseRow, judge: (row: CaseRow, check: CheckRow) => Result): readonly Test[] {
  const told =
    row.checks.some((check) => check.outcome === row.outcome) || row.outcome === "passed";
  const checks = row.checks.map((check, index) => ({
    classname: row.id,
    name: `${check.id} (${check.requirement})`,
    durationMs: index === 0 ? row.durationMs : 0,
    file: row.file,
    line: row.line,
    result: judge(row, check),
  }));
  if (told) return checks;
  return [...checks, { ...caseTest(row), durationMs: checks.length === 0 ? row.durationMs : 0 }];
}

/** Stands in for a case whose own outcome no check of it shows. */
function caseTest(row: CaseRow): Test {
  const message = row.cause ?? `the case is ${row.outcome}`;
  const kind = row.outcome === "failed" ? "failure" : "error";
  const result: Result =
    row.outcome === "not-applicable"
      ? { kind: "skipped", message }
      : { kind, message, type: row.outcome, text: message };
  return {
    classname: row.id,
    name: "the case",
    durationMs: 0,
    file: row.file,
    line: row.line,
    result,
  };
}

function testJudge(report: Report): (row: CaseRow, check: CheckRow) => Result {
  const requirements = requirementsById(report);
  const replays = replayNames(report);
  const unstable = flakyByName(report);
  return (row, check) => {
    const failure = { case: row, check, requirement: requirements.get(check.requirement) };
    const varied = unstable.get(`${row.id}/${check.id}`);
    const prefix = varied === undefined ? "" : `${flakyText(varied, report)}; `;
    const message = `${prefix}${check.cause ?? row.cause ?? check.outcome}`;
    if (check.baseline?.standing === "stale") {
      const text = baselineStatusText(check.baseline);
      return { kind: "failure", message: text, type: "stale", text };
    }
    switch (check.outcome) {
      case "passed":
        return { kind: "passed" };
      case "failed": {
        const text = `${prefix}${failureText(report, failure, replays.get(row.id))}`;
        if (isWarning(report, check)) return { kind: "passed", note: `warning: ${text}` };
        if (isExcused(check)) return { kind: "skipped", message: excuse(check), text };
        const type = varied === undefined ? check.level : "unstable";
        return { kind: "failure", message: `${prefix}${firstFinding(check)}`, type, text };
      }
      case "blocked":
      case "untestable":
      case "errored":
        return {
          kind: "error",
          message: `${check.outcome}: ${message}`,
          type: check.outcome,
          text: message,
        };
      case "not-applicable":
        return { kind: "skipped", message };
    }
  };
}

const excuse = ({ baseline }: CheckRow): string =>
  `expected failure${baseline === undefined ? "" : `, ${baselineStatusText(baseline)}`}`;

function firstFinding(check: CheckRow): string {
  const [first, ...others] = check.findings;
  if (first === undefined) return "failed";
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${findingLine(first)}${more}`;
}

function tellsTheConclusion(report: Report, suites: readonly Suite[]): boolean {
  const outcome = report.baseline?.gate ?? report.conclusion;
  if (outcome === "conformant" || outcome === "as-expected") return true;
  const counts = countsOf(suites.flatMap((suite) => suite.tests));
  return counts.failures + counts.errors > 0;
}

function conclusionSuite(report: Report): Suite {
  const result = {
    kind: "error",
    type: report.conclusion,
    message: conclusionSentence(report),
    text: report.reasons.join("\n"),
  } as const;
  return {
    name: "headwater",
    tests: [{ classname: "headwater", name: "conclusion", durationMs: 0, result }],
  };
}

function suiteNode(report: Report, suite: Suite, index: number): Node {
  const durationMs = suite.tests.reduce((sum, test) => sum + test.durationMs, 0);
  return {
    ...attributes({
      name: suite.name,
      ...countsOf(suite.tests),
      time: seconds(durationMs),
      timestamp: report.run.startedAt.replace(/(\.\d+)?Z$/, ""),
    }),
    ...(index === 0 ? { properties: { property: properties(report) } } : {}),
    testcase: suite.tests.map(testNode),
  };
}

function properties(report: Report): readonly Node[] {
  return Object.entries({
    conclusion: report.conclusion,
    target: report.target.name,
    ...report.target.baseUrls,
    headwater: report.suite.version,
    run: report.run.id,
    seed: report.run.seed,
    cases: report.suite.casesDigest,
    ...(report.baseline && { baseline: report.baseline.gate }),
    ...Object.fromEntries(runNotes(report)),
  }).map(([name, value]) => attributes({ name, value }));
}

function testNode(test: Test): Node {
  const { classname, name, durationMs, file, line, result } = test;
  return {
    ...attributes({ classname, name, time: seconds(durationMs), file, line }),
    ...resultNode(result),
  };
}

function resultNode(result: Result): Node {
  switch (result.kind) {
    case "passed":
      return result.note === undefined ? {} : { "system-out": xmlText(result.note) };
    case "skipped":
      return {
        skipped: attributes({ message: result.message }),
        ...(result.text !== undefined && { "system-out": xmlText(result.text) }),
      };
    case "failure":
    case "error": {
      const { kind, message, type, text } = result;
      return { [kind]: { ...attributes({ message, type }), "#text": xmlText(text) } };
    }
  }
}

function countsOf(tests: readonly Test[]) {
  const count = (kind: Result["kind"]) => tests.filter((test) => test.result.kind === kind).length;
  return {
    tests: tests.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

/** Line breaks in attributes would be read back as spaces: they are written as such. */
function attributes(values: Readonly<Record<string, string | number | undefined>>): Node {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`@${name}`, xmlText(String(value)).replaceAll(/[\n\r\t]+/g, " ")]),
  );
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Without the characters that XML 1.0 cannot hold (section 2.2, Char), not even escaped; nor other controls. */
function xmlText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
    "\t\n\r".includes(character) ? character : "",
  );
}
