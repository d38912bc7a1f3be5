import { describe, expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { bookFixtures, loadSuite } from "../testing/suite.ts";

const fixtures = `${bookFixtures}
  reader.known: { title: A reader whom the shop knows, provides: [token], steps: [{ call: POST /readers, take: { token: $.token } }] }
  reader.in-shop:
    title: A reader with a book in hand
    parts: { self: { fixture: reader.known }, book: { fixture: book.new } }
`;

/** A case of one step with these givens, and a later reader before it where asked for. */
const caseWith = (given: string, step: string, before = "") => `case: who-asks
title: A reader asks for something
profile: digital-river/core
given: ${given}
steps:
${before}  - id: ask
    call: GET /shelf
${step}
checks:
  - { id: answered, must: DR-BOOK-1, on: ask, expect: { status: 2xx } }
`;
const later = "  - id: later\n    use: reader.known\n";
const ada = "{ ada: { fixture: reader.known } }";
const two = "{ ada: { fixture: reader.known }, bob: { fixture: reader.known } }";

const loaded = (text: string, books = fixtures) =>
  loadSuite({ "case.yaml": text }, { "books.yaml": books });

async function askedIn(text: string) {
  const [testCase] = must(await loaded(text)).cases;
  const step = testCase?.steps.find(({ id }) => id === "ask");
  return step?.kind === "call" ? { as: step.as, headers: step.headers } : undefined;
}

const bearer = (ref: string) => ({
  as: "nobody",
  headers: { authorization: ["Bearer ", { ref }] },
});

describe("a shopper asks by the token, and no key goes out", () => {
  it.each([
    { name: "the only one", text: caseWith(ada, "    as: shopper"), want: bearer("ada.token") },
    { name: "one of two", text: caseWith(two, "    as: shopper bob"), want: bearer("bob.token") },
    {
      name: "one that a step brought",
      text: caseWith(ada, "    as: shopper later", later),
      want: bearer("later.token"),
    },
    {
      name: "a fixture of parts that is one",
      text: caseWith("{ ada: { fixture: reader.in-shop } }", "    as: shopper"),
      want: bearer("ada.token"),
    },
    {
      name: "a part of a fixture, by the name of the whole",
      text: caseWith(
        "{ bob: { fixture: reader.known }, ada: { fixture: reader.in-shop } }",
        "    as: shopper ada",
      ),
      want: bearer("ada.token"),
    },
    {
      name: "without a scheme",
      text: caseWith(ada, "    as: shopper\n    scheme: none"),
      want: { as: "nobody", headers: { authorization: [{ ref: "ada.token" }] } },
    },
  ])("$name", async ({ text, want }) => {
    expect(await askedIn(text)).toEqual(want);
  });

  it("in a recipe the one whose token it is given", async () => {
    const recipe = `${fixtures}  reader.read: { title: A reader reads, params: { token: {} }, steps: [{ call: POST /read, as: shopper }] }\n`;
    const text = caseWith(
      '{ ada: { fixture: reader.known }, x: { fixture: reader.read, token: "{ada.token}" } }',
      "",
    );
    const library = must(await loaded(text, recipe));
    expect(library.fixtures.get("reader.read")?.steps?.[0]).toMatchObject(bearer("token"));
  });
});

describe("whose token it is must be plain", () => {
  it.each([
    {
      name: "nobody is a shopper",
      text: caseWith("{ book: { fixture: book.new } }", "    as: shopper"),
      says: "there is no shopper here",
      hint: "given: a fixture that provides a token, such as shopper.authenticated",
    },
    {
      name: "two are",
      text: caseWith(two, "    as: shopper"),
      says: "there are 2 shoppers here",
      hint: "say which: as: shopper ada, as: shopper bob",
    },
    {
      name: "none has that name",
      text: caseWith(two, "    as: shopper adam"),
      says: 'there is no shopper "adam" here',
      hint: "did you mean ada?",
    },
    {
      name: "one comes later only",
      text: caseWith(ada, "    as: shopper later").replace("checks:", `${later}checks:`),
      says: 'there is no shopper "later" here',
      hint: "known: ada",
    },
    {
      name: "the header is there already",
      text: caseWith(ada, "    as: shopper\n    headers: { Authorization: x }"),
      says: "a step of a shopper has no authorization header of its own",
      hint: "as: nobody, or without the header",
    },
  ])("$name", async ({ text, says, hint }) => {
    const library = await loaded(text);
    const [problem] = library.ok ? [] : library.problems;
    expect(problem).toMatchObject({ message: says, hint, at: { file: "suites/cases/case.yaml" } });
    expect(problem?.at?.column).toBe(9);
  });

  it("no other word is a key", async () => {
    const library = await loaded(caseWith(ada, "    as: admin"));
    expect(library.ok ? [] : library.problems).toMatchObject([{ code: "FORMAT", at: { line: 8 } }]);
  });
});
