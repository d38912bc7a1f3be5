import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Given } from "../case/types.ts";
import { bookFixtures } from "../testing/suite.ts";
import { edited } from "../testing/mistakes.ts";
import { openWorld, type World } from "../testing/world.ts";
import { drawAmount, drawOrder } from "./draw.ts";

/** A book whose price is drawn, and one beside it. */
const drawn = `case: price-is-kept
title: A book has the price that it was given
profile: digital-river/core
given:
  cheap: { fixture: book.new }
  dear: { fixture: book.new, price: { draw: [20, 29.99] } }
steps:
  - { id: read, call: "GET /books/{dear.id}" }
checks:
  - { id: dear-is-dear, must: DR-BOOK-1, on: read, expect: { body: { price: "{dear.price}" } } }
`;
const fixtures = edited(bookFixtures, [
  ["price: { default: 10 }", "price: { default: { draw: [10, 19] } }"],
  ["take: { id: $.id, price: $.price }", "take: { id: $.id }"],
]);
const files = {
  "suites/digital-river/buy.yaml": drawn,
  "suites/fixtures/books.yaml": fixtures,
};

/** The prices that a run gave to its books, in order. */
async function pricesOf(world: World, ...flags: readonly string[]): Promise<readonly number[]> {
  const from = world.shop.requests.length;
  const ended = await world.headwater(
    "run",
    "--target",
    "target.yaml",
    "-q",
    "-o",
    "out",
    ...flags,
  );
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  return world.shop.requests.slice(from).flatMap(({ method, body }) => {
    return method === "POST" ? [(JSON.parse(body) as { price: number }).price] : [];
  });
}

const sorted = (prices: readonly number[]) => prices.toSorted((a, b) => a - b);

describe("a run draws", () => {
  it("amounts from its seed, as fine as their bounds are written", async () => {
    const world = await openWorld({ files });
    const first = await pricesOf(world, "--seed", "1");
    const [cheap = 0, dear = 0] = sorted(first);
    expect([cheap >= 10 && cheap <= 19, Number.isInteger(cheap)]).toEqual([true, true]);
    expect([dear >= 20 && dear <= 29.99, Math.round(dear * 100) / 100]).toEqual([true, dear]);
    expect(await pricesOf(world, "--seed", "1")).toEqual(first);
    expect(sorted(await pricesOf(world, "--seed", "2"))).not.toEqual(sorted(first));
  });

  it("others in each round", async () => {
    const world = await openWorld({ files });
    const prices = await pricesOf(world, "--seed", "1", "--repeat", "5");
    expect(new Set(prices).size).toBe(10);
  });

  it("the order in which it builds what does not depend on each other", async () => {
    const world = await openWorld({ files });
    const firsts = new Set<boolean>();
    for (const seed of ["1", "2", "3", "4", "5", "6", "7", "8"]) {
      firsts.add(((await pricesOf(world, "--seed", seed))[0] ?? 0) < 20);
    }
    expect(firsts.size).toBe(2);
  });

  it("what its journal tells, so that it is judged again alike", async () => {
    const world = await openWorld({ files });
    await pricesOf(world, "--seed", "3");
    const { code } = await world.headwater("rejudge", "out", "-o", "again");
    expect(code).toBe(0);
    expect(await readFile(world.file("out/journal.ndjson"), "utf8")).toContain('"dear.price":2');
  });
});

/** Two books that are read, and a number that the case speaks of itself. */
const read = `case: read-both
title: Two books have the prices that they were given
profile: digital-river/core
given:
  units: { draw: [20, 999] }
  cheap: { fixture: book.new, price: 7 }
  dear: { fixture: book.new, price: "{units}" }
steps:
  - { id: one, call: "GET /books/{cheap.id}" }
  - { id: other, call: "GET /books/{dear.id}" }
checks:
  - { id: cheap-is-cheap, must: DR-BOOK-1, on: one, expect: { body: { price: 7 } } }
  - { id: dear-is-dear, must: DR-BOOK-1, on: other, expect: { body: { price: "{units}" } } }
`;

