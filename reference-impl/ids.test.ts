import { expect, it } from "vitest";
import { createIds, idShapes } from "./ids.ts";

it.each(idShapes)("%s identifiers never repeat, and come again under the same seed", (shape) => {
  const kinds = ["source", "order", "customer", "item"] as const;
  const make = () => {
    const newId = createIds(5, shape);
    return Array.from({ length: 40_000 }, (_, index) => newId(kinds[index % 4] ?? "source"));
  };
  const ids = make();
  expect(new Set(ids).size).toBe(ids.length);
  expect(make()).toEqual(ids);
});
