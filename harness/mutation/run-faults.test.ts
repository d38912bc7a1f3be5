import { describe, expect, it } from "vitest";
import { must } from "../testing/must.ts";
import type { Fault } from "./fault.ts";
import { runFaults, type FaultScope } from "./run-faults.ts";
import { scoreFaults } from "./score.ts";
import { sound, worldOf } from "./testing/notes.ts";

const fault = (name: string, requirement: string): Fault => ({
  name,
  breaks: "Something.",
  requirement,
});

/** The score of some cases against some faults. */
async function score(
  cases: readonly string[],
  faults: readonly Fault[],
  options: { readonly scope?: FaultScope; readonly selected?: boolean } = {},
) {
  const { scope = "own", selected = false } = options;
  const world = await worldOf(...cases);
  const { specs, library } = world.material;
  const input = { ...world, faults, scope, selected, specs, cases: library.cases, concurrency: 8 };
  const killMatrix = must(await runFaults(input));
  return scoreFaults({ ...input, matrix: scope, killMatrix, durationMs: 0 });
}

describe("a fault", () => {
  it("is killed by a failed must check on the requirement that it breaks", async () => {
    const { faults, totals } = await score([sound], [fault("removal-wrong-code", "DR-BOOK-2")]);
    expect(faults[0]).toMatchObject({ killed: true, killers: ["remove-a-note/removed-once"] });
    expect(totals).toMatchObject({ faults: 1, killed: 1, collateral: 0, unnoticed: 0 });
  });

  it.each([
    {
      name: "survives when nothing notices it",
      given: fault("nobody-notices", "DR-BOOK-2"),
      collateral: [],
    },
    {
      name: "survives when only a check on another requirement fails, which counts as collateral",
      given: fault("removal-wrong-code", "DR-BOOK-1"),
      collateral: ["remove-a-note/removed-once"],
    },
    {
      name: "survives when no check verifies its requirement",
      given: fault("nobody-notices", "DR-BOOK-4"),
      collateral: [],
    },
  ])("$name", async ({ given, collateral }) => {
    const { faults, totals } = await score([sound], [given]);
    expect(faults[0]).toMatchObject({ killed: false, killers: [], collateral });
    expect(totals.killed).toBe(0);
  });

  it("on a should requirement is killed by a should check", async () => {
    const { faults } = await score([sound], [fault("removal-wrong-words", "DR-BOOK-3")]);
    expect(faults[0]).toMatchObject({ level: "should", killed: true });
  });

  it("on a must requirement is not killed by a should check", async () => {
    const lenient = sound.replace(
      "should: DR-BOOK-3\n    on: again",
      "should: DR-BOOK-2\n    on: again",
    );
    const { faults } = await score([lenient], [fault("removal-wrong-words", "DR-BOOK-2")]);
    expect(faults[0]).toMatchObject({ killed: false, collateral: ["remove-a-note/says-why"] });
  });

  it("is not killed by a check that fails without it, too", async () => {
    const wrong = sound.replace("code: note_gone", "code: other_code");
    const { faults } = await score([wrong], [fault("removal-answers-200", "DR-BOOK-2")]);
    expect(faults[0]?.killers).toEqual(["remove-a-note/removal-answers-204"]);
  });
});

describe("a must requirement", () => {
  it("that fewer than two faults break is named", async () => {
    const given = [fault("note-is-empty", "DR-BOOK-1"), fault("removal-answers-200", "DR-BOOK-2")];
    const { thin } = await score([sound], [...given, fault("removal-wrong-code", "DR-BOOK-2")]);
    expect(thin).toContain("DR-BOOK-1");
    expect(thin).not.toContain("DR-BOOK-2");
  });

  it("is not called thin when only some faults were tried", async () => {
    const given = [fault("note-is-empty", "DR-BOOK-1")];
    expect((await score([sound], given, { selected: true })).thin).toEqual([]);
  });
});

