import { expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { proveIsolation } from "./isolation.ts";
import { sound, worldOf } from "./testing/notes.ts";

async function isolation(...cases: readonly string[]) {
  const { baseline, trials, sandbox } = await worldOf(...cases);
  const input = { trials: baseline.trials, run: trials.run, sandbox, concurrency: 4 };
  return must(await proveIsolation(input));
}

it("finds nothing where every case builds what it needs", async () => {
  const { cases, orders } = await isolation(sound);
  expect(cases).toBe(1);
  expect(orders.map(({ name, differences }) => [name, differences])).toEqual([
    ["shuffled", []],
    ["reversed", []],
    ["alone", []],
    ["at once", []],
    ["again", []],
  ]);
});

it("finds a case that wants the server for itself", async () => {
  const greedy = `case: only-note
title: There is one note, and no other
profile: digital-river/core
steps:
  - { id: write, call: POST /notes, body: { text: mine } }
  - { id: list, call: GET /notes }
checks:
  - { id: only-mine, must: DR-BOOK-1, on: list, expect: { body: { notes: { length: 1 } } } }
`;
  const { orders } = await isolation(greedy);
  const found = orders.filter(({ differences }) => differences.length > 0);
  expect(found.map(({ name, differences }) => [name, differences])).toEqual([
    ["again", [{ check: "only-note/only-mine", expected: "passed", actual: "failed" }]],
  ]);
});

it("crowds those that look for the newest events, and runs all others at once", async () => {
  const reader = sound
    .replace("case: remove-a-note", "case: read-events")
    .replace("call: GET /notes/{note}", "call: GET /events?limit=1");
  const { orders } = await isolation(sound, reader);
  expect(orders.map(({ name, about }) => [name, about])).toEqual(
    expect.arrayContaining([
      ["at once", "1 cases at the same time"],
      ["crowded", expect.stringMatching(/^1 cases that look for the newest events/)],
    ]),
  );
});
