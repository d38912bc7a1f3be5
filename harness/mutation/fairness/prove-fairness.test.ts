import { describe, expect, it } from "vitest";
import { must } from "../../testing/must.ts";
import { sound, worldOf } from "../testing/notes.ts";
import { type Freedom, freedomsOfFaults, freedomsOfGenerated, together } from "./freedom.ts";
import { proveFairness } from "./prove-fairness.ts";

/** A server that takes one freedom: here, a defect of the notes that no must forbids. */
const freedom = (name: string, kind: Freedom["kind"] = "variation"): Freedom => ({
  name,
  about: "Something.",
  kind,
  apis: ["digital-river"],
  account: { faults: [name] },
  ...(kind === "fault" && { requirement: "DR-BOOK-3" }),
});

const words = freedom("removal-wrong-words");
const nothing = freedom("nobody-notices");

async function prove(text: string, freedoms: readonly Freedom[]) {
  const world = await worldOf(text);
  const input = { ...world, freedoms, full: false, claiming: new Map(), concurrency: 8 };
  return must(await proveFairness(input));
}

/** A must that rests on the words of a refusal, which only a should gives. */
const unfair = sound.replace(
  "  - id: says-why\n    should: DR-BOOK-3",
  "  - id: says-why\n    must: DR-BOOK-2",
);

describe("a must check", () => {
  it("that rests on nothing else is fair", async () => {
    const proof = await prove(sound, [words, nothing]);
    expect(proof).toMatchObject({ checks: 3, unfair: [], undecided: [] });
    expect(proof.servers).toBeGreaterThan(1);
  });

  it("that fails for what no must forbids is unfair, and the culprit alone is named", async () => {
    const { unfair: rows } = await prove(unfair, [nothing, words, freedom("nobody-notices")]);
    expect(rows).toEqual([
      {
        check: "remove-a-note/says-why",
        requirement: "DR-BOOK-2",
        outcome: "failed",
        freedoms: ["removal-wrong-words"],
        finding: expect.stringContaining("message"),
      },
    ]);
  });

  it("that a legal variation keeps from being decided is unfair, too", async () => {
    const picky = sound.replace(
      "  - id: again\n    call: DELETE /notes/{note}",
      '  - id: again\n    call: DELETE /notes/{note}\n    expect: { body: { errors: { contains: { message: "The note is gone." } } } }\n  - id: last\n    call: DELETE /notes/{note}',
    );
    const blocked = picky.replace(
      "must: DR-BOOK-2\n    on: again",
      "must: DR-BOOK-2\n    on: last",
    );
    const by = async (kind: Freedom["kind"]) =>
      prove(blocked, [freedom("removal-wrong-words", kind)]);
    expect(await by("variation")).toMatchObject({ unfair: [{ outcome: "blocked" }] });
    expect(await by("fault")).toMatchObject({ unfair: [], undecided: [{ outcome: "blocked" }] });
  });
});

describe("generated faults come in groups, on servers of their own", () => {
  const all = [words, nothing].map((one): Freedom => ({ ...one, kind: "fault", generated: true }));

  it("and the one that a must fails for is named", async () => {
    const { unfair: rows } = await prove(unfair, all);
    expect(rows).toMatchObject([
      { check: "remove-a-note/says-why", freedoms: ["removal-wrong-words"] },
    ]);
  });

  it("if they break no must, need no address of their own and take no ability away", async () => {
    const { material } = await worldOf(sound);
    const made = { breaks: "A.", requirement: "DR-BOOK-2" };
    const generated = [
      { ...made, name: "breaks-a-must" },
      { ...made, name: "breaks-less", level: "should" as const },
      { ...made, name: "breaks-a-should", requirement: "DR-BOOK-3" },
      { ...made, name: "takes-strangers", requirement: "DR-BOOK-3", whoever: true },
      { ...made, name: "lacks-an-ability", requirement: "DR-BOOK-3", ability: "skus" },
    ];
    const names = freedomsOfGenerated(generated, material.library.cases, material.specs).map(
      ({ name }) => name,
    );
    expect(names).toEqual(["breaks-less", "breaks-a-should"]);
  });
});

it("faults that break a must are no freedoms", async () => {
  const { material } = await worldOf(sound);
  const faults = [
    { name: "removal-answers-200", breaks: "A.", requirement: "DR-BOOK-2" },
    { name: "removal-wrong-words", breaks: "B.", requirement: "DR-BOOK-3" },
  ];
  expect(freedomsOfFaults(faults, material.library.cases, material.specs)).toMatchObject([
    { name: "removal-wrong-words", kind: "fault", apis: ["digital-river"] },
  ]);
});

it("what accounts are asked for adds up", () => {
  const late = { ...nothing, account: { settleMs: 60, variations: { b: true } } };
  const early = { ...nothing, account: { ids: "short", variations: { a: true } } };
  expect(together([words, early, late])).toEqual({
    faults: ["removal-wrong-words"],
    ids: "short",
    settleMs: 60,
    variations: { a: true, b: true },
  });
});
