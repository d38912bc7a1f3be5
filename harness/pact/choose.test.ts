import { describe, expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { loadSuite, specs } from "../testing/suite.ts";
import { type Choice, chooseSteps } from "./choose.ts";

const caseOf = (id: string, sold: string) => `case: ${id}
title: A book is sold once
profile: digital-river/core
given: { book: { fixture: book.new } }
steps:
  - { id: again, call: "POST /books/{book.id}/sale" }
  - { id: read, call: "GET /books/{book.id}?full=true" }
  - { id: unasked, call: GET /books }
checks:
  - { id: refused, must: DR-BOOK-2, on: again, expect: { status: ${sold} } }
  - { id: says-why, should: DR-BOOK-3, on: again, expect: { body: { message: { is: string } } } }
  - { id: still-there, must: DR-BOOK-1, on: read, expect: { status: 200 } }
control: again
`;
const library = must(
  await loadSuite({ "one.yaml": caseOf("sell-one", "409"), "two.yaml": caseOf("sell-two", "4xx") }),
);

const choose = (choice: Partial<Choice>) =>
  chooseSteps({ patterns: [], requirements: [], paths: [], ...choice }, library, specs);

describe("a choice of judged steps", () => {
  it.each([
    {
      name: "nothing",
      choice: {},
      want: ["sell-one/again", "sell-one/read", "sell-two/again", "sell-two/read"],
    },
    {
      name: "a case",
      choice: { patterns: ["sell-two"] },
      want: ["sell-two/again", "sell-two/read"],
    },
    {
      name: "requirements by a pattern, of which one is enough",
      choice: { requirements: ["DR-BOOK-[34]"] },
      want: ["sell-one/again", "sell-two/again"],
    },
    {
      name: "a path, whatever its parameter is called, and without a query",
      choice: { paths: ["/books/{bookId}"] },
      want: ["sell-one/read", "sell-two/read"],
    },
    {
      name: "a path by a pattern, and a requirement",
      choice: { paths: ["/books/**"], requirements: ["DR-BOOK-1"] },
      want: ["sell-one/read", "sell-two/read"],
    },
  ])("by $name", ({ choice, want }) => {
    const chosen = must(choose(choice));
    expect(chosen.map((one) => `${one.case.id}/${one.step.id}`)).toEqual(want);
  });

  it.each([
    { choice: { patterns: ["sel-one"] }, message: '"sel-one" matches no case' },
    { choice: { requirements: ["DR-BOK-2"] }, message: '"DR-BOK-2" fits no requirement' },
    { choice: { paths: ["/book/{id}"] }, message: '"/book/{id}" fits no judged path' },
    { choice: { paths: ["/books"] }, message: '"/books" fits no judged path' },
    {
      choice: { paths: ["/books/{id}"], requirements: ["DR-BOOK-2"] },
      message: "no judged step fits all that was asked for",
    },
  ])("says what fits nothing: $choice", ({ choice, message }) => {
    expect(choose(choice)).toMatchObject({
      ok: false,
      problems: [{ code: "NOTHING_SELECTED", message }],
    });
  });
});
