import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Statement } from "../../specs/types/certificate.format.d.ts";
import { purchase, type ShopBehaviour } from "../testing/bookshop.ts";
import { certifiable } from "../testing/certificate.ts";
import { comparable } from "../testing/comparable.ts";
import { edited } from "../testing/mistakes.ts";
import { openWorld, type World, type WorldOptions } from "../testing/world.ts";

const certify = ["certify", "--target", "target.yaml", "--key", "own.key", "-q"] as const;

async function worldWithKey(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld({ cases: 2, target: certifiable, ...options });
  await world.headwater("keygen", "own");
  return world;
}

const names = (world: World, folder: string) =>
  readdir(world.file(folder)).then(
    (found) => found.toSorted(),
    () => undefined,
  );

async function statementOf(world: World, folder = "certificate"): Promise<Statement> {
  const text = await readFile(world.file(`${folder}/certificate.json`), "utf8");
  const { payload } = JSON.parse(text) as { payload: string };
  return JSON.parse(Buffer.from(payload, "base64").toString()) as Statement;
}

describe("keygen", () => {
  it("writes a pair, the private half for its owner alone", async () => {
    const world = await openWorld();
    const { code, stdout } = await world.headwater("keygen", "mine");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nkey id {7}[0-9a-f]{64}\n$/)]);
    expect((await stat(world.file("mine.key"))).mode & 0o777).toBe(0o600);
    expect(await readFile(world.file("mine.key"), "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(await readFile(world.file("mine.pub"), "utf8")).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });

  it.each(["mine.key", "mine.pub"])("overwrites no %s, and leaves no half", async (taken) => {
    const world = await openWorld({ files: { [taken]: "precious" } });
    const { code, stderr } = await world.headwater("keygen", "mine");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`${taken}: there is such a file already`),
    ]);
    expect(await readFile(world.file(taken), "utf8")).toBe("precious");
    expect((await readdir(world.folder)).filter((name) => name.startsWith("mine."))).toEqual([
      taken,
    ]);
  });
});

