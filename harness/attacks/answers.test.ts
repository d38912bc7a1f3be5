import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { openWorld } from "../testing/world.ts";

const run = ["run", "-t", "target.yaml", "-q", "-o", "out"] as const;

it("a server that says 429 for ever is asked a hundred times, not six times for each case", async () => {
  const headers = { "retry-after": "0" };
  const world = await openWorld({
    cases: 120,
    shop: { instead: () => ({ status: 429, headers }) },
  });
  const { code } = await world.headwater(...run, "--concurrency", "20");
  expect(code).toBe(3);
  // Each of the 120 cases asks once; what is beyond are second askings, of 600.
  expect(world.shop.requests.length).toBeLessThan(120 + 200);
  expect(world.shop.requests.length).toBeGreaterThan(100);
});

it("no address of an answer becomes a link in the summary", async () => {
  const addresses = [
    "https://evil.example/a",
    "http://evil.example",
    "ftp://evil.example/b",
    "www.evil.example",
    "me@evil.example",
    "[c](http://evil.example)",
    "<https://evil.example/d>",
  ];
  const errors = addresses.map((code) => ({ code, message: code }));
  const world = await openWorld({
    cases: 1,
    shop: { instead: () => ({ status: 500, body: { type: addresses.join(" "), errors } }) },
  });
  await world.headwater(...run);
  const summary = await readFile(world.file("out/summary.md"), "utf8");
  expect(summary).toContain("evil");
  const prose = summary.replaceAll(/(`+)[^\n]*?\1/g, "");
  expect(prose).not.toMatch(/[a-z]:\/\/|www\.|@|\]\(|<[a-z]+:/);
});
