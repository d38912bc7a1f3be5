import { describe, expect, it } from "vitest";
import { guardOutput } from "./guard-output.ts";

describe("what is printed", () => {
  it.each([
    { name: "a command at the start", text: "::error::x", want: String.raw`\u003a:error::x` },
    {
      name: "behind blanks",
      text: "a\n  ::set-output",
      want: `a\n  ${String.raw`\u003a:`}set-output`,
    },
    {
      name: "behind a colour",
      text: "\u001B[31m::error",
      want: `\u001B[31m${String.raw`\u003a:`}error`,
    },
    { name: "within a line", text: "std::string", want: "std::string" },
    { name: "a command anywhere", text: "a ##vso[task]", want: String.raw`a #\u0023vso[task]` },
    { name: "an old command", text: "a ##[error]", want: String.raw`a #\u0023[error]` },
    { name: "a heading", text: "## [", want: "## [" },
    {
      name: "a bell, and signs that overwrite",
      text: "a\u0007\b\u009B",
      want: String.raw`a\u0007\u0008\u009b`,
    },
    { name: "other writing directions", text: "a\u202Eb", want: String.raw`a\u202eb` },
    {
      name: "colours and the bar of progress",
      text: "\r\u001B[K\u001B[31mx",
      want: "\r\u001B[K\u001B[31mx",
    },
  ])("$name", ({ text, want }) => {
    expect(guardOutput(text)).toBe(want);
  });

  it("means the same as JSON", () => {
    const data = { text: "::a ##vso[b] ##[c] \u009B \u202E \u2028" };
    expect(JSON.parse(guardOutput(JSON.stringify(data)))).toEqual(data);
  });
});
