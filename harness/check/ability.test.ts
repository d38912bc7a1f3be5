import { describe, expect, it } from "vitest";
import type { CallStep, Expectation } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import { whyUnable } from "./ability.ts";

const step = (needs: readonly string[]) => ({ needs }) as unknown as CallStep;
const answered = (status: number) => ({ reply: { kind: "answered", status } }) as Exchange;
const expecting = (status?: number): Expectation => ({
  ...(status !== undefined && { status: [{ first: status, last: status }] }),
  headers: [],
  amounts: [],
});

describe("an answer to a call that an ability asks for", () => {
  it.each([
    { needs: ["skus"], status: 404, expected: 200, lacks: true },
    { needs: ["skus"], status: 405, expected: undefined, lacks: true },
    { needs: ["skus"], status: 501, expected: 200, lacks: true },
    { needs: ["skus"], status: 404, expected: 404, lacks: false },
    { needs: ["skus"], status: 500, expected: 200, lacks: false },
    { needs: [], status: 404, expected: 200, lacks: false },
  ])("$status where $expected is expected, by $needs: $lacks", (row) => {
    const why = whyUnable(step(row.needs), expecting(row.expected), answered(row.status));
    expect(why).toBe(
      row.lacks ? `the ability skus does not hold: its call was answered ${row.status}` : undefined,
    );
  });
});
