import { describe, expect, it } from "vitest";
import { found, type Mistake, sound, wanted } from "../testing/mistakes.ts";
import { bookFixtures, caseOf, loadSuite } from "../testing/suite.ts";

const read = "    call: GET /orders/{order}\n    within: 5s\n";
const page = "    browser: createSource\n    with: { type: creditCard, order: '{order}' }\n";
const kept = '    expect: { status: 200, body: { id: "{order}" } }';

const mistakes: readonly Mistake[] = [
  {
    name: "a page of which a status is expected",
    edits: [
      [read, page],
      [kept, "    expect: { status: 200 }"],
    ],
    code: "UNKNOWN_KEY",
    line: 25,
    says: "what a page saw has no status",
  },
  {
    name: "an answer of which an event is expected",
    edits: [["    expect: { status: 2xx }", "    expect: { event: onSuccess }"]],
    code: "UNKNOWN_KEY",
    line: 21,
    says: "an HTTP answer has no event: it is a browser step's",
  },
  {
    name: "a page that is asked again and again",
    edits: [
      [read, "    browser: createSource\n    within: 5s\n"],
      [kept, "    expect: { refused: false }"],
    ],
    code: "UNKNOWN_KEY",
    line: 16,
    says: "a step with browser has no within",
  },
  {
    name: "something that no page does",
    edits: [
      [read, "    browser: createMoney\n    with: {}\n"],
      [kept, "    expect: { refused: false }"],
    ],
    code: "FORMAT",
    line: 15,
    says: "createMoney",
  },
  {
    name: "a request that fills a form",
    edits: [["    within: 5s\n", '    fill: { cardNumber: "4444222233331111" }\n']],
    code: "UNKNOWN_KEY",
    line: 16,
    says: "a step with call has no fill",
  },
  {
    name: "a value that nothing provides",
    edits: [
      [read, page.replace("{order}", "{ordre}")],
      [kept, "    expect: { refused: false }"],
    ],
    code: "UNKNOWN_REFERENCE",
    line: 14,
    says: "nothing provides {ordre} here",
  },
];

describe("a mistake in a browser step is one problem, where it stands", () => {
  it.each(mistakes)("$name", async (mistake) => {
    expect(await found(mistake)).toEqual([wanted(mistake)]);
  });

  it("a recipe has none", async () => {
    const recipe = bookFixtures.replace(
      "      - call: POST /books\n",
      "      - browser: createSource\n      - call: POST /books\n",
    );
    const suite = await loadSuite({ "case.yaml": sound }, { "books.yaml": recipe });
    const problems = suite.ok ? [] : suite.problems;
    expect(problems.map(({ message }) => message)).toContain("a recipe has no browser steps");
  });
});

describe("a browser step", () => {
  it("is a call for all that follows: with the public key, and an answer that checks look at", async () => {
    const text = sound
      .replace(read, page)
      .replace(kept, "    expect: { refused: false, result: { source.id: { is: string } } }");
    const { one } = await caseOf(text);
    expect(one.steps.at(-1)).toMatchObject({
      kind: "call",
      method: "BROWSER",
      path: ["/createSource"],
      as: "public",
    });
    expect(one.checks.at(-1)?.expect.body).toMatchObject({
      kind: "like",
      schema: { required: ["result", "refused"] },
    });
  });
});
