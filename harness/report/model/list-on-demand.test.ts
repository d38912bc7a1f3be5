import { expect, it } from "vitest";
import { listOnDemand } from "./list-on-demand.ts";

const tens = () => listOnDemand(3, (index) => index * 10);

it("is an array to whoever reads it", () => {
  const list = tens();
  expect(Array.isArray(list)).toBe(true);
  expect(list).toHaveLength(3);
  expect([...list]).toEqual([0, 10, 20]);
  expect(list.map((item) => item + 1)).toEqual([1, 11, 21]);
  expect(list.includes(20)).toBe(true);
  expect(list.at(-1)).toBe(20);
  expect(list[3]).toBeUndefined();
  expect(list.toSorted((a, b) => b - a)).toEqual([20, 10, 0]);
  expect(JSON.stringify({ list })).toBe('{"list":[0,10,20]}');
});

it("makes an item when it is read, and no other", () => {
  const asked: number[] = [];
  const list = listOnDemand(1_000_000, (index) => asked.push(index));
  expect(list[7]).toBe(1);
  expect(asked).toEqual([7]);
});

it("is not written to", () => {
  const list = tens();
  expect(() => list.push(1)).toThrow(TypeError);
  expect(() => (list[0] = 1)).toThrow(TypeError);
});
