import { describe, expect, it } from "vitest";
import { edited, sound } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { bookFixtures, loadSuite } from "../testing/suite.ts";
import { unusedShared } from "./shared-users.ts";

const axes = `axes:
  kinds:
    title: The kinds of books that there are
    values: [novel, poem]
  ways:
    title: Both ways to order a book
    params: { book: { about: Its id. } }
    values:
      path: { call: "POST /orders/{book}" }
      body: { call: POST /orders, body: { book: "{book}" } }
`;
const settled = `settled:
  paid:
    title: An order that is paid, and for which more was paid than before
    params: { since: { about: What was paid before., default: 0 } }
    within: 5s
    expect: { status: 200, body: { state: paid, sum: { not: { money: "{since}" } } } }
`;
const shared = { "axes.yaml": axes, "settled.yaml": settled };
const books = { "books.yaml": bookFixtures };

const withMatrix = (matrix: string) => edited(sound, [["steps:\n", `matrix: ${matrix}\nsteps:\n`]]);
const withSettled = (key: string) => edited(sound, [["    within: 5s", key]]);

const casesOf = async (text: string) =>
  must(await loadSuite({ "case.yaml": text }, books, shared)).cases.map(
    ({ origin: _origin, ...testCase }) => testCase,
  );

async function problemsOf(text: string, files: Readonly<Record<string, string>> = shared) {
  const library = await loadSuite({ "case.yaml": text }, books, files);
  return library.ok
    ? []
    : library.problems.map(({ code, at, message, hint }) => [
        `${code} ${at?.file}:${at?.line}:${at?.column}`,
        message,
        ...(hint === undefined ? [] : [hint]),
      ]);
}

/** Without places, which alone tell what is named from what is written out. */
const placeless = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === "origin" ? undefined : value)));

describe("a case that names what it shares is the case that writes it out", () => {
  it.each([
    {
      name: "an axis",
      named: withMatrix("{ kind: kinds }"),
      written: withMatrix("{ kind: [novel, poem] }"),
    },
    {
      name: "an axis without params, the long way",
      named: withMatrix("{ kind: { axis: kinds } }"),
      written: withMatrix("{ kind: [novel, poem] }"),
    },
    {
      name: "an axis with a param, beside one of its own",
      named: edited(withMatrix('{ n: [1, 2], via: { axis: ways, book: "{book.id}" } }'), [
        ['call: POST /orders\n    body: { book: "{book.id}" }', 'call: "{via.call}"'],
      ]),
      written: edited(
        withMatrix(
          '{ n: [1, 2], via: { path: { call: "POST /orders/{book.id}" }, body: { call: POST /orders } } }',
        ),
        [['call: POST /orders\n    body: { book: "{book.id}" }', 'call: "{via.call}"']],
      ),
    },
    {
      name: "a settled state",
      named: withSettled("    settled: paid"),
      written: withSettled(
        "    within: 5s\n    expect: { status: 200, body: { state: paid, sum: { not: { money: 0 } } } }",
      ),
    },
    {
      name: "a settled state with a param",
      named: withSettled('    settled: { of: paid, since: "{book.price}" }'),
      written: withSettled(
        '    within: 5s\n    expect: { status: 200, body: { state: paid, sum: { not: { money: "{book.price}" } } } }',
      ),
    },
  ])("$name", async ({ named, written }) => {
    expect(placeless(await casesOf(named))).toEqual(placeless(await casesOf(written)));
  });
});

