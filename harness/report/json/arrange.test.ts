import { expect, it } from "vitest";
import { arrange } from "./arrange.ts";
import { jsonPieces } from "./pieces.ts";

const id = (name: string) => `https://headwater.dev/formats/${name}.schema.json`;

const schemas: Readonly<Record<string, unknown>> = {
  [id("a")]: {
    properties: {
      z: {},
      list: { type: "array", items: { $ref: "#/$defs/item" } },
      map: { additionalProperties: { $ref: "https://headwater.dev/formats/b.schema.json" } },
      either: { oneOf: [{ properties: { kind: {}, y: {} } }, { properties: { kind: {}, x: {} } }] },
    },
    $defs: { item: { properties: { second: {}, first: {} } } },
  },
  [id("b")]: { $ref: "#/$defs/own", $defs: { own: { properties: { q: {}, p: {} } } } },
};

it.each([
  { name: "listed keys, then the others", data: { b: 1, a: 2, z: 3 }, want: '{"z":3,"b":1,"a":2}' },
  {
    name: "through references, items and maps, whose own keys stay",
    data: { map: { n: { p: 1, q: 2 }, m: 3 }, list: [{ first: 1, second: 2 }] },
    want: '{"list":[{"second":2,"first":1}],"map":{"n":{"q":2,"p":1},"m":3}}',
  },
  {
    name: "alternatives",
    data: { either: { x: 1, kind: 2 } },
    want: '{"either":{"kind":2,"x":1}}',
  },
  { name: "what the schema does not know", data: { z: { b: 1, a: [{ d: 1, c: 2 }] } } },
  { name: "no object at all", data: [null, "a", 1] },
])("keeps the order of the schema: $name", ({ data, want }) => {
  const text = [...jsonPieces(arrange(data, (name) => schemas[name], "a"))].join("");
  expect(text).toBe(JSON.stringify(want === undefined ? data : JSON.parse(want), null, 2));
});
