import { describe, expect, it } from "vitest";
import { sound, worldOf } from "../testing/notes.ts";
import { proveEdits } from "./judge-edits.ts";

/** The proof of the sound case, with one more check on what is read, and of further cases. */
async function proofWith(expectation: string, on = "read") {
  const more = `  - { id: added, must: DR-BOOK-1, on: ${on}, expect: ${expectation} }\ncontrol: remove`;
  const { baseline, material } = await worldOf(sound.replace("control: remove", more));
  expect(baseline.proof.unfit).toEqual([]);
  return proveEdits(baseline.trials, material.specs);
}

describe("a demand that holds whatever the answer is", () => {
  it.each([
    {
      name: "a misspelt value that must not be there",
      expectation: "{ body: { text: { not: removd } } }",
    },
    {
      name: "a misspelt field that must not be there",
      expectation: "{ body: { tegs: { is: absent } } }",
    },
    {
      name: "a misspelt list in which nothing may be",
      expectation: "{ body: { tegs: { none: a } } }",
    },
    {
      name: "an item that nothing ever is",
      expectation: "{ body: { tags: { none: { id: x } } } }",
    },
    { name: "text of any form", expectation: '{ body: { text: { matches: ".*" } } }' },
    { name: "the sum of what is never there", expectation: '{ amounts: { "$.prices[*]": 0 } }' },
    {
      name: "a vain demand behind a status",
      expectation: "{ status: 200, body: { tegs: { none: a } } }",
    },
  ])("is vacuous: $name", async ({ expectation }) => {
    const { vacuous } = await proofWith(expectation);
    expect(vacuous).toMatchObject([{ check: "remove-a-note/added", level: "must" }]);
    expect(vacuous[0]?.tried).toBeGreaterThan(0);
  });
});

describe("a demand that some answer breaks", () => {
  it.each([
    { expectation: "{ status: 200 }" },
    { expectation: "{ status: 2xx }" },
    { expectation: "{ headers: { content-type: { includes: json } } }" },
    { expectation: "{ body: { text: { is: string } } }" },
    { expectation: '{ body: { text: { matches: "." } } }' },
    { expectation: '{ body: { text: { not: "" } } }' },
    { expectation: "{ body: { code: { is: absent } } }" },
    { expectation: "{ body: { tags: { length: 2 } } }" },
    { expectation: "{ body: { tags: { every: { is: string } } } }" },
    { expectation: "{ body: { tags: { contains: a } } }" },
    { expectation: "{ body: { errors: { none: { code: note_gone } } } }" },
    { expectation: "{ body: empty }", on: "remove" },
  ])("is none: $expectation", async ({ expectation, on }) => {
    const { vacuous, strict } = await proofWith(expectation, on);
    expect(vacuous).toEqual([]);
    expect(strict).toEqual([]);
  });
});

describe("an answer that a conforming server may give", () => {
  it.each([
    {
      name: "a list in another order, where no order is written",
      expectation: "{ body: { tags: [a, b] } }",
      edit: "list in another order at body.tags",
    },
    {
      name: "other words in an error",
      expectation: "{ body: { errors: { contains: { message: The note is gone. } } } }",
      on: "again",
      edit: "other message text at body.errors[].message",
    },
  ])("makes a check too strict that fails on it: $name", async ({ expectation, on, edit }) => {
    const { strict } = await proofWith(expectation, on);
    expect(strict).toMatchObject([{ check: "remove-a-note/added", edit }]);
  });

  it("does not make a check too strict that takes it", async () => {
    const { strict, edits } = await proofWith("{ body: { tags: { contains: [b, a] } } }");
    expect(strict).toEqual([]);
    expect(edits.filter(({ legal, tried }) => legal && tried > 0).map(({ kind }) => kind)).toEqual([
      "list in another order",
      "fields in another order",
      "unknown fields",
      "unknown header",
      "other white space",
      "other message text",
    ]);
  });

  it("is not tried where later steps took a value that it changes", async () => {
    const ordered =
      "  - { id: added, must: DR-BOOK-1, on: read, expect: { body: { tags: [a, b] } } }\n";
    const taking = sound
      .replace("control: remove", `${ordered}control: remove`)
      .replace(
        "call: GET /notes/{note}",
        'call: GET /notes/{note}\n    take: { tag: "$.tags[0]" }',
      );
    const { baseline, material } = await worldOf(taking);
    expect(proveEdits(baseline.trials, material.specs).strict).toEqual([]);
  });
});

it("judges every check of a case, and counts what it did", async () => {
  const { checks, demands, judgements, edits } = await proofWith("{ status: 200 }");
  expect({ checks, demands }).toEqual({ checks: 5, demands: 7 });
  expect(judgements).toBe(edits.reduce((sum, { tried }) => sum + tried, 0));
});
