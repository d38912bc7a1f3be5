import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

const run = ["run", "--target", "target.yaml", "--seed", "5", "-q", "-o", "out"] as const;
const held = [...run, "--baseline", "baseline.yaml"] as const;
const update = ["baseline", "update", "--from", "out", "--baseline", "baseline.yaml"] as const;

/** The shop, and a switch by which it forgets to list its books: then one check of each case fails. */
async function openShop(cases = 2) {
  const mood = { forgets: true, listings: 0 };
  const world = await openWorld({
    cases,
    shop: {
      instead: ({ method, path }) => {
        if (`${method} ${path}` !== "GET /books") return undefined;
        mood.listings += 1;
        return mood.forgets ? { body: { books: [] } } : undefined;
      },
    },
  });
  const baseline = () => readFile(world.file("baseline.yaml"), "utf8");
  return { world, mood, baseline };
}

const check = (n: number) => `buy-two-books[n=${n}]/removed-is-gone`;

const entry = (name: string, expires = "2999-12-31") => `
  - check: ${name}
    reason: The listing is being rewritten.
    owner: the shop team
    expires: ${expires}
`;

const write = (world: World, ...entries: readonly string[]) =>
  writeFile(world.file("baseline.yaml"), `baseline:${entries.join("")}`);

describe("a run held against a baseline", () => {
  it("is red, then accepted, then stale when the failure is gone, then clean", async () => {
    const { world, mood, baseline } = await openShop();
    expect((await world.headwater(...run)).code).toBe(1);
    const made = await world.headwater(...update, "--owner", "the shop team");
    expect([made.code, made.stdout]).toEqual([
      0,
      `added     ${check(1)}\nadded     ${check(2)}\nbaseline.yaml: 2 added, 0 kept, 0 removed\n`,
    ]);
    expect(await baseline()).toMatch(
      /^# Failures that .*\n\ntarget: The shop\nbaseline:\n {2}- check: /,
    );

    const accepted = await world.headwater(...held);
    expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
    expect(accepted.stdout).toContain("Failures that the baseline expects (2)");
    expect(accepted.stdout).toMatch(
      /\nnon-conformant, as the baseline expects: 2 of 16 checks failed/,
    );
    expect((await world.report("out")).baseline?.gate).toBe("as-expected");

    mood.forgets = false;
    const stale = await world.headwater(...held);
    expect(stale.code).toBe(4);
    expect(stale.stdout).toContain("Entries of the baseline that can go (2)");
    expect((await world.headwater(...update)).stdout).toContain("0 added, 0 kept, 2 removed");
    expect(await baseline()).toContain("baseline: []");
    expect((await world.headwater(...held)).code).toBe(0);
  });

  it.each([
    { name: "excuses one of two failures", entries: [entry(check(1))], code: 1, gate: "regressed" },
    {
      name: "has expired",
      entries: [entry(check(1), "2020-01-31"), entry(check(2))],
      code: 1,
      gate: "regressed",
    },
    {
      name: "names a check that passes",
      entries: [entry(check(1)), entry(check(2)), entry("buy-two-books[n=1]/order-is-paid")],
      code: 4,
      gate: "stale",
    },
  ])("that $name: $code", async ({ entries, code, gate }) => {
    const { world } = await openShop();
    await write(world, ...entries);
    expect((await world.headwater(...held)).code).toBe(code);
    expect((await world.report("out")).baseline?.gate).toBe(gate);
  });

  it("that says nothing of a check without a verdict: 3", async () => {
    const { world } = await openShop(1);
    await write(world, entry(check(1)));
    world.shop.kill();
    expect((await world.headwater(...held)).code).toBe(3);
  });

  it("goes on at a failure that is accepted although it should bail", async () => {
    const { world } = await openShop();
    await write(world, entry(check(1)), entry(check(2)));
    expect((await world.headwater(...held, "--bail")).code).toBe(0);
  });

  it.each([
    {
      name: "matches nothing",
      text: `baseline:${entry("buy-two-books[n=1]/removed-is-gon")}`,
      says: /^baseline\.yaml:2:\d+: no check of the suite is called "buy.*hint: did you mean buy/s,
    },
    {
      name: "stands there twice",
      text: `baseline:${entry(check(1))}${entry(check(1))}`,
      says: /^baseline\.yaml:7:\d+: buy.*stands here twice/,
    },
    {
      name: "gives no reason",
      text: `baseline:\n  - { check: "${check(1)}", owner: me, expires: 2999-12-31 }\n`,
      says: /^baseline\.yaml:2:\d+: baseline\.0 lacks the key "reason"/,
    },
    {
      name: "expires on no day",
      text: `baseline:${entry(check(1), "soon")}`,
      says: /^baseline\.yaml:5:\d+: baseline\.0\.expires /,
    },
  ])("with an entry that $name: 2, and nothing is sent", async ({ text, says }) => {
    const { world } = await openShop();
    await writeFile(world.file("baseline.yaml"), text);
    const { code, stderr } = await world.headwater(...held);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(world.shop.requests).toEqual([]);
  });
});