describe("a mistake in naming has its place and what to do", () => {
  it.each([
    {
      name: "an unknown axis",
      text: withMatrix("{ kind: kins }"),
      want: ["UNKNOWN_NAME suites/cases/case.yaml:6:17", 'there is no axis "kins"'],
      hint: "did you mean kinds?",
    },
    {
      name: "an axis that is no axis of the long way",
      text: withMatrix("{ kind: { axis: way, book: x } }"),
      want: ["UNKNOWN_NAME suites/cases/case.yaml:6:17", 'there is no axis "way"'],
      hint: "did you mean ways?",
    },
    {
      name: "a param that it does not have",
      text: withMatrix("{ via: { axis: ways, book: x, bok: x } }"),
      want: ["UNKNOWN_PARAM suites/cases/case.yaml:6:16", 'the axis ways has no param "bok"'],
      hint: "did you mean book?",
    },
    {
      name: "a param that it lacks",
      text: withMatrix("{ via: ways }"),
      want: ["MISSING_PARAM suites/cases/case.yaml:6:16", 'the axis ways needs the param "book"'],
    },
    {
      name: "a reference in a param",
      text: withSettled('    settled: { of: paid, since: "{prise}" }'),
      want: ["UNKNOWN_REFERENCE suites/cases/case.yaml:14:5", "nothing provides {prise} here"],
    },
    {
      name: "an unknown settled state",
      text: withSettled("    settled: payed"),
      want: ["UNKNOWN_NAME suites/cases/case.yaml:16:14", 'there is no settled state "payed"'],
      hint: "did you mean paid?",
    },
    {
      name: "a settled state beside a bound",
      text: withSettled("    settled: paid\n    within: 1s"),
      want: [
        "UNKNOWN_KEY suites/cases/case.yaml:17:5",
        "a step with settled has no within of its own",
      ],
    },
    {
      name: "an action that settles",
      text: edited(sound, [["    use: book.sell", "    use: book.sell\n    settled: paid"]]),
      want: ["UNKNOWN_KEY suites/cases/case.yaml:13:5", "a step with use has no settled"],
    },
  ])("$name", async ({ text, want, hint }) => {
    const [[at, message, advice] = []] = await problemsOf(text);
    expect([at, message]).toEqual(want);
    expect(advice ?? "").toContain(hint ?? "");
  });

  it("a name that leans on what only some cases have", async () => {
    const files = { "axes.yaml": edited(axes, [['book: "{book}"', 'book: "{book.id}"']]) };
    expect(await problemsOf(sound, files)).toEqual([
      [
        "UNKNOWN_REFERENCE suites/axes.yaml:5:3",
        '"ways" refers to {book.id}, which is none of its params',
        "known: book",
      ],
    ]);
  });

  it("a name that two files give", async () => {
    expect(await problemsOf(sound, { ...shared, "z.yaml": settled })).toEqual([
      [
        "DUPLICATE_ID suites/z.yaml:2:3",
        '"paid" is given twice',
        "the other stands in suites/settled.yaml:2",
      ],
    ]);
  });

  it("an unknown key", async () => {
    const files = { "axes.yaml": edited(axes, [["    values: [", "    value: ["]]) };
    expect(await problemsOf(sound, files)).toContainEqual([
      "UNKNOWN_KEY suites/axes.yaml:4:5",
      'axes.kinds has the unknown key "value"',
      "did you mean values?",
    ]);
  });
});

const digestOf = async (files: Readonly<Record<string, string>>) =>
  must(await loadSuite({ "case.yaml": withMatrix("{ k: kinds }") }, books, files)).digest;

describe("what nothing names", () => {
  it("is told with its place, and what is named knows where", async () => {
    const library = must(await loadSuite({ "c.yaml": withMatrix("{ k: kinds }") }, books, shared));
    expect(library.shared.axes.get("kinds")?.usedBy).toEqual(["suites/cases/c.yaml"]);
    expect(
      unusedShared(library.shared).map(({ code, at, message }) => [code, at?.line, message]),
    ).toEqual([
      ["UNUSED", 5, 'nothing names the axis "ways"'],
      ["UNUSED", 2, 'nothing names the settled state "paid"'],
    ]);
  });

  it("is not what a recipe waits for", async () => {
    const recipe = edited(bookFixtures, [
      ["call: POST /books/{book.id}/sign", "call: GET /books/{book.id}\n        settled: paid"],
      ['        body: { by: "{author}" }\n', ""],
    ]);
    const library = must(await loadSuite({}, { "books.yaml": recipe }, shared));
    expect(unusedShared(library.shared).map(({ message }) => message)).not.toContain(
      'nothing names the settled state "paid"',
    );
  });

  it("counts in the digest of the suite", async () => {
    const other = { ...shared, "axes.yaml": edited(axes, [["[novel, poem]", "[novel, drama]"]]) };
    expect(await digestOf(other)).not.toBe(await digestOf(shared));
  });
});
