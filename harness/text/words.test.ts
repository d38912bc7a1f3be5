import { describe, expect, it } from "vitest";
import { duration } from "./duration.ts";
import { nameList } from "./name-list.ts";
import { plural } from "./plural.ts";
import { show, showBare } from "./show.ts";

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1000, "1.0 s"],
  [59_940, "59.9 s"],
  [59_960, "1 min 0 s"],
  [125_000, "2 min 5 s"],
])("%d ms read as %s", (ms, want) => {
  expect(duration(ms)).toBe(want);
});

it.each([
  [plural(1, "case"), "1 case"],
  [plural(0, "case"), "0 cases"],
  [plural(2, "entry", "entries"), "2 entries"],
  [nameList(["a", "b", "a"]), "a, b"],
  [nameList(["a", "b", "c", "d", "e"]), "a, b, c and 2 more"],
])("%s", (told, want) => {
  expect(told).toBe(want);
});

describe("a value in a message", () => {
  it.each([
    [show("a"), '"a"'],
    [show(undefined), "nothing"],
    [show(null), "null"],
    [show({ a: [1] }), '{"a":[1]}'],
    [show("abcdefgh", 8), '"abcd...'],
    [show("abc👾efgh", 8), '"abc...'],
    [showBare("a"), "a"],
    [showBare(null), "null"],
    [showBare(undefined), "nothing"],
    [showBare(["a"]), '["a"]'],
    [showBare("abcdefgh", 6), "abc..."],
  ])("%s", (told, want) => {
    expect(told).toBe(want);
  });
});
