import { describe, expect, it } from "vitest";
import { parseDuration } from "./duration.ts";
import { hinted, suggest } from "./suggest.ts";

describe("a hint for a name that is not known", () => {
  const many = Array.from({ length: 17 }, (_, index) => `name-${index}`);

  it.each([
    {
      name: "near to one",
      given: "chekcs",
      known: ["checks", "steps"],
      want: "did you mean checks?",
    },
    {
      name: "far from a few",
      given: "colour",
      known: ["steps", "checks"],
      want: "known: checks, steps",
    },
    { name: "far from many", given: "something else", known: many, want: undefined },
    { name: "near to one of many", given: "nam-3", known: many, want: "did you mean name-3?" },
    { name: "where nothing is known", given: "a", known: [], want: undefined },
  ])("$name", ({ given, known, want }) => {
    expect(suggest(given, known)).toBe(want);
    expect(hinted(given, known)).toEqual(want === undefined ? {} : { hint: want });
  });
});

describe("a duration", () => {
  it.each([
    { text: "500ms", want: 500 },
    { text: "5s", want: 5000 },
    { text: "0ms", want: 0 },
    { text: "5", want: undefined },
    { text: "1m", want: undefined },
    { text: "1.5s", want: undefined },
    { text: "-1s", want: undefined },
    { text: "5 s", want: undefined },
  ])("$text", ({ text, want }) => {
    expect(parseDuration(text)).toBe(want);
  });
});