describe("a must check", () => {
  const all = [
    fault("note-is-empty", "DR-BOOK-1"),
    fault("removal-answers-200", "DR-BOOK-2"),
    fault("removal-wrong-code", "DR-BOOK-2"),
    fault("removal-wrong-words", "DR-BOOK-3"),
  ];

  it.each(["own", "full"] as const)("that kills nothing is named, matrix %s", async (scope) => {
    const idle = sound
      .replace("case: remove-a-note", "case: idle")
      .replace('{ status: 200, body: { text: "{case.unique}" } }', "{ status: 2xx }");
    const proof = await score([sound, idle], all, { scope });
    expect(proof.idle).toEqual(["idle/note-is-kept"]);
    expect(proof.totals).toMatchObject({ checks: 6, idle: 1 });
    expect(proof.requirements).toContainEqual(
      expect.objectContaining({ id: "DR-BOOK-1", faults: 1, killed: 1, checks: 2, idle: 1 }),
    );
  });

  it("is found to kill even when only a fault on another requirement makes it fail", async () => {
    const { idle } = await score([sound], [fault("note-is-empty", "DR-BOOK-3"), ...all.slice(1)]);
    expect(idle).toEqual([]);
  });

  it("is not called idle when only some faults were tried", async () => {
    const { idle } = await score([sound], all.slice(0, 1), { selected: true });
    expect(idle).toEqual([]);
  });
});

describe("of the combinations of a case", () => {
  const inTwo = sound
    .replace("steps:", "matrix: { way: [a, b] }\nsteps:")
    .replace('text: "{case.unique}" }', 'text: "{way} {case.unique}" }')
    .replace('body: { text: "{case.unique}" }', 'body: { text: "{way} {case.unique}" }');

  it("one is enough to kill a fault", async () => {
    const given = [fault("note-is-empty", "DR-BOOK-1")];
    const { cases, trials } = await score([inTwo], given, { selected: true });
    expect(trials).toBe(1);
    expect(cases[0]?.checks[0]).toMatchObject({ id: "note-is-kept", kills: ["note-is-empty"] });
  });

  it("a check that verifies another requirement in each is listed with each", async () => {
    const each = inTwo
      .replace(
        "matrix: { way: [a, b] }",
        "matrix: { way: { a: { id: DR-BOOK-1 }, b: { id: DR-BOOK-2 } } }",
      )
      .replaceAll("{way} {case.unique}", "{case.unique}")
      .replace("id: note-is-kept, must: DR-BOOK-1", 'id: note-is-kept, must: "{way.id}"');
    const given = [fault("note-is-empty", "DR-BOOK-1")];
    const { cases } = await score([each], given, { selected: true });
    expect(cases[0]?.checks.slice(0, 5)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ requirement: "DR-BOOK-1", kills: ["note-is-empty"] }),
        expect.objectContaining({ id: "note-is-kept", requirement: "DR-BOOK-2", kills: [] }),
      ]),
    );
  });

  it("all meet a fault that survives", async () => {
    const given = [fault("nobody-notices", "DR-BOOK-1")];
    const { totals, trials } = await score([inTwo], given, { selected: true });
    expect([totals.killed, trials]).toEqual([0, 2]);
  });

  it("all meet every fault of theirs in a full matrix", async () => {
    const given = [fault("note-is-empty", "DR-BOOK-1")];
    const { trials } = await score([inTwo], given, { selected: true, scope: "full" });
    expect(trials).toBe(2);
  });
});

it("hands on what the sandbox says of a fault that it does not have", async () => {
  const world = await worldOf(sound);
  const { specs, library } = world.material;
  const faults = [fault("made-up", "DR-BOOK-1")];
  const matrix = await runFaults({
    ...world,
    faults,
    specs,
    cases: library.cases,
    scope: "own",
    selected: false,
    concurrency: 8,
  });
  expect(matrix).toMatchObject({ ok: false, problems: [{ code: "REFERENCE_SERVER" }] });
});
