import { describe, expect, it } from "vitest";
import { edited, type Edit, sound } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { bookFixtures, loadSuite } from "../testing/suite.ts";

const renamed = (id: string) => edited(sound, [["case: buy-a-book", `case: ${id}`]]);

async function problemsOf(
  cases: Readonly<Record<string, string>>,
  fixtures?: Readonly<Record<string, string>>,
) {
  const library = await loadSuite(cases, fixtures);
  return library.ok
    ? []
    : library.problems.map(({ code, at, message, hint }) => ({
        at: `${code} ${at?.file}:${at?.line}`,
        message,
        ...(hint === undefined ? {} : { hint }),
      }));
}

describe("a suite of several files", () => {
  it("has its cases in the order of their ids, whatever their files are called", async () => {
    const library = must(
      await loadSuite({
        "z/a.yaml": renamed("apple"),
        "b.yml": renamed("zebra"),
        "a.yaml": renamed("melon"),
      }),
    );
    expect(library.cases.map((testCase) => testCase.id)).toEqual(["apple", "melon", "zebra"]);
    expect(library.cases.map((testCase) => testCase.origin.file)).toEqual([
      "suites/cases/z/a.yaml",
      "suites/cases/a.yaml",
      "suites/cases/b.yml",
    ]);
  });

  it("tells the mistakes of all files at once", async () => {
    const problems = await problemsOf({
      "a.yaml": edited(sound, [["on: buy", "on: by"]]),
      "b.yaml": "case: [",
      "c.yaml": edited(sound, [["title:", "tilte:"]]),
    });
    expect(problems.map((problem) => problem.at)).toEqual([
      "UNKNOWN_STEP suites/cases/a.yaml:20",
      "YAML_SYNTAX suites/cases/b.yaml:1",
      "FORMAT suites/cases/c.yaml:1",
      "UNKNOWN_KEY suites/cases/c.yaml:2",
    ]);
  });

  it("has each case id once", async () => {
    expect(await problemsOf({ "a.yaml": sound, "b.yaml": `\n${sound}` })).toEqual([
      {
        at: "DUPLICATE_ID suites/cases/b.yaml:2",
        message: 'the case id "buy-a-book" is given twice',
        hint: "the other stands in suites/cases/a.yaml:1",
      },
    ]);
  });

  it("has each case id once, told once for all combinations", async () => {
    const many = edited(sound, [["steps:\n", "matrix: { n: [1, 2, 3] }\nsteps:\n"]]);
    const problems = await problemsOf({ "a.yaml": many, "b.yaml": many });
    expect(problems.map((problem) => problem.message)).toEqual([
      'the case id "buy-a-book" is given twice',
    ]);
  });

  it("has each combination once", async () => {
    const twice = edited(sound, [["steps:\n", "matrix: { n: [1, 2, '1'] }\nsteps:\n"]]);
    expect(await problemsOf({ "a.yaml": twice })).toEqual([
      {
        at: "DUPLICATE_ID suites/cases/a.yaml:1",
        message: 'the case id "buy-a-book[n=1]" is given twice',
        hint: "the other stands in suites/cases/a.yaml:1",
      },
    ]);
  });
});