const wide = (requirement: string, expires = "2999-12-31") =>
  entry("?", expires).replace("check: ?", `requirement: "${requirement}"`);

const mute = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path}` === "GET /books"
    ? { body: { books: [] } }
    : method === "POST" && path === "/orders"
      ? { status: 409, body: { error: "sold", message: "" } }
      : undefined;

describe("an entry that names a requirement", () => {
  it.each(["DR-BOOK-2", "DR-BOOK-*", "DR-*-2"])(
    "%s excuses all of its checks, and is stale when none of them fails",
    async (pattern) => {
      const { world, mood } = await openShop();
      await write(world, wide(pattern));
      const accepted = await world.headwater(...held);
      expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
      expect(accepted.stdout).toContain("Failures that the baseline expects (2)");
      expect(accepted.stdout).toContain(`(the shop team, ${pattern})`);
      const { baseline } = await world.report("out");
      expect(baseline).toMatchObject({ gate: "as-expected", stale: [] });
      expect((await world.headwater(...update)).stdout).toContain("0 added, 1 kept, 0 removed");

      mood.forgets = false;
      const stale = await world.headwater(...held);
      expect(stale.code).toBe(4);
      expect(stale.stdout).toContain(`  ${pattern}: no check of it fails any more\n`);
      expect((await world.report("out")).baseline?.stale).toEqual([pattern]);
      expect((await world.headwater(...update)).stdout).toContain(`removed   ${pattern}\n`);
      expect((await world.headwater(...held)).code).toBe(0);
    },
  );

  it.each([
    { name: "of another requirement, which never failed", wides: ["DR-BOOK-1"], code: 1 },
    { name: "beside one that is stale", wides: ["DR-BOOK-1", "DR-BOOK-2"], code: 4 },
    { name: "that the run leaves out", wides: ["DR-BOOK-1", "DR-BOOK-2"], only: "3", code: 3 },
  ])("$name: $code", async ({ wides, code, only }) => {
    const { world } = await openShop();
    await write(world, ...wides.map((one) => wide(one)));
    const args = only === undefined ? [] : ["--requirement", `DR-BOOK-${only}`, "nothing"];
    expect((await world.headwater(...held, ...args)).code).toBe(code);
  });

  it("has expired: 1, and the entry that names the check comes first", async () => {
    const { world } = await openShop(1);
    await write(world, wide("DR-BOOK-2", "2020-01-31"));
    const { code, stdout } = await world.headwater(...held);
    expect(code).toBe(1);
    expect((await world.report("out")).reasons).toContain(
      "1 entry of the baseline expired: DR-BOOK-2.",
    );
    expect(stdout).toContain("was accepted until 2020-01-31 (the shop team, DR-BOOK-2)");
    await write(world, wide("DR-BOOK-2", "2020-01-31"), entry(check(1)));
    expect((await world.headwater(...held)).code).toBe(0);
  });

  it.each([
    {
      name: "that no check verifies",
      text: `baseline:${wide("DR-BOOK-7")}`,
      says: /^baseline\.yaml:2:\d+: no result is about the requirement "DR-BOOK-7"\n.*hint: did you mean DR-BOOK-/s,
    },
    {
      name: "and a check",
      text: `baseline:${wide("DR-BOOK-1")}    check: "${check(1)}"\n`,
      says: /^baseline\.yaml:2:\d+: baseline\.0 .*\n.*An entry names a check or a requirement, not both/s,
    },
    {
      name: "twice",
      text: `baseline:${wide("DR-BOOK-1")}${wide("DR-BOOK-1")}`,
      says: /DR-BOOK-1 stands here twice/,
    },
    {
      name: "by everything",
      text: `baseline:${wide("*")}`,
      says: /baseline\.0\.requirement is "\*"; it must be as one of DR-DETACH-3, DR-DETACH-\*/,
    },
  ])("$name: 2", async ({ text, says }) => {
    const { world } = await openShop();
    await writeFile(world.file("baseline.yaml"), text);
    const { code, stderr } = await world.headwater(...held);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  it("is written by --by requirement where it excuses nothing that passes", async () => {
    const world = await openWorld({ cases: 2, shop: { instead: mute } });
    await world.headwater(...run, "--level", "should");
    const { stdout } = await world.headwater(...update, "--by", "requirement");
    const failing = (await world.report("out")).cases.flatMap(({ id, checks }) =>
      checks.map((one) => ({ ...one, id: `${id}/${one.id}` })),
    );
    for (const requirement of ["DR-BOOK-1", "DR-BOOK-2", "DR-BOOK-3"]) {
      const own = failing.filter((one) => one.requirement === requirement);
      const all = own.every(({ outcome }) => outcome === "failed");
      expect([requirement, stdout.includes(`added     ${requirement}\n`)]).toEqual([
        requirement,
        all,
      ]);
      for (const one of own) {
        const named = stdout.includes(`added     ${one.id}\n`);
        expect([one.id, named]).toEqual([one.id, !all && one.outcome === "failed"]);
      }
    }
  });
});

describe("updating a baseline", () => {
  it.each([
    { args: ["--reason", "known"], says: /^--reason must NOT have fewer than 8 characters/ },
    { args: ["--owner", ""], says: /^--owner must NOT have fewer than 1 character/ },
  ])("with $args, which no run accepts: 2, and nothing is written", async ({ args, says }) => {
    const { world, baseline } = await openShop(1);
    await world.headwater(...run);
    const { code, stderr } = await world.headwater(...update, ...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    await expect(baseline()).rejects.toThrow("ENOENT");
  });

  it("leaves entries that stay as they are, with the comments around them", async () => {
    const { world, baseline } = await openShop();
    const own = `# Ours.\nbaseline:\n  # Waits for release 5.${entry(check(1), "2999-01-31")}`;
    await writeFile(world.file("baseline.yaml"), own);
    await world.headwater(...run);
    const options = ["--reason", "It is known.", "--owner", "ops", "--expires", "2999-02-28"];
    expect((await world.headwater(...update, ...options)).code).toBe(0);
    expect(await baseline()).toBe(
      `${own}  - check: ${check(2)}\n    reason: It is known.\n    owner: ops\n    expires: 2999-02-28\n`,
    );
  });

  it("leaves an expired entry expired, and says so", async () => {
    const { world, baseline } = await openShop();
    await write(world, entry(check(1), "2020-01-31"));
    await world.headwater(...run);
    const { code, stdout } = await world.headwater(...update);
    expect(code).toBe(0);
    expect(stdout).toContain(`expired   ${check(1)}: give it a later day, or mend it\n`);
    expect(await baseline()).toContain("2020-01-31");
  });

  it.each([
    { name: "no bundle", args: [], says: /^out: there is no report/ },
    {
      name: "a run that bailed out",
      args: ["--bail"],
      says: /no baseline can be made of this run/,
    },
  ])("is refused for $name: 2, and the file stays", async ({ args, says }) => {
    const { world, baseline } = await openShop();
    await write(world, entry(check(1)));
    const before = await baseline();
    if (args.length > 0) await world.headwater(...run, ...args);
    const { code, stderr } = await world.headwater(...update);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(await baseline()).toBe(before);
  });
});

