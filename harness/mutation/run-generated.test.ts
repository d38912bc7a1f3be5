import { expect, it } from "vitest";
import { must } from "../testing/must.ts";
import { type GeneratedFault, runGenerated } from "./run-generated.ts";
import { sound, worldOf } from "./testing/notes.ts";

async function rows(...faults: readonly GeneratedFault[]) {
  const world = await worldOf(sound);
  const input = { ...world, specs: world.material.specs, faults, selected: false, concurrency: 4 };
  return must(await runGenerated(input)).faults;
}

const fault = (name: string, requirement: string, call?: string): GeneratedFault => ({
  name,
  breaks: "Something.",
  requirement,
  ...(call === undefined ? {} : { call }),
});

const below = (given: GeneratedFault): GeneratedFault => ({ ...given, level: "should" });

it.each([
  {
    name: "a check of its level kills it, on whatever requirement",
    given: fault("removal-wrong-code", "DR-BOOK-1", "DELETE /notes/:id"),
    want: { level: "must", trials: 1, killer: "remove-a-note/removed-once" },
  },
  {
    name: "a check below its level does not",
    given: fault("removal-wrong-words", "DR-BOOK-2", "DELETE /notes/:id"),
    want: { level: "must", trials: 1, killer: undefined },
  },
  {
    name: "a should is enough where it breaks a should",
    given: fault("removal-wrong-words", "DR-BOOK-3"),
    want: { level: "should", trials: 1, killer: "remove-a-note/says-why" },
  },
  {
    name: "a should is enough too where this one breaks less than its requirement does",
    given: below(fault("removal-wrong-words", "DR-BOOK-2", "DELETE /notes/:id")),
    want: { level: "should", trials: 1, killer: "remove-a-note/says-why" },
  },
  {
    name: "what nothing notices survives",
    given: fault("nobody-notices", "DR-BOOK-1"),
    want: { trials: 1, killer: undefined },
  },
  {
    name: "a case that does not make its call is not tried",
    given: fault("note-is-empty", "DR-BOOK-1", "PUT /notes/:id"),
    want: { trials: 0, killer: undefined },
  },
])("$name", async ({ given, want }) => {
  const [row] = await rows(given);
  expect({ killer: undefined, ...row }).toMatchObject(want);
});
