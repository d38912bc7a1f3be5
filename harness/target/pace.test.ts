import { describe, expect, it } from "vitest";
import { createPace } from "./pace.ts";

describe("the pace of requests", () => {
  it.each([
    { name: "without a rate", rate: undefined },
    { name: "with a rate", rate: 500 },
  ])("lets everybody go in the order of asking, $name", async ({ rate }) => {
    const pace = createPace(rate);
    const went: number[] = [];
    await Promise.all([1, 2, 3, 4, 5].map((caller) => pace().then(() => went.push(caller))));
    expect(went).toEqual([1, 2, 3, 4, 5]);
  });
});