describe("a check that passes now and then", () => {
  it("is named with its counts, is not conformant, and no entry excuses it", async () => {
    const { world, mood } = await openShop(1);
    mood.forgets = false;
    const flaky = await openWorld({
      cases: 1,
      shop: {
        instead: ({ method, path }) => {
          if (`${method} ${path}` !== "GET /books") return undefined;
          mood.listings += 1;
          return mood.listings === 2 ? { body: { books: [] } } : undefined;
        },
      },
    });
    const repeated = ["--repeat", "3"] as const;
    const { code, stdout } = await flaky.headwater(...run, ...repeated);
    expect(code).toBe(1);
    expect(stdout).toContain("Flaky checks (1)\n");
    expect(stdout).toContain(`${check(1)}: flaky in 3 repeats: 2 passed, 1 failed`);
    const { unstable = [] } = await flaky.report("out");
    expect(unstable).toMatchObject([{ check: check(1), outcomes: { passed: 2, failed: 1 } }]);

    expect((await flaky.headwater(...update)).stdout).toContain(`flaky     ${check(1)}: `);
    await write(flaky, entry(check(1)));
    mood.listings = 0;
    expect((await flaky.headwater(...held, ...repeated)).code).toBe(1);
    expect((await world.headwater(...run, ...repeated)).code).toBe(0);
    expect((await world.report("out")).unstable).toEqual([]);
  });
});