describe("fixture files", () => {
  it.each([
    {
      name: "a name that two files give",
      fixtures: { "a.yaml": bookFixtures, "b.yaml": "fixtures: { book.sell: { title: Sold } }\n" },
      want: [
        {
          at: "DUPLICATE_ID suites/fixtures/b.yaml:1",
          message: '"book.sell" is given twice',
          hint: "the other stands in suites/fixtures/a.yaml:3",
        },
      ],
    },
    {
      name: "a recipe that does not take what it provides",
      fixtures: {
        "a.yaml":
          "fixtures:\n  a:\n    title: Some thing\n    provides: [id]\n    steps:\n      - call: POST /a\n",
      },
      want: [
        {
          at: "UNKNOWN_REFERENCE suites/fixtures/a.yaml:6",
          message: 'the recipe of a does not take "id", which the fixture provides',
          hint: "add take: { id: $.... } to the step that learns it",
        },
      ],
    },
    {
      name: "a recipe that uses what there is not, and refers to what it was not given",
      fixtures: {
        "a.yaml":
          "fixtures:\n  a:\n    title: Some thing\n    params: { n: {} }\n    steps:\n      - use: b\n      - call: POST /{n}/{m}\n",
      },
      want: [
        {
          at: "UNKNOWN_FIXTURE suites/fixtures/a.yaml:6",
          message: 'there is no fixture or action "b"',
          hint: "did you mean a?",
        },
        {
          at: "UNKNOWN_REFERENCE suites/fixtures/a.yaml:7",
          message: "nothing provides {m} here",
          hint: "did you mean n?",
        },
      ],
    },
    {
      name: "an unknown key",
      fixtures: { "a.yaml": "fixtures:\n  a: { title: Some thing, provide: [id] }\n" },
      want: [
        {
          at: "UNKNOWN_KEY suites/fixtures/a.yaml:2",
          message: 'fixtures.a has the unknown key "provide"',
          hint: "did you mean provides?",
        },
      ],
    },
  ])("$name", async ({ fixtures, want }) => {
    expect(await problemsOf({}, fixtures)).toEqual(want);
  });
});

const digestOf = async (edits: readonly Edit[], books = bookFixtures) =>
  must(await loadSuite({ "case.yaml": edited(sound, edits) }, { "books.yaml": books })).digest;

const origin = (country: string): readonly Edit[] => [
  ["status: 2xx", `body: { origin: ${country} }`],
];

describe("the digest of a suite", () => {
  it.each([
    { name: "lines move", edits: [["title:", "# what it is about\n\ntitle:"]] },
    {
      name: "keys change places",
      edits: [["    must: DR-BOOK-1\n    on: buy\n", "    on: buy\n    must: DR-BOOK-1\n"]],
    },
    {
      name: "fields of an expectation change places",
      edits: [
        ["{ status: 200, body", "{ body"],
        ['{ id: "{order}" } }', '{ id: "{order}" }, status: 200 }'],
      ],
    },
    {
      name: "quotes change",
      edits: [["title: A book can be bought once", "title: 'A book can be bought once'"]],
    },
  ] as const)("stays when $name", async ({ edits }) => {
    expect(await digestOf(edits)).toBe(await digestOf([]));
  });

  it("stays when a file is renamed", async () => {
    const library = must(await loadSuite({ "other/place.yaml": sound }));
    expect(library.digest).toBe(await digestOf([]));
  });

  it("stays when fixtures change places", async () => {
    const [actions = "", rest = ""] = bookFixtures.split(/^(?=fixtures:)/m);
    expect(await digestOf([], `${rest}${actions}`)).toBe(await digestOf([]));
  });

  it.each([
    { name: "an expectation", edits: [["status: 2xx", "status: 201"]] },
    { name: "an expected value", edits: [['body: { id: "{order}" }', "body: { id: x }"]] },
    { name: "a title", edits: [["bought once", "bought twice"]] },
    { name: "a request", edits: [["price: 12", "price: 13"]] },
    { name: "a bound of polling", edits: [["within: 5s", "within: 6s"]] },
    { name: "the key that is sent", edits: [["within: 5s", "within: 5s\n    as: public"]] },
    {
      name: "the order of steps that do not depend on each other",
      edits: [["steps:\n", "steps:\n  - id: a\n    call: GET /a\n"]],
    },
    { name: "a level", edits: [["must: DR-BOOK-2", "should: DR-BOOK-2"]] },
  ] as const)("changes with $name", async ({ edits }) => {
    expect(await digestOf(edits)).not.toBe(await digestOf([]));
  });

  it("changes with the expectation of a field that is called origin", async () => {
    expect(await digestOf(origin("US"))).not.toBe(await digestOf(origin("DE")));
  });

  it("changes with a recipe", async () => {
    const other = bookFixtures.replace("POST /books\n", "POST /new-books\n");
    expect(await digestOf([], other)).not.toBe(await digestOf([]));
  });
});
