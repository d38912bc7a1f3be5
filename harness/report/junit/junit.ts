import { XMLBuilder } from "fast-xml-parser";
import { groupBy } from "../../group.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { sentenceOf } from "../model/conclusion.ts";
import { failureText, findingLine } from "../model/finding.ts";
import type { ResultGroup, ResultRow, ResultSet, RowStatus } from "../model/result-set.ts";
import { groupMessage, rowOf, type Test, testOfConclusion, testsOfGroups } from "../model/tests.ts";
import { type Allowed, allowedBy, type JunitDialect } from "./dialect.ts";
import { attributes, xmlText } from "./xml.ts";

/**
 * JUnit XML: one testsuite a profile or pact, one testcase a row.
 *
 * Only what is legally not applicable is `<skipped>`; blocked, untestable and errored rows are `<error>`, because
 * CI systems show skipped tests as harmless. A failure that is excused is `<skipped>` too, and an entry of the baseline
 * that excuses nothing any more a `<failure>`: so the file is red where the exit code is, and only there.
 */
export const renderJunit = (set: ResultSet, dialect?: JunitDialect): string =>
  [...junitPieces(set, dialect)].join("");

/** The same in pieces, some tests each. */
export function* junitPieces(set: ResultSet, dialect: JunitDialect = "common"): Generator<string> {
  const allowed = allowedBy[dialect];
  const suites = suitesOf(set);
  const [start = "", end = ""] = builder
    .build({
      "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
      testsuites: {
        ...rootAttributes(set, suites, allowed),
        testsuite: suites.length === 0 ? [] : gap,
      },
    })
    .split(`  <testsuite>${gap}</testsuite>\n`);
  yield start;
  for (const [index, suite] of suites.entries()) {
    const node = suiteNode(set, suite, index, allowed);
    const [head = "", tail = ""] = built({ testsuite: node }).split(
      `    <testcase>${gap}</testcase>\n`,
    );
    yield head;
    for (const some of inPacks(suite.tests)) {
      yield built({ testsuite: { testcase: some.map((test) => caseNode(set, test, allowed)) } }, 2);
    }
    yield tail;
  }
  yield end;
}