describe("certify", () => {
  it("runs everything three times, each time in another order, and signs what it found", async () => {
    const world = await worldWithKey({ cases: 12 });
    const { code, stdout, stderr } = await world.headwater(...certify, "--seed", "4");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\ncertified: certificate\/certificate\.json\n$/);
    const { subject, predicate } = await statementOf(world);
    expect(subject.map(({ name }) => name)).toEqual([
      "acme-books@1.2.3",
      "certificate.pub",
      "journal.ndjson.br",
      "report.html",
      "report.json",
      "summary.md",
      "target.yaml",
    ]);
    expect(await names(world, "certificate")).toEqual(
      ["certificate.json", ...subject.slice(1).map(({ name }) => name)].toSorted(),
    );
    expect(predicate).toMatchObject({
      result: "PASSED",
      warnedTests: [],
      failedTests: [],
      headwater: { run: { seed: 4, repeat: 3 }, required: { checks: 84, passed: 84 } },
    });
    expect(predicate.passedTests).toHaveLength(96);
  });

  it("shows in its journal that every round had its own order", async () => {
    const world = await worldWithKey({ cases: 12 });
    await world.headwater("run", "-t", "target.yaml", "--repeat", "3", "-q", "-o", "certificate");
    const inOrder = orders(world.journal("certificate"));
    expect(new Set(inOrder.map((order) => order.join())).size).toBe(3);
    expect(new Set(inOrder.map((order) => order.toSorted().join())).size).toBe(1);
  });

  it("signs a run that came to its end, and sends nothing again", async () => {
    const world = await worldWithKey();
    await world.headwater("run", "-t", "target.yaml", "--repeat", "4", "-q", "-o", "out");
    const before = await world.report("out");
    const sent = world.shop.requests.length;
    const { code, stderr } = await world.headwater(...certify, "--resume", "out");
    expect([code, stderr]).toEqual([0, ""]);
    expect(world.shop.requests).toHaveLength(sent);
    expect(await world.report("out")).toEqual(before);
    expect((await world.headwater("verify", "out", "--key", "own.pub")).code).toBe(0);
  });

  it("goes on with a run that was cut off", async () => {
    const world = await worldWithKey();
    await world.headwater("run", "-t", "target.yaml", "--repeat", "3", "-q", "-o", "out");
    const journal = await readFile(world.file("out/journal.ndjson"), "utf8");
    await writeFile(world.file("out/journal.ndjson"), journal.slice(0, journal.length / 2));
    const { code } = await world.headwater(...certify, "--resume", "out");
    expect(code).toBe(0);
    expect((await world.headwater("verify", "out", "--key", "own.pub")).code).toBe(0);
  });

  it("says WARNED and names the check when one below must fails", async () => {
    const world = await worldWithKey({ cases: 1, shop: { instead: mute } });
    const { code, stdout } = await world.headwater(...certify);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/\nwarnings {8}1 checks? below must/),
    ]);
    expect((await statementOf(world)).predicate).toMatchObject({
      result: "WARNED",
      warnedTests: ["buy-two-books[n=1]/says-why"],
    });
    expect((await world.headwater("verify", "certificate", "--key", "own.pub")).code).toBe(0);
  });

  it("counts what the target does not claim, and certifies the rest", async () => {
    const unclaimed = edited(purchase, [
      ["case: buy-two-books", "case: buy-as-customer"],
      ["digital-river/core", "digital-river/customers"],
    ]);
    const world = await worldWithKey({
      target: `${certifiable}\nclaims: { profiles: [digital-river/core] }`,
      files: { "suites/digital-river/customers.yaml": unclaimed },
    });
    const { code, stdout } = await world.headwater(...certify);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/14 passed .*, 7 not applicable\n/)]);
    expect((await statementOf(world)).predicate.headwater).toMatchObject({
      target: { claims: { profiles: ["digital-river/core"] } },
      required: { checks: 21, passed: 14, notApplicable: 7 },
    });
    expect((await world.headwater("verify", "certificate", "--key", "own.pub")).code).toBe(0);
  });

  it("names the must requirements that the claims left out, and so do verify and the summary", async () => {
    const gifts = edited(purchase, [
      ["case: buy-two-books", "case: give-two-books"],
      ["digital-river/core", "digital-river/gifts"],
    ]).replaceAll("DR-BOOK-1", "DR-BOOK-5");
    const books = await readFile("harness/testing/specs/requirements/books.yaml", "utf8");
    const further = books
      .slice(books.indexOf("  - id: DR-BOOK-2"))
      .replace("DR-BOOK-2", "DR-BOOK-5");
    const world = await worldWithKey({
      target: `${certifiable}\nclaims: { profiles: [digital-river/core] }`,
      files: {
        "suites/digital-river/gifts.yaml": gifts,
        "specs/requirements/books.yaml": `${books}${further.slice(0, further.indexOf("  - id", 9))}`,
      },
    });
    const made = await world.headwater(...certify);
    expect([made.code, made.stderr]).toEqual([0, ""]);
    const { musts } = (await statementOf(world)).predicate.headwater;
    expect(musts).toEqual({
      of: 3,
      verified: 2,
      inPart: 1,
      failed: 0,
      open: 0,
      leftOut: [
        { requirement: "DR-BOOK-5", reasons: ["the profile digital-river/gifts is not claimed"] },
      ],
      unselected: 0,
    });
    const told = "2 of 3 must requirements verified, 1 of them in part; 1 left out by the claims";
    const verified = await world.headwater("verify", "certificate", "--key", "own.pub");
    for (const { stdout } of [made, verified]) {
      expect(stdout).toContain(`musts           ${told}\n`);
      expect(stdout).toMatch(
        /\n {2}1: the profile digital-river\/gifts is not claimed\n {4}DR-BOOK-5\n/,
      );
    }
    expect(await readFile(world.file("certificate/summary.md"), "utf8")).toContain(`${told}.`);
    const listed = await world.headwater("list", "requirements", "-t", "target.yaml", "--json");
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { id: "DR-BOOK-1", leftOut: [] },
      { id: "DR-BOOK-2", leftOut: [] },
      { id: "DR-BOOK-5", leftOut: ["the profile digital-river/gifts is not claimed"] },
    ]);
    const planned = await world.headwater("list", "requirements", "-t", "target.yaml");
    expect(planned.stdout).toMatch(/^DR-BOOK-5 {2}left out {2}the profile digital-river\/gifts/m);
    expect(planned.stderr).toMatch(/^2 of 3 must requirements would be tried/);
    expect(await world.headwater("list", "cases", "-t", "target.yaml")).toMatchObject({ code: 2 });
  });

  it("takes the keys out of the target file", async () => {
    const world = await worldWithKey();
    await world.headwater(...certify);
    for (const name of (await names(world, "certificate")) ?? []) {
      const text = await readFile(world.file(`certificate/${name}`), "latin1");
      expect([name, text.includes("sk-confidential")]).toEqual([name, false]);
    }
    expect(await readFile(world.file("certificate/target.yaml"), "utf8")).toContain(
      "confidential: ${DIGITAL_RIVER_CONFIDENTIAL_KEY}",
    );
  });
});

