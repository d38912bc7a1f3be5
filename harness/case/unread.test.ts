import { describe, expect, it } from "vitest";
import { partsInMemory } from "../read/parts.ts";
import { purchase } from "../testing/bookshop.ts";
import { edited } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { loadSuite } from "../testing/suite.ts";
import { wholeCase } from "./known-apart.ts";
import type { Case } from "./types.ts";
import { keepHeads, keptAmong, unreadCases, unreader } from "./unread.ts";

/** So many cases that not all of their heads stay. */
const many = 3000;

async function kept() {
  const text = edited(purchase, [["given:\n", "matrix: { n: [1, 2, 3] }\ngiven:\n"]]);
  const { cases } = must(await loadSuite({ "case.yaml": text }));
  const written: Case[] = Array.from({ length: many }, (_, index) => ({
    ...(cases[index % cases.length] as Case),
    id: `case-${index}`,
    title: `The case ${index}`,
  }));
  const memory = partsInMemory();
  const reads: number[] = [];
  const parts = {
    ...memory,
    read: (number: number) => (reads.push(number), memory.read(number)),
  };
  const keep = unreader(parts);
  const numbers = written.map((testCase) => keep(testCase).part);
  const where = keepHeads(numbers, parts);
  reads.length = 0;
  return { written, where, parts, reads, read: unreadCases(where, parts) };
}

describe("cases that are read when they are asked for", () => {
  it("are what they were, in whatever order they are read", async () => {
    const { written, read } = await kept();
    expect(read).toHaveLength(many);
    for (let step = 0; step < many; step += 1) {
      const number = (step * 1009) % many;
      expect(read[number]?.title).toBe(written[number]?.title);
    }
    expect({ ...read[2900] }).toEqual({
      ...written[2900],
      uses: read[2900]?.uses,
      verifies: read[2900]?.verifies,
      pages: false,
    });
    expect(read[2900]?.checks.map(({ id }) => id)).toEqual(
      read[2900]?.verifies?.map(({ id }) => id),
    );
  });

  it("are read many at once by who goes through all of them", async () => {
    const { read, reads, where } = await kept();
    expect(read.map(({ id }) => id)).toHaveLength(many);
    expect(reads).toEqual(where.blocks);
    expect(reads.length).toBeLessThan(many / 20);
  });

  it("are each read at once where all of it is wanted, and nothing of that stays", async () => {
    const { written, where, read, reads } = await kept();
    const whole = wholeCase(read[7] as Case);
    expect(whole).toMatchObject({ id: "case-7", steps: written[7]?.steps });
    expect(whole.unread).toBe(read[7]);
    expect(reads).toEqual([where.cases[7]]);
    expect(wholeCase(read[7] as Case).steps).not.toBe(whole.steps);
    expect(wholeCase(whole)).toBe(whole);
  });

  it("are put away once", async () => {
    const { parts, read, where } = await kept();
    expect(keptAmong(read, parts)).toBe(where);
    const others = partsInMemory();
    const again = keptAmong(read.slice(0, 50), others);
    expect(unreadCases(again, others).map(({ id }) => id)).toEqual(
      read.slice(0, 50).map(({ id }) => id),
    );
  });
});
