import { expect, it } from "vitest";
import type { Answered } from "../../http/types.ts";
import { illegalKinds } from "./edit.ts";
import { type EditInput, illegalEdits } from "./illegal.ts";

const answer: Answered = {
  kind: "answered",
  status: 200,
  headers: { "content-type": "application/json", location: "/notes/1" },
  body: JSON.stringify({ id: "1", paid: true, amount: 12.5, tags: [{ id: "a" }], state: "open" }),
};

const input: EditInput = {
  answer,
  others: [{ ...answer, status: 404, body: "{}" }],
  seen: {
    at: (place) => (place === "tags[]" ? [{ id: "b" }] : place === "state" ? ["closed"] : []),
    richer: () => [{ id: "1", paid: true, amount: 12.5, tags: [], state: "open", more: 1 }],
    named: (name) => (name === "missing" ? ["here"] : []),
  },
  names: new Set(["state", "missing"]),
  sent: ["a secret"],
};

const told = (edited: EditInput) =>
  [...illegalEdits(edited)].map((edit) => {
    const { status, headers, body } = edit.answer();
    return { ...edit, status, headers, body };
  });

it("makes every kind of edit", () => {
  const kinds = new Set(
    [...told(input), ...told({ ...input, answer: { ...answer, status: 204, body: "" } })].map(
      ({ kind }) => kind,
    ),
  );
  expect([...illegalKinds].filter((kind) => !kinds.has(kind))).toEqual([]);
});

it.each([
  { kind: "one minor unit more", at: "body.amount", has: '"amount":12.6' },
  { kind: "one minor unit less", at: "body.amount", has: '"amount":12.4' },
  { kind: "flipped boolean", at: "body.paid", has: '"paid":false' },
  { kind: "other value seen elsewhere", at: "body.state", has: '"state":"closed"' },
  { kind: "item added", at: "body.tags", has: '"tags":[{"id":"a"},{"id":"b"}]' },
  { kind: "list emptied", at: "body.tags", has: '"tags":[]' },
  { kind: "field dropped", at: "body.id", has: '{"paid":true' },
  { kind: "field added", at: "body.missing", has: '"missing":"here"' },
  { kind: "null", at: "body.state", has: '"state":null' },
  { kind: "body that is no JSON", at: "body", has: "<html>" },
])("$kind at $at", ({ kind, at, has }) => {
  const found = told(input).filter((edit) => edit.kind === kind && edit.at === at);
  expect(found[0]?.body).toContain(has);
});

it("changes one thing at a time", () => {
  for (const edit of told(input).filter(({ at }) => at === "status")) {
    expect({ body: edit.body, headers: edit.headers }).toEqual({
      body: answer.body,
      headers: answer.headers,
    });
    expect(edit.status).not.toBe(200);
  }
});

it("tells edits that keep the form of the answer from those that do not", () => {
  const formal = new Set(
    told(input)
      .filter(({ value }) => !value)
      .map(({ kind }) => kind),
  );
  expect(formal).toContain("field dropped");
  expect(formal).not.toContain("other text");
});