describe("the target file of a certificate", () => {
  it("publishes no comment, no key and no value of a header that may be one", async () => {
    const world = await worldWithKey({ cases: 1 });
    const text = edited(await readFile(world.file("target.yaml"), "utf8"), [
      ["name: The shop", "# the old key was sk-old-secret\nname: The shop"],
      [
        "    keys: { confidential: sk-confidential,",
        `    headers: { X-Gateway-Secret: gw-5f2a91, DigitalRiver-Version: "2021-12-13", X-Token: "\${SHOP_TOKEN}" }
    keys: { confidential: "sk-\\\n      confidential",`,
      ],
      ["      as: public", "      as: public\n      headers: { X-Till: till-77c1d0 }"],
    ]);
    await writeFile(world.file("target.yaml"), text);
    vi.stubEnv("SHOP_TOKEN", "token-of-the-shop");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, stderr } = await world.start(...certify).ended;
    expect([code, stderr]).toEqual([0, ""]);
    const written = await readFile(world.file("certificate/target.yaml"), "utf8");
    expect(written).not.toMatch(/old|gw-5f2a91|till-77c1d0|confidential: (?!\$)|token-of/);
    expect(written).toContain('X-Gateway-Secret: "***"\n');
    expect(written).toContain('DigitalRiver-Version: "2021-12-13"\n');
    expect(written).toContain("X-Token: ${SHOP_TOKEN}\n");
    expect(written).toContain("confidential: ${DIGITAL_RIVER_CONFIDENTIAL_KEY}\n");
    const journal = await readFile(world.file("certificate/journal.ndjson.br"));
    for (const value of ["gw-5f2a91", "till-77c1d0"]) {
      expect(world.shop.requests.flatMap(({ headers }) => Object.values(headers))).toContain(value);
      expect(brotliDecompressSync(journal).toString()).not.toContain(value);
    }
    expect((await world.headwater("verify", "certificate", "--key", "own.pub")).code).toBe(0);
  });
});

/** Sells no book twice, but in other words than documented. */
const mute: NonNullable<ShopBehaviour["instead"]> = ({ method, path, body }) => {
  const again = `${method} ${path}` === "POST /orders" && !body.includes(",");
  const errors = [{ code: "book_sold", message: "No." }];
  return again ? { status: 409, body: { type: "conflict", errors } } : undefined;
};

/** The ids of the cases in the order in which they were begun, for each round. */
function orders(lines: ReturnType<World["journal"]>): readonly (readonly string[])[] {
  const rounds = new Map<number, Set<string>>();
  for (const line of lines as readonly { case?: string; round?: number }[]) {
    if (line.case === undefined) continue;
    const { round = 1 } = line;
    rounds.set(round, (rounds.get(round) ?? new Set()).add(line.case));
  }
  return [...rounds.values()].map((round) => [...round]);
}

