import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Answered, Exchange } from "../http/types.ts";
import type { ShopBehaviour } from "../testing/bookshop.ts";
import type { Answer } from "../testing/server.ts";
import { writeFiles } from "../testing/files.ts";
import { openWorld, targetFile, type World } from "../testing/world.ts";

/** Two purchases on a shop behind such a front. */
async function runBehind(shop: ShopBehaviour, target = "") {
  const world = await openWorld({ cases: 2, shop, target });
  const ended = await world.headwater("run", "--target", "target.yaml", "--seed", "5", "-o", "out");
  return { world, ...ended, report: await world.report("out") };
}

const textOf = ({ body = "" }: Answer): string =>
  typeof body === "string" ? body : JSON.stringify(body);

/** Every answer that has a body, with other bytes for its text. */
const inBytes =
  (
    make: (text: string) => Buffer,
    headers: Answer["headers"] = {},
  ): NonNullable<ShopBehaviour["front"]> =>
  (answer) =>
    textOf(answer) === ""
      ? answer
      : {
          ...answer,
          headers: { "content-type": "application/json", ...headers },
          body: make(textOf(answer)),
        };

const gzipped = { "content-encoding": "gzip" };
const gzip = inBytes((text) => gzipSync(text), gzipped);

const answersOf = (world: World): readonly Answered[] =>
  world.journal("out").flatMap((line) => {
    const { kind, exchange } = line as { readonly kind: string; readonly exchange?: Exchange };
    return kind === "exchange" && exchange?.reply.kind === "answered" ? [exchange.reply] : [];
  });