interface Suite {
  readonly name: string;
  readonly tests: Iterable<Test>;
  readonly counts: Counts;
  readonly durationMs: number;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** That of the conclusion comes last. */
const suitesOf = (set: ResultSet): readonly Suite[] =>
  [
    ...[...groupBy(set.groups, ({ suite }) => suite)]
      .map(([name, groups]) => ({ name, tests: testsOfGroups(set, groups) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    { name: conclusionSuite, tests: testOfConclusion(set) },
  ]
    .map((suite) => ({ ...suite, ...countsOf(suite.tests) }))
    .filter(({ counts }) => counts.tests > 0);

const conclusionSuite = "headwater";

/** Where a test stands: of a row, the file of its group and its own line. */
function placeOf(test: Test): Pick<ResultGroup, "suite" | "name" | "file"> {
  switch (test.kind) {
    case "row":
    case "group":
      return test.group;
    case "conclusion":
      return { suite: conclusionSuite, name: "headwater" };
  }
}

function nameOf(set: ResultSet, test: Test): string {
  if (test.kind !== "row") return test.kind === "group" ? "the case" : "conclusion";
  const { name, requirement } = rowOf(set, test);
  return requirement === undefined ? name : `${name} (${requirement})`;
}

function countsOf(tests: Iterable<Test>): Pick<Suite, "counts" | "durationMs"> {
  const count = { passed: 0, failure: 0, error: 0, skipped: 0 };
  let durationMs = 0;
  for (const test of tests) {
    count[kindOf(test)] += 1;
    durationMs += durationMsOf(test);
  }
  const counts = {
    tests: count.passed + count.failure + count.error + count.skipped,
    failures: count.failure,
    errors: count.error,
    skipped: count.skipped,
  };
  return { counts, durationMs };
}

function kindOf(test: Test): Result["kind"] {
  switch (test.kind) {
    case "row":
      return kinds[test.status];
    case "group":
      return groupResult(test.group).kind;
    case "conclusion":
      return "error";
  }
}

const kinds: Readonly<Record<RowStatus, Result["kind"]>> = {
  passed: "passed",
  warning: "passed",
  failed: "failure",
  stale: "failure",
  excused: "skipped",
  "not-applicable": "skipped",
  open: "error",
};

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

/** As many at once as the builder's own start is worth. */
function* inPacks<T>(all: Iterable<T>, size = 100): Generator<readonly T[]> {
  let pack: T[] = [];
  for (const one of all) {
    pack.push(one);
    if (pack.length < size) continue;
    yield pack;
    pack = [];
  }
  if (pack.length > 0) yield pack;
}

/** Where the elements stand that are written by and by; no text holds it. */
const gap = "\u0000";

/** What stands within so many outer elements, indented as in the whole file. */
const built = (node: Node, depth = 1): string =>
  builder
    .build({ testsuites: node })
    .split("\n")
    .slice(depth, -1 - depth)
    .map((line) => `${line}\n`)
    .join("");

function resultOf(set: ResultSet, test: Test): Result {
  switch (test.kind) {
    case "row":
      return rowResult(set, rowOf(set, test));
    case "group":
      return groupResult(test.group);
    case "conclusion":
      return {
        kind: "error",
        type: set.conclusion.word,
        message: sentenceOf(set),
        text: set.reasons.join("\n"),
      };
  }
}

function groupResult(group: ResultGroup): Result {
  const message = groupMessage(group);
  if (group.outcome === "not-applicable") return { kind: "skipped", message };
  const kind = group.outcome === "failed" ? "failure" : "error";
  return { kind, message, type: group.outcome, text: message };
}

function rowResult(set: ResultSet, row: ResultRow): Result {
  const prefix = row.flaky === undefined ? "" : `${row.flaky}; `;
  switch (row.status) {
    case "passed":
      return { kind: "passed" };
    case "warning":
      return { kind: "passed", note: `warning: ${prefix}${failureText(set, row)}` };
    case "failed": {
      const text = `${prefix}${failureText(set, row)}`;
      const type = row.flaky === undefined ? (row.level ?? "failed") : "unstable";
      return { kind: "failure", message: `${prefix}${firstFinding(row)}`, type, text };
    }
    case "excused":
      return { kind: "skipped", message: excuse(row), text: `${prefix}${failureText(set, row)}` };
    case "stale": {
      const text = row.baseline === undefined ? "stale" : baselineStatusText(row.baseline);
      return { kind: "failure", message: text, type: "stale", text };
    }
    case "open": {
      const text = `${prefix}${row.why ?? row.outcome}`;
      const message = `${row.outcome}: ${text}`;
      return { kind: "error", message, type: row.outcome, text };
    }
    case "not-applicable":
      return { kind: "skipped", message: `${prefix}${row.why ?? row.outcome}` };
  }
}

const excuse = ({ baseline, why, remarks }: ResultRow): string =>
  baseline === undefined
    ? [...remarks, ...(why === undefined ? [] : [why])].join("; ")
    : `expected failure, ${baselineStatusText(baseline)}`;

function firstFinding({ findings, why }: ResultRow): string {
  const [first, ...others] = findings;
  if (first === undefined) return why ?? "failed";
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${findingLine(first)}${more}`;
}

function rootAttributes(set: ResultSet, suites: readonly Suite[], { totals }: Allowed): Node {
  if (totals === "none") return {};
  const sum = (key: keyof Counts) => suites.reduce((all, { counts }) => all + counts[key], 0);
  return attributes({
    name: set.kind === "run" ? "headwater" : `headwater ${set.kind}`,
    tests: sum("tests"),
    failures: sum("failures"),
    errors: sum("errors"),
    ...(totals === "all" && { skipped: sum("skipped") }),
    time: seconds(set.origin.durationMs),
  });
}

function suiteNode(
  set: ResultSet,
  { name, tests, counts, durationMs }: Suite,
  index: number,
  allowed: Allowed,
): Node {
  return {
    ...attributes({
      name,
      ...counts,
      time: seconds(durationMs),
      timestamp: set.origin.startedAt.replace(/(\.\d+)?Z$/, ""),
      ...(allowed.wholeSuites && { id: index, package: name, hostname: "localhost" }),
    }),
    ...(index === 0
      ? { properties: { property: properties(set) } }
      : allowed.wholeSuites && { properties: "" }),
    testcase: gap,
    ...(allowed.wholeSuites && { "system-out": xmlText(notesOf(set, tests)), "system-err": "" }),
  };
}

const durationMsOf = (test: Test): number => (test.kind === "conclusion" ? 0 : test.durationMs);

function properties({ conclusion, subject, origin, notes }: ResultSet): readonly Node[] {
  const { headwater, run, seed, cases } = origin;
  return Object.entries({
    conclusion: conclusion.word,
    target: subject.name,
    ...subject.baseUrls,
    headwater,
    ...(run !== undefined && { run }),
    ...(seed !== undefined && { seed }),
    ...(cases !== undefined && { cases }),
    ...(conclusion.gate && { baseline: conclusion.gate.word }),
    ...Object.fromEntries(notes.map(({ key, text }) => [key, text])),
  }).map(([name, value]) => attributes({ name, value }));
}

/** What a suite's tests have to say beside failures, each behind the name of its test. */
const notesOf = (set: ResultSet, tests: Iterable<Test>): string =>
  Array.from(tests, (test) => {
    const note = noteOf(resultOf(set, test));
    return note === undefined ? [] : [`${placeOf(test).name}: ${nameOf(set, test)}\n${note}\n`];
  })
    .flat()
    .join("\n");

function noteOf(result: Result): string | undefined {
  if (result.kind === "passed") return result.note;
  return result.kind === "skipped" ? result.text : undefined;
}

function caseNode(set: ResultSet, test: Test, { places, notes }: Allowed): Node {
  const { name: classname, file } = placeOf(test);
  const result = resultOf(set, test);
  const note = notes ? noteOf(result) : undefined;
  return {
    ...attributes({
      classname,
      name: nameOf(set, test),
      time: seconds(durationMsOf(test)),
      ...(places && { file, line: lineOf(set, test) }),
    }),
    ...resultNode(result),
    ...(note !== undefined && { "system-out": xmlText(note) }),
  };
}

/** Its own, or that of its group. */
function lineOf(set: ResultSet, test: Test): number | undefined {
  if (test.kind === "conclusion") return undefined;
  return (test.kind === "row" ? rowOf(set, test).line : undefined) ?? test.group.line;
}

function resultNode(result: Result): Node {
  switch (result.kind) {
    case "passed":
      return {};
    case "skipped":
      return { skipped: attributes({ message: result.message }) };
    case "failure":
    case "error": {
      const { kind, message, type, text } = result;
      return { [kind]: { ...attributes({ message, type }), "#text": xmlText(text) } };
    }
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
