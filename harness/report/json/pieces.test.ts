import { anything, array, assert, constantFrom, json, property } from "fast-check";
import { expect, it } from "vitest";
import { jsonPieces, lazily } from "./pieces.ts";

it("is what JSON.stringify writes, whatever the depth", () => {
  const values = json().map((text): unknown => JSON.parse(text));
  assert(
    property(values, constantFrom(0, 1, 2, 3, 9), (value, depth) => {
      expect([...jsonPieces(value, depth)].join("")).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("makes no text of a long list where others are made at once", () => {
  const names = Array.from({ length: 5000 }, (_, index) => `name ${index}`);
  for (const list of [names, lazily(names, (name) => name)]) {
    const pieces = [...jsonPieces({ a: [{ b: list }] })];
    expect(pieces.join("")).toBe(JSON.stringify({ a: [{ b: names }] }, null, 2));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100);
  }
});

it("leaves out members that are undefined, and asks for items one by one", () => {
  assert(
    property(array(anything({ maxDepth: 0, withBigInt: false })), (items) => {
      const plain = items.map((item) => (typeof item === "symbol" ? null : item));
      const value = { list: lazily(plain, (item) => ({ item })), none: undefined };
      const text = JSON.stringify({ list: plain.map((item) => ({ item })) }, null, 2);
      expect([...jsonPieces(value)].join("")).toBe(text);
    }),
  );
  const asked: number[] = [];
  const pieces = jsonPieces(lazily([1, 2, 3], (item) => asked.push(item)));
  pieces.next();
  expect(asked).toEqual([1]);
});
