import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import wrapAnsi from "wrap-ansi";
import { columns, padEnd, padStart } from "./columns.ts";
import { wrap } from "./wrap.ts";

describe("columns", () => {
  it.each([
    { name: "no row", rows: [], want: [] },
    {
      name: "short rows beside long ones",
      rows: [["a", "b", "c"], ["aa"], ["a", "bbb"]],
      want: ["a   b    c", "aa", "a   bbb"],
    },
    {
      name: "letters that take two columns, and colours that take none",
      rows: [
        ["支払い", "1"],
        ["\u001b[31mred\u001b[39m", "2"],
        ["👾", "3"],
      ],
      want: ["支払い  1", "\u001b[31mred\u001b[39m     2", "👾      3"],
    },
  ])("$name", ({ rows, want }) => {
    expect(columns(rows)).toEqual(want);
  });

  it("takes more rows than a call takes arguments", () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [`${index}`, "x"]);
    expect(columns(rows).at(7)).toBe("7       x");
  });

  it("what is wider than its column stays whole", () => {
    expect([padEnd("abc", 2), padStart("7", 3), padEnd("é", 2)]).toEqual(["abc", "  7", "é "]);
  });
});

describe("wrap", () => {
  it.each([
    ["words", "one two three", 8, ["one two", "three"]],
    ["a word that is too long stands alone", "a abcdefghij b", 5, ["a", "abcdefghij", "b"]],
    ["wide letters", "支払 支払 支払", 9, ["支払 支払", "支払"]],
    ["nothing", "", 5, [""]],
  ])("%s", (_name, text, width, want) => {
    expect(wrap(text, width)).toEqual(want);
  });
});

it("a line that fits is what the wrapping of any text makes of it", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "b", " ", "-", "é", "支"),
    maxLength: 14,
  });
  fc.assert(
    fc.property(letters, (text) => {
      expect(wrap(text, 12)).toEqual(wrapAnsi(text, 12).split("\n"));
    }),
  );
});
