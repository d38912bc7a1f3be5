import { XMLBuilder } from "fast-xml-parser";
import { groupBy } from "../../group.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { sentenceOf } from "../model/conclusion.ts";
import { failureText, findingLine, placed } from "../model/finding.ts";
import type { ResultGroup, ResultRow, ResultSet } from "../model/result-set.ts";
import { groupMessage, type Test, testsOf } from "../model/tests.ts";
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
  const cases = testsOf(set).map((test) => caseOf(set, test));
  const suites = [...groupBy(cases, ({ suite }) => suite)].toSorted(byName);
  const [start = "", end = ""] = builder
    .build({
      "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
      testsuites: {
        ...rootAttributes(set, cases, allowed),
        testsuite: suites.length === 0 ? [] : gap,
      },
    })
    .split(`  <testsuite>${gap}</testsuite>\n`);
  yield start;
  for (const [index, [name, own]] of suites.entries()) {
    const node = suiteNode(set, { name, cases: own, index }, allowed);
    const [head = "", tail = ""] = built({ testsuite: node }).split(
      `    <testcase>${gap}</testcase>\n`,
    );
    yield head;
    for (const some of inPacks(own)) {
      yield built({ testsuite: { testcase: some.map((test) => caseNode(test, allowed)) } }, 2);
    }
    yield tail;
  }
  yield end;
}

interface TestCase {
  readonly suite: string;
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

/** As many at once as the builder's own start is worth. */
function* inPacks<T>(all: readonly T[], size = 100): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
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

/** That of the conclusion comes last. */
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  Number(a === conclusionSuite) - Number(b === conclusionSuite) || (a < b ? -1 : 1);

const conclusionSuite = "headwater";

function caseOf(set: ResultSet, test: Test): TestCase {
  switch (test.kind) {
    case "row": {
      const { name, requirement } = test.row;
      return {
        ...frame(placed(test.row), requirement === undefined ? name : `${name} (${requirement})`),
        durationMs: test.durationMs,
        result: rowResult(set, test.row),
      };
    }
    case "group":
      return {
        ...frame(test.group, "the case"),
        durationMs: test.durationMs,
        result: groupResult(test.group),
      };
    case "conclusion":
      return {
        suite: conclusionSuite,
        classname: "headwater",
        name: "conclusion",
        durationMs: 0,
        result: {
          kind: "error",
          type: set.conclusion.word,
          message: sentenceOf(set),
          text: set.reasons.join("\n"),
        },
      };
  }
}

const frame = ({ suite, name: classname, file, line }: ResultGroup, name: string) => ({
  suite,
  classname,
  name,
  ...(file !== undefined && { file }),
  ...(line !== undefined && { line }),
});

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

function rootAttributes(set: ResultSet, cases: readonly TestCase[], { totals }: Allowed): Node {
  if (totals === "none") return {};
  const { skipped, ...counted } = countsOf(cases);
  return attributes({
    name: set.kind === "run" ? "headwater" : `headwater ${set.kind}`,
    ...counted,
    ...(totals === "all" && { skipped }),
    time: seconds(set.origin.durationMs),
  });
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly index: number;
}

function suiteNode(set: ResultSet, { name, cases, index }: Suite, allowed: Allowed): Node {
  const durationMs = cases.reduce((sum, test) => sum + test.durationMs, 0);
  return {
    ...attributes({
      name,
      ...countsOf(cases),
      time: seconds(durationMs),
      timestamp: set.origin.startedAt.replace(/(\.\d+)?Z$/, ""),
      ...(allowed.wholeSuites && { id: index, package: name, hostname: "localhost" }),
    }),
    ...(index === 0
      ? { properties: { property: properties(set) } }
      : allowed.wholeSuites && { properties: "" }),
    testcase: gap,
    ...(allowed.wholeSuites && { "system-out": xmlText(notesOf(cases)), "system-err": "" }),
  };
}

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
const notesOf = (cases: readonly TestCase[]): string =>
  cases
    .flatMap(({ classname, name, result }) => {
      const note = noteOf(result);
      return note === undefined ? [] : [`${classname}: ${name}\n${note}\n`];
    })
    .join("\n");

function noteOf(result: Result): string | undefined {
  if (result.kind === "passed") return result.note;
  return result.kind === "skipped" ? result.text : undefined;
}

function caseNode(
  { classname, name, durationMs, file, line, result }: TestCase,
  { places, notes }: Allowed,
): Node {
  const note = notes ? noteOf(result) : undefined;
  return {
    ...attributes({ classname, name, time: seconds(durationMs), ...(places && { file, line }) }),
    ...resultNode(result),
    ...(note !== undefined && { "system-out": xmlText(note) }),
  };
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

function countsOf(cases: readonly TestCase[]) {
  const count = (kind: Result["kind"]) => cases.filter(({ result }) => result.kind === kind).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
