import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pactOf } from "../pact/testing/interactions.ts";
import { writeFiles } from "../testing/files.ts";
import { targetFile, openWorld, type WorldOptions } from "../testing/world.ts";

const key = "sk-canary/last+look";
const escapedTwice = encodeURIComponent(encodeURIComponent(encodeURIComponent(key)));

beforeEach(() => {
  vi.stubEnv("DIGITAL_RIVER_CONFIDENTIAL_KEY", key);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const withKey = (url: string): string =>
  targetFile(url).replace("sk-confidential", "'${DIGITAL_RIVER_CONFIDENTIAL_KEY}'");

async function leakyWorld(options: WorldOptions = {}) {
  const world = await openWorld({
    cases: 2,
    shop: { instead: () => ({ status: 500, body: { errors: [{ code: escapedTwice }] } }) },
    ...options,
  });
  await writeFiles(world.folder, { "target.yaml": withKey(world.shop.url) });
  return world;
}

describe("a key that an answer holds in a form that nobody masks", () => {
  it("costs the whole bundle: nothing is left that says anything of this run", async () => {
    const world = await leakyWorld();
    const args = ["run", "--target", "target.yaml", "-o", "out"] as const;
    const { code, stdout, stderr } = await world.start(...args).ended;
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).toContain("all other files of this bundle were deleted with it");
    const files = readdirSync(world.file("out"), { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile())).toEqual([]);
  });

  it.each(["rejudge", "merge"])(
    "is looked for by %s, by the keys that the run names",
    async (command) => {
      // The journal is of a time when nobody looked: without the key in its environment a run finds none.
      const world = await leakyWorld({ files: {} });
      await writeFiles(world.folder, { "literal.yaml": targetFile(world.shop.url) });
      await world.headwater("run", "--target", "literal.yaml", "-o", "out", "--shard", "1/1");
      const { code, stdout } = await world.start(command, "out", "-o", "again").ended;
      expect([code, stdout]).toEqual([5, ""]);
      const files = readdirSync(world.file("again"), { recursive: true, withFileTypes: true });
      expect(files.filter((entry) => entry.isFile())).toEqual([]);
    },
  );

  it.each([0, 125])("is not shown by doctor, nor a part of it: after %i signs", async (before) => {
    const errors = [{ code: `${"-".repeat(before)}${escapedTwice}` }];
    const instead = () => ({ status: 500, body: { errors } });
    const world = await leakyWorld({ shop: { instead } });
    const { code, stdout, stderr } = await world.start("doctor", "--target", "target.yaml").ended;
    expect(code).toBe(5);
    expect(stdout).not.toContain("canary");
    expect(stderr).toContain("held the value of DIGITAL_RIVER_CONFIDENTIAL_KEY");
  });

  it("is not shown by a replay", async () => {
    const world = await leakyWorld();
    await writeFiles(world.folder, { "literal.yaml": targetFile(world.shop.url) });
    await world.headwater("run", "--target", "literal.yaml", "-o", "out");
    const args = ["--case", "buy-two-books[n=1]", "--run", "--target", "target.yaml"] as const;
    const { code, stdout, stderr } = await world.start("replay", "out", ...args).ended;
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).toContain("the replay held the value of DIGITAL_RIVER_CONFIDENTIAL_KEY");
  });

  it("is neither shown nor written by pact verify", async () => {
    const world = await leakyWorld({
      files: {
        "pact.json": JSON.stringify(
          pactOf({
            type: "Synchronous/HTTP",
            description: "read",
            request: { method: "GET", path: "/books/1" },
            response: {
              status: 500,
              body: {
                contentType: "application/json",
                encoded: false,
                content: { errors: [{ code: "x" }] },
              },
            },
          }),
        ),
      },
    });
    const args = ["--pact", "pact.json", "--target", "target.yaml", "--out", "reports"] as const;
    const { code, stdout } = await world.start("pact", "verify", ...args).ended;
    expect([code, stdout]).toEqual([5, ""]);
    expect(readdirSync(world.folder)).not.toContain("reports");
  });
});

describe("a target file is refused", () => {
  it.each([
    {
      name: "with a key that is too short to be masked",
      edit: (text: string) => text.replace("sk-confidential", "abc"),
      says: /the confidential key has fewer than 6 signs/,
    },
    {
      name: "with a short key in a header of a recipe",
      edit: (text: string) =>
        text.replace("as: public", 'as: public\n      headers: { x: "${SHORT_TOKEN}" }'),
      says: /the value of SHORT_TOKEN has fewer than 6 signs/,
    },
    {
      name: "with a key in the path of a recipe",
      edit: (text: string) => text.replace("/till/{id}", "/till/${LONG_TOKEN}/{id}"),
      says: /\$\{LONG_TOKEN\} stands in the path of a URL/,
    },
    {
      name: "with a key in the path of a base URL",
      edit: (text: string) => text.replace(/(baseUrl: .*)/, "$1/${LONG_TOKEN}"),
      says: /\$\{LONG_TOKEN\} stands in the path of a URL/,
    },
    {
      name: "with the variable of a key in a path, whatever it is called",
      edit: (text: string) =>
        text.replace("sk-confidential", '"${ACME}"').replace("/till/{id}", "/till/${ACME}"),
      says: /\$\{ACME\} stands in the path of a URL/,
    },
    {
      name: "with a key in a path by another variable",
      edit: (text: string) => text.replace("/till/{id}", "/till/${TENANT}"),
      says: /\$\{TENANT\} stands in the path of a URL/,
    },
    {
      name: "with a key itself in a path",
      edit: (text: string) => text.replace("/till/{id}", "/till/sk-confidential"),
      says: /the value of a key stands in the path of a URL/,
    },
    {
      name: "with a key in the URL of the browser library",
      edit: (text: string) => `${text}\nbrowser: { script: "https://js.example/pk-public.js" }\n`,
      says: /the value of a key stands in the path of a URL/,
    },
  ])("$name", async ({ edit, says }) => {
    const environment = {
      SHORT_TOKEN: "abc",
      LONG_TOKEN: "a-long-token-of-tools",
      ACME: "a-key-of-acme",
      TENANT: "of-sk-confidential",
    };
    const world = await openWorld({ environment });
    await writeFiles(world.folder, { "target.yaml": edit(targetFile(world.shop.url)) });
    const { code, stderr } = await world.headwater("run", "--target", "target.yaml");
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/sk-confidential|a-key-of-acme|a-long-token/);
    expect(world.shop.requests).toEqual([]);
  });

  it.each([
    { name: "no scheme", proxy: "me:pass:wo/rd-77@proxy.example:3128" },
    { name: "a wrong scheme", proxy: "socks5://me:pass:wo/rd-77@proxy.example:1080" },
    { name: "broken quotes", proxy: '"http://me:pass:wo/rd-77@proxy.example' },
  ])("with a literal proxy of $name, and its password has stars", async ({ proxy }) => {
    const world = await openWorld({ target: `connection: { proxy: ${proxy} }` });
    const { code, stdout, stderr } = await world.headwater("lint", "target.yaml");
    expect(code).toBe(2);
    expect(stdout + stderr).toContain("***");
    expect(stdout + stderr).not.toMatch(/pass:|wo\/rd|rd-77/);
  });
});