describe("a case draws", () => {
  const both = { "suites/digital-river/buy.yaml": read };

  it("a number that all of it speaks of, and its journal tells", async () => {
    const world = await openWorld({ files: both });
    const dear = async (seed: string) => Math.max(...(await pricesOf(world, "--seed", seed)));
    const [first, again, other] = [await dear("1"), await dear("1"), await dear("2")];
    expect([first >= 20 && first <= 999, again === first, other === first]).toEqual([
      true,
      true,
      false,
    ]);
    const { code } = await world.headwater("rejudge", "out", "-o", "again");
    expect(code).toBe(0);
    const { stdout } = await world.headwater("explain", "read-both");
    expect(stdout).toContain("  given units drawn from 20 to 999\n");
    expect(stdout).toContain("  in an order that each run draws: one, other\n");
  });

  it("the order of reads that stand side by side", async () => {
    const world = await openWorld({ files: both });
    const orders = new Set<string>();
    for (const seed of ["1", "2", "3", "4", "5", "6", "7", "8"]) {
      await pricesOf(world, "--seed", seed);
      const lines = world
        .journal("out")
        .filter((line) => "scope" in line && line["scope"] === "step");
      orders.add(lines.map((line) => ("name" in line ? String(line["name"]) : "")).join());
    }
    expect([...orders].toSorted()).toEqual(["one,other", "other,one"]);
  });

  it("nothing that is neither a fixture nor a number", async () => {
    const wrong = {
      "suites/digital-river/buy.yaml": read.replace("draw: [20, 999]", "drew: [20, 999]"),
    };
    const world = await openWorld({ files: wrong });
    const { code, stderr } = await world.headwater("lint");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("units is neither a fixture nor a number that is drawn"),
    ]);
  });
});

describe("a server that knows what was asked for before", () => {
  it("fails the must check on what is drawn", async () => {
    const prices: unknown[] = [];
    const world = await openWorld({
      files,
      shop: {
        instead: ({ method, path }) =>
          method === "GET" && path.startsWith("/books/") && prices.length > 0
            ? { body: { id: "b1", price: prices[0], kind: "novel", state: "new" } }
            : undefined,
      },
    });
    prices.push(sorted(await pricesOf(world, "--seed", "1"))[1]);
    const run = ["run", "--target", "target.yaml", "-q", "-o", "out", "--seed"] as const;
    expect((await world.headwater(...run, "1")).code).toBe(0);
    expect((await world.headwater(...run, "2")).code).toBe(1);
  });
});

describe("rounds", () => {
  it.each([
    { from: 3, to: 9.99, decimals: 2 },
    { from: 10, to: 99, decimals: 0 },
    { from: 1, to: 4, decimals: 0 },
    { from: 0.001, to: 0.007, decimals: 3 },
  ])("share no amount from $from to $to, as long as there are others", (range) => {
    const size = Math.round((range.to - range.from) * 10 ** range.decimals) + 1;
    const rounds = Math.min(size, 50);
    const amounts = Array.from({ length: rounds }, (_, index) =>
      drawAmount(range, "price", { seed: 7, round: index + 1, case: "a-case" }),
    );
    expect(new Set(amounts).size).toBe(rounds);
    for (const amount of amounts) {
      expect(amount).toBeGreaterThanOrEqual(range.from);
      expect(amount).toBeLessThanOrEqual(range.to);
    }
  });
});

const given = (name: string, ...refs: readonly string[]): Given => ({
  name,
  fixture: "book.new",
  params: Object.fromEntries(refs.map((ref) => [ref, { kind: "ref", name: `${ref}.id` }] as const)),
  origin: { file: "case.yaml" },
});

describe("an order that matters", () => {
  const all = [
    given("ada"),
    given("cart"),
    given("first", "ada"),
    given("credit", "cart"),
    given("second", "ada"),
  ];

  it("stays: what refers to the same is built as it is written", () => {
    const orders = Array.from({ length: 40 }, (_, seed) =>
      drawOrder(all, { seed, round: 1, case: "a-case" }).map(({ name }) => name),
    );
    expect(new Set(orders.map(String)).size).toBeGreaterThan(5);
    for (const order of orders) {
      expect(order.toSorted()).toEqual(["ada", "cart", "credit", "first", "second"]);
      expect(order.filter((name) => !["cart", "credit"].includes(name))).toEqual([
        "ada",
        "first",
        "second",
      ]);
      expect(order.indexOf("cart")).toBeLessThan(order.indexOf("credit"));
    }
  });
});
