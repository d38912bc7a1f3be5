import { expect, it } from "vitest";
import { formatJson } from "./format-json.ts";

it.each([
  [
    "members and items stand on lines of their own",
    '{"a":[1,{"b":2}]}',
    '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}',
  ],
  ["empty ones stay closed", '{ "a" : [ ] , "b":{}}', '{\n  "a": [],\n  "b": {}\n}'],
  [
    "numbers keep their digits",
    '{"amount":12.50,"id":90071992547409931}',
    '{\n  "amount": 12.50,\n  "id": 90071992547409931\n}',
  ],
  ["keys that come twice stay twice", '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ["signs in strings are text", '["{,}:\\"["]', '[\n  "{,}:\\"["\n]'],
  ["a bare value is JSON too", " 204 ", "204"],
  ["text that is not JSON stays", "<html>{}", "<html>{}"],
])("%s", (_name, text, want) => {
  expect(formatJson(text)).toBe(want);
});
