import { describe, expect, it } from "vitest";
import type { Exchange } from "../http/types.ts";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import { writeFiles } from "../testing/files.ts";
import { openWorld, targetFile } from "../testing/world.ts";
import { withinLimits } from "./limits.ts";

/** A run of six purchases on a shop whose target file has these limits and further lines. */
async function runWithin(
  limits: string,
  { shop, further = "" }: { readonly shop?: ShopBehaviour; readonly further?: string } = {},
) {
  const world = await openWorld(shop === undefined ? {} : { shop });
  const text = targetFile(world.shop.url, further).replace("{ concurrency: 2 }", limits);
  await writeFiles(world.folder, { "target.yaml": text });
  const ended = await world.headwater("run", "--target", "target.yaml", "--seed", "5", "-o", "out");
  const made = world.shop.requests.filter(
    ({ method, path }) => method === "POST" && /^\/(books|orders)$/.test(path),
  );
  return { world, made, ...ended };
}

describe("a cap on objects", () => {
  it("stops the run with 5 before it is passed, however many cases are under way", async () => {
    const { code, stderr, made, world } = await runWithin("{ concurrency: 4, objects: 5 }");
    expect(code).toBe(5);
    expect(made.length).toBeLessThanOrEqual(5);
    expect(stderr).toMatch(
      /stopped for safety: POST http:\S+ was not sent: the run made \d objects, \d requests may be making more, and limits\.objects is 5\n/,
    );
    const report = await world.report("out");
    expect(report).toMatchObject({ conclusion: "inconclusive", run: { stopped: { by: "limit" } } });
    expect(world.journal("out").at(-1)).toMatchObject({ kind: "stopped", by: "limit" });
  });

  it("is no hindrance where it is not reached", async () => {
    const { code, made } = await runWithin("{ objects: 1000, amount: 1000 }");
    expect(code).toBe(0);
    expect(made.length).toBeGreaterThan(18);
  });
});

describe("what a page makes", () => {
  it("counts among the objects", async () => {
    const answer = {
      kind: "answered",
      status: 200,
      headers: {},
      body: '{"result":{"source":{"id":"s"}}}',
    };
    const stops: string[] = [];
    const send = withinLimits(
      (request) =>
        Promise.resolve({ request, sentAt: "", durationMs: 0, reply: answer } as Exchange),
      { objects: 1 },
      (why) => stops.push(why),
    );
    const asked = { method: "BROWSER", url: "https://shop.example/createSource", headers: {} };
    await send(asked);
    void send(asked);
    expect(stops).toEqual([expect.stringContaining("BROWSER https://shop.example/createSource")]);
  });
});

describe("a cap on amounts", () => {
  it("stops the run with 5 before a request that names more is sent", async () => {
    const { code, stderr, world } = await runWithin("{ concurrency: 1, amount: 11.99 }");
    expect(code).toBe(5);
    expect(stderr).toMatch(/was not sent: price is 12 in its body, and limits\.amount is 11\.99\n/);
    expect(world.shop.requests.filter(({ body }) => body.includes("12"))).toEqual([]);
  });

  it("stops it at the first answer that shows more, which is on record", async () => {
    const dear = { id: "b9", order: { totalAmount: "1200.50" } };
    const shop = {
      instead: (_: unknown, before: number) => (before === 3 ? { body: dear } : undefined),
    };
    const { code, stderr, world } = await runWithin("{ concurrency: 1, amount: 100 }", { shop });
    expect(code).toBe(5);
    expect(stderr).toMatch(/was answered with totalAmount is 1200\.5, and limits\.amount is 100\n/);
    expect(world.shop.requests).toHaveLength(4);
    expect(JSON.stringify(world.journal("out"))).toContain("1200.50");
  });
});

describe("what a run leaves behind", () => {
  it("is listed by the call that made it, without what was deleted again", async () => {
    const { code, stdout, world } = await runWithin("{}");
    expect(code).toBe(0);
    const { left } = await world.report("out");
    expect(left?.map(({ made, ids }) => [made, ids.length])).toEqual([
      ["POST /books", 6],
      ["POST /orders", 6],
    ]);
    expect(left?.[1]?.ids.toSorted()).toEqual(["o1", "o2", "o3", "o4", "o5", "o6"]);
    expect(stdout).toMatch(
      /leftovers +12 objects on the target: 6 by POST \/books, 6 by POST \/orders/,
    );
    await world.headwater("rejudge", "out", "-o", "again");
    expect((await world.report("again")).left).toEqual(left);
  });
});

describe("a host that the target file does not name", () => {
  const recipe = `  book.sell:
    - call: POST /till/{id}
      as: public
    - call: GET /books/{id}
      take: { url: $.receipt }
    - call: GET {url}
`;

  async function runLed(hosts: (elsewhere: string) => string) {
    const elsewhere = await openWorld();
    const receipt = `${elsewhere.shop.url}/receipts/1?for=b1`;
    const world = await openWorld({
      cases: 1,
      shop: {
        instead: ({ method, path }) =>
          method === "GET" && path.startsWith("/books/b")
            ? { body: { id: path.slice(7), price: 12, kind: "novel", state: "sold", receipt } }
            : undefined,
      },
    });
    const [before = "", after = ""] = targetFile(world.shop.url).split(
      / {2}book\.sell:[^]*as: public\n/,
    );
    const text = before + recipe + after + hosts(elsewhere.shop.url);
    await writeFiles(world.folder, { "target.yaml": text });
    const ended = await world.headwater("run", "--target", "target.yaml", "-o", "out");
    return { ...ended, elsewhere };
  }

  it("is not contacted, though an answer leads there", async () => {
    const { code, stdout, elsewhere } = await runLed(() => "");
    expect(code).toBe(3);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      `a recipe leads to ${elsewhere.shop.url}, which the target file does not name: nothing was sent there`,
    );
    expect(elsewhere.shop.requests).toEqual([]);
  });

  it("is contacted where the file names it, without a key", async () => {
    const { elsewhere } = await runLed((url) => `hosts: ["${url}"]\n`);
    expect(elsewhere.shop.requests).toMatchObject([{ method: "GET", path: "/receipts/1?for=b1" }]);
    expect(elsewhere.shop.requests[0]?.headers).not.toHaveProperty("authorization");
  });
});
