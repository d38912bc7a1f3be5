import * as fc from "fast-check";
import { expect, it } from "vitest";
import { shuffle } from "./order.ts";

const items = fc.uniqueArray(fc.integer(), { maxLength: 50 });

it("an order holds every item once, and is the same for the same seed", () => {
  fc.assert(
    fc.property(items, fc.integer(), (given, seed) => {
      const before = [...given];
      const order = shuffle(given, seed);
      expect(new Set(order)).toEqual(new Set(given));
      expect(order).toHaveLength(given.length);
      expect(shuffle(given, seed)).toEqual(order);
      expect(given).toEqual(before);
    }),
    { numRuns: 100, seed: 1 },
  );
});

it("other seeds give other orders", () => {
  const given = Array.from({ length: 10 }, (_, index) => index);
  const orders = new Set([0, 1, -1, 2 ** 31, 7].map((seed) => shuffle(given, seed).join()));
  expect(orders.size).toBe(5);
});

it("every item comes to every place", () => {
  const firsts = new Set(Array.from({ length: 100 }, (_, seed) => shuffle([1, 2, 3], seed)[0]));
  expect(firsts).toEqual(new Set([1, 2, 3]));
});