describe("answers in other bytes than plain ones", () => {
  it.each([
    { name: "gzip", front: gzip, how: "read from gzip" },
    {
      name: "another charset",
      front: inBytes((text) => Buffer.from(text, "utf16le"), {
        "content-type": "application/json; charset=utf-16",
      }),
      how: "read from utf-16le",
    },
    {
      name: "a byte order mark",
      front: inBytes((text) => Buffer.from(`\ufeff${text}`)),
      how: "read from byte order mark",
    },
  ])("are read, and the report says how: $name", async ({ front, how }) => {
    const { code, stdout, report, world } = await runBehind({ front });
    expect(code).toBe(0);
    expect(report.oddAnswers).toEqual([{ how, answers: expect.any(Number) as number }]);
    expect(stdout).toMatch(new RegExp(`answers +\\d+ ${how}\n`));
    expect(JSON.stringify(report.evidence)).not.toContain("bytes");
    const [first] = answersOf(world);
    expect(first).toMatchObject({
      body: expect.stringMatching(/^\{/) as string,
      reading: { bytes: expect.stringMatching(/^[\w+/]+=*$/) as string },
    });
    expect((await world.headwater("rejudge", "out")).code).toBe(0);
    expect(await world.report("out")).toEqual(report);
  });

  it("are not asked for", async () => {
    const { world } = await runBehind({});
    const asked = world.shop.requests.map(({ headers }) => headers["accept-encoding"]);
    expect(new Set(asked)).toEqual(new Set(["identity"]));
  });

  it("hold no key, packed or not", async () => {
    const echo = inBytes((text) => gzipSync(text.replace("{", '{"k":"sk-confidential",')), gzipped);
    const { world, report } = await runBehind({ front: echo }, "");
    const masked = answersOf(world).filter(({ reading }) => reading !== undefined);
    expect(masked.length).toBeGreaterThan(4);
    for (const { body, reading } of masked) {
      expect(body).not.toContain("sk-confidential");
      expect(reading).not.toHaveProperty("bytes");
    }
    expect(JSON.stringify(report)).not.toContain("sk-confidential");
  });
});

describe("answers that cannot be read", () => {
  it.each([
    {
      name: "an unknown coding",
      front: inBytes((text) => Buffer.from(text), { "content-encoding": "zstd" }),
      says: /the content coding "zstd" is not known here/,
    },
    {
      name: "invalid UTF-8",
      front: inBytes((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
      says: /invalid UTF-8 \(0xff at byte \d+\)/,
    },
    {
      name: "cut",
      front: inBytes((text) => Buffer.from(text.slice(0, -2))),
      says: /cut JSON \(it ends after \d+ characters/,
    },
    {
      name: "one behind the other",
      front: inBytes((text) => Buffer.from(text + text)),
      says: /JSON and more behind it \(at character \d+\)/,
    },
    {
      name: "a web page",
      front: inBytes(() => Buffer.from("<!DOCTYPE html><p>502")),
      says: /HTML, though its Content-Type says JSON/,
    },
  ])("are the cause of what is blocked, and it is named: $name", async ({ front, says }) => {
    const allowed = await runBehind({ front }, "allowLiveMode: true\n");
    expect(allowed.code).toBe(3);
    expect(allowed.report.causes[0]?.cause).toMatch(says);
    const stopped = await runBehind({ front });
    expect(stopped.code).toBe(5);
    expect(stopped.report.run.stopped).toMatchObject({
      by: "live-mode",
      why: expect.stringMatching(says) as string,
    });
    const posts = stopped.world.shop.requests.filter(({ method }) => method === "POST");
    expect(posts.length).toBeLessThanOrEqual(2);
  });

  it("count as objects", async () => {
    const front = inBytes((text) => Buffer.from(text.slice(0, -2)));
    const world = await openWorld({ cases: 6, shop: { front } });
    const text = targetFile(world.shop.url, "allowLiveMode: true\n");
    const limited = text.replace("concurrency: 2", "concurrency: 1, objects: 3");
    await writeFiles(world.folder, { "target.yaml": limited });
    const { code } = await world.headwater("run", "--target", "target.yaml", "-o", "out");
    expect(code).toBe(5);
    expect(world.shop.requests.filter(({ method }) => method === "POST")).toHaveLength(3);
  });

  it("count as objects where they never came", async () => {
    const world = await openWorld({
      shop: { instead: ({ method }) => (method === "POST" ? "silence" : undefined) },
    });
    const text = targetFile(world.shop.url).replace("concurrency: 2", "concurrency: 1, objects: 3");
    await writeFiles(world.folder, { "target.yaml": text });
    const { code } = await world.headwater("run", "--target", "target.yaml", "-o", "out");
    expect(code).toBe(5);
    expect(world.shop.requests.filter(({ method }) => method === "POST")).toHaveLength(3);
  });
});

const saying = (json: string) => (text: string) =>
  text.startsWith('{"id":"b') ? text.replace("{", `{${json},`) : text;

describe("liveMode: true stops a run in whatever way it is said", () => {
  it.each([
    {
      name: "packed",
      front: inBytes((text) => gzipSync(saying('"liveMode":true')(text)), gzipped),
    },
    {
      name: "packed, and nobody says so",
      front: inBytes((text) => gzipSync(saying('"liveMode":true')(text))),
    },
    {
      name: "before another",
      front: inBytes((text) => Buffer.from(saying('"liveMode":true,"liveMode":false')(text))),
    },
    {
      name: "with escapes",
      front: inBytes((text) => Buffer.from(saying(String.raw`"\u006civeMode" : true`)(text))),
    },
    {
      name: "in what is cut",
      front: inBytes((text) => Buffer.from(saying('"liveMode":true')(text).slice(0, -3))),
    },
    {
      name: "in UTF-16 that nobody mentions",
      front: inBytes((text) => Buffer.from(saying('"liveMode":true')(text), "utf16le")),
    },
  ])("$name", async ({ front }) => {
    const { code, report } = await runBehind({ front });
    expect(code).toBe(5);
    expect(report.run.stopped?.why).toContain("liveMode: true");
  });
});

const twice = (first: string) =>
  inBytes((text) => Buffer.from(text.replace('"state":', `"state":${first},"state":`)));

describe("a member twice", () => {
  it("with two values is not conformant, and the report names it", async () => {
    const { code, report } = await runBehind({ front: twice('"none"') });
    expect(code).not.toBe(0);
    expect(report.conclusion).not.toBe("conformant");
    expect(JSON.stringify(report.oddAnswers)).toContain("two values of");
  });

  it("with one value is told", async () => {
    const front = inBytes((text) =>
      Buffer.from(text.replaceAll(/"kind":("\w+")/g, '"kind":$1,"kind":$1')),
    );
    const { code, stdout } = await runBehind({ front });
    expect(code).toBe(0);
    expect(stdout).toMatch(/answers +\d+ a member twice, with the same value \("kind"\)/);
  });
});

describe("an id that no double holds", () => {
  const numbers: ShopBehaviour = {
    front: inBytes((text) => Buffer.from(text.replaceAll(/"b(\d)"/g, "9007199254740993$1"))),
    back: (request) => ({
      ...request,
      path: request.path.replace(/9007199254740993(\d)/, "b$1"),
      body: request.body.replaceAll(/9007199254740993(\d)/g, '"b$1"'),
    }),
  };

  it("comes back digit by digit, in paths and as a number in bodies", async () => {
    const { code, world } = await runBehind(numbers);
    // The books of this shop have texts for ids, and its schema says so.
    expect(code).toBe(1);
    const { cases, left } = await world.report("out");
    const failed = cases.flatMap(({ checks }) => checks.filter((one) => one.outcome !== "passed"));
    expect(new Set(failed.map(({ id }) => id))).toEqual(new Set(["book-is-described"]));
    expect(failed[0]?.findings[0]).toMatchObject({
      at: "body.id",
      actual: expect.stringMatching(/^9007199254740993\d$/) as string,
    });
    const sent = world.shop.requests.map(({ path, body }) => `${path} ${body}`);
    expect(sent).toContainEqual(
      expect.stringMatching(/^\/orders \{"books":\[9007199254740993\d,9007199254740993\d\]\}$/),
    );
    expect(sent).toContainEqual(expect.stringMatching(/^\/books\/9007199254740993\d $/));
    expect((await world.headwater("rejudge", "out")).code).toBe(1);
    const [books] = left ?? [];
    expect(books?.made).toBe("POST /books");
    for (const id of books?.ids ?? []) expect(id).toMatch(/^9007199254740993\d$/);
  });
});
