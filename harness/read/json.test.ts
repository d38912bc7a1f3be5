import { expect, it } from "vitest";
import { parseJson } from "./json.ts";

it.each([
  { name: "an object", text: '{"a":[1,null]}', want: { a: [1, null] } },
  { name: "null", text: "null", want: null },
])("$name is a value", ({ text, want }) => {
  expect(parseJson(text)).toEqual({ ok: true, value: want });
});

const message: unknown = expect.stringMatching(/^this is no JSON \(.+\)$/);

it.each([
  {
    name: "half a file",
    text: '{"a":',
    file: "a.json",
    want: { code: "FORMAT", at: { file: "a.json" }, message, hint: "the file may be cut" },
  },
  { name: "a text of no file", text: "", want: { code: "FORMAT", message } },
])("$name is a problem, and says where", ({ text, file, want }) => {
  expect(parseJson(text, file)).toEqual({ ok: false, problems: [want] });
});
