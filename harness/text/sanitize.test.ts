import { describe, expect, it } from "vitest";
import { oneLine, sanitize, shorten } from "./sanitize.ts";

describe("oneLine", () => {
  it.each([
    ["colour codes are shown", "\u001b[31mred", "\\u001b[31mred"],
    ["line breaks are shown", "a\r\nb\nc\rd", "a\\nb\\nc\\u000dd"],
    ["a turn of direction is shown", "a\u202eb", "a\\u202eb"],
    ["half a pair is shown", "a\ud83db", "a\\ud83db"],
    ["other alphabets and emoji stay", "źdźbło 👾", "źdźbło 👾"],
  ])("%s", (_name, text, want) => {
    expect(oneLine(text)).toBe(want);
  });
});

it("plain keeps line breaks and tabs", () => {
  expect(sanitize("a\r\n\tb\u0007")).toBe("a\n\tb\\u0007");
});

it.each([
  ["short text stays", "abc", 3, "abc"],
  ["long text says how long it was", "abcdef", 3, "abc… (6 characters)"],
  ["no pair is cut in half", "ab👾cd", 3, "ab… (6 characters)"],
])("shorten: %s", (_name, text, length, want) => {
  expect(shorten(text, length)).toBe(want);
});