describe("nothing is signed", () => {
  const soldOut: ShopBehaviour = {
    instead: ({ method, path }) =>
      `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
  };
  /** Wrong in the second round only. */
  const fickle: ShopBehaviour = {
    instead: ({ method, path }, before) =>
      `${method} ${path}` === "GET /books" && before > 20 && before < 40
        ? { body: { books: [] } }
        : undefined,
  };
  const rows: readonly {
    readonly name: string;
    readonly options?: WorldOptions;
    readonly prepare?: (world: World) => Promise<unknown>;
    readonly args?: readonly string[];
    readonly code: number;
    readonly says: RegExp;
    readonly sends?: true;
  }[] = [
    {
      name: "when a check failed",
      options: { shop: soldOut },
      code: 1,
      says: /not certified: only a conformant run is/,
      sends: true,
    },
    {
      name: "when a check failed once",
      options: { shop: fickle },
      code: 1,
      says: /not certified/,
      sends: true,
    },
    {
      name: "when the server cannot be reached",
      prepare: async ({ shop }) => shop.kill(),
      code: 3,
      says: /not certified/,
    },
    {
      name: "when the target does not say what it is",
      options: { target: "implementation: { name: acme-books }" },
      code: 2,
      says: /does not say which implementation it is, in which version/,
    },
    {
      name: "into a folder with other files",
      options: { files: { "certificate/diary.txt": "" } },
      code: 2,
      says: /holds files that are no part of a bundle: diary\.txt/,
    },
    {
      name: "into the folder of the private key",
      prepare: async (world) => {
        await mkdir(world.file("certificate"));
        await rename(world.file("own.key"), world.file("certificate/own.key"));
      },
      args: ["--key", "certificate/own.key"],
      code: 2,
      says: /the private key is in this folder/,
    },
    {
      name: "with a public key",
      args: ["--key", "own.pub"],
      code: 2,
      says: /own\.pub: this is the public half of a key/,
    },
    {
      name: "with a key that cannot be read",
      args: ["--key", "lost.key"],
      code: 2,
      says: /lost\.key: there is no such file/,
    },
    {
      name: "of a run that was narrowed",
      prepare: (world) =>
        world.headwater("run", "*1]", "-t", "target.yaml", "--repeat", "3", "-q", "-o", "out"),
      args: ["--resume", "out"],
      code: 2,
      says: /the selection changed since the run began/,
    },
    {
      name: "of a run of two rounds",
      prepare: (world) =>
        world.headwater("run", "-t", "target.yaml", "--repeat", "2", "-q", "-o", "out"),
      args: ["--resume", "out"],
      code: 3,
      says: /the run has 2 of the 3 rounds that a certificate takes/,
    },
  ];
  it.each(rows)("$name", async ({ options, prepare, args = [], code, says, sends }) => {
    const world = await worldWithKey(options);
    await prepare?.(world);
    const sent = world.shop.requests.length;
    const ended = await world.headwater(...certify, ...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(says)]);
    expect(world.shop.requests.length > sent).toBe(sends ?? false);
    for (const folder of ["certificate", "out"]) {
      expect((await names(world, folder)) ?? []).not.toContain("certificate.json");
    }
  });

  it.each([["--repeat", "2"], ["--level", "should"], ["--shard", "1/2"], ["buy*"]])(
    "with %s %s, which narrow the run",
    async (...args) => {
      const world = await worldWithKey();
      await expect(world.headwater(...certify, ...args.filter(Boolean))).rejects.toThrow(
        /from 3|unknown option|too many arguments/,
      );
    },
  );
});

describe("the folder of a certificate", () => {
  it.each([
    { name: "a run", args: ["run", "-t", "target.yaml", "-q", "-o", "certificate"] },
    { name: "another certificate", args: certify },
    { name: "rejudge", args: ["rejudge", "certificate"] },
    { name: "a resumed run", args: ["run", "-t", "target.yaml", "-q", "--resume", "certificate"] },
  ])("is not touched by $name", async ({ args }) => {
    const world = await worldWithKey();
    await world.headwater(...certify);
    const { code, stderr } = await world.headwater(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is a certificate")]);
    expect((await world.headwater("verify", "certificate", "--key", "own.pub")).code).toBe(0);
  });

  it("can be judged again, replayed and compared like any bundle", async () => {
    const world = await worldWithKey();
    await world.headwater(...certify);
    expect((await world.headwater("rejudge", "certificate", "-o", "again")).code).toBe(0);
    expect(comparable(await world.report("again"))).toEqual(
      comparable(await world.report("certificate")),
    );
    const replay = await world.headwater("replay", "certificate", "--case", "buy-two-books[n=1]");
    expect([replay.code, replay.stdout]).toEqual([0, expect.stringMatching(/^#!/)]);
    expect((await world.headwater("compare", "certificate", "again")).code).toBe(0);
  });
});
