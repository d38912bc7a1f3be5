import * as fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson, digest } from "./digest.ts";

it("canonical JSON has its keys in order and no white space", () => {
  expect(canonicalJson({ b: [1, { d: null, c: "ü" }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":"ü","d":null}]}',
  );
});

it("a digest is the SHA-256 of the canonical JSON", () => {
  expect(digest({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

it("a digest does not change with the order of keys, and does with every value", () => {
  const data = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(data, fc.string(), (given, key) => {
      const turned = Object.fromEntries(Object.entries(given).toReversed());
      expect(digest(turned)).toBe(digest(given));
      expect(JSON.parse(canonicalJson(given))).toEqual(JSON.parse(JSON.stringify(given)));
      expect(digest({ ...given, [key]: { changed: given[key] ?? null } })).not.toBe(digest(given));
    }),
    { numRuns: 100, seed: 1 },
  );
});
