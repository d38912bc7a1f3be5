import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assert, asyncProperty, constantFrom, date, oneof, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCharacter } from "../testing/any-character.ts";
import { certifiable } from "../testing/certificate.ts";
import { commandContext } from "../testing/context.ts";
import { fewSuites } from "../testing/few-suites.ts";
import { temporaryFolder } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";
import { openWorld, type World } from "../testing/world.ts";

/** A shop that forgets to list its books: one check of each case fails. */
const failing = () =>
  openWorld({
    cases: 2,
    target: certifiable,
    shop: {
      instead: ({ method, path }) =>
        `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
    },
  });

const good = () => openWorld({ cases: 2, target: certifiable });

const run = ["run", "-t", "target.yaml", "-q", "--seed", "3"] as const;

type Line = readonly string[];

/** Who writes, and who must take what was written; the code that both kinds of command end with. */
const pairs: readonly {
  readonly pair: string;
  readonly open?: () => Promise<World>;
  readonly writes: readonly Line[];
  readonly reads: readonly (readonly [Line, number])[];
}[] = [
  {
    pair: "run / rejudge, compare, replay, run --resume",
    writes: [[...run, "-o", "out"]],
    reads: [
      [["rejudge", "out", "-o", "again"], 0],
      [["compare", "out", "again"], 0],
      [["replay", "out", "--case", "buy-two-books[n=1]"], 0],
      [["replay", "out", "--case", "buy-two-books[n=1]", "--run", "-t", "target.yaml"], 0],
      [["replay", "out", "--case", "buy-two-books[n=1]", "--run"], 2],
      [["run", "-t", "target.yaml", "-q", "--resume", "out"], 0],
    ],
  },
  {
    pair: "rejudge / compare",
    writes: [
      [...run, "-o", "out"],
      ["rejudge", "out", "-o", "again"],
    ],
    reads: [[["compare", "again/report.json", "out"], 0]],
  },
  {
    pair: "run --shard / merge, and merge / rejudge",
    writes: [
      [...run, "--shard", "1/2", "-o", "one"],
      [...run, "--shard", "2/2", "-o", "two"],
    ],
    reads: [
      [["merge", "one", "two", "-o", "out"], 0],
      [["rejudge", "out", "-o", "again"], 0],
    ],
  },
  {
    pair: "keygen / certify, and certify / verify, rejudge, compare, replay",
    writes: [["keygen", "own"]],
    reads: [
      [["certify", "-t", "target.yaml", "--key", "own.key", "-q"], 0],
      [["verify", "certificate", "--key", "own.pub"], 0],
      [["rejudge", "certificate", "-o", "again"], 0],
      [["compare", "certificate", "again"], 0],
      [["replay", "certificate", "--case", "buy-two-books[n=2]"], 0],
    ],
  },
  {
    pair: "baseline update / run, lint, merge, rejudge, and baseline update itself",
    open: failing,
    writes: [
      [...run, "-o", "out"],
      ["baseline", "update", "--from", "out", "--baseline", "b.yaml"],
    ],
    reads: [
      [[...run, "-o", "held", "--baseline", "b.yaml"], 0],
      [["lint", "b.yaml"], 0],
      [["rejudge", "out", "-o", "again", "--baseline", "b.yaml"], 0],
      [["baseline", "update", "--from", "out", "--baseline", "b.yaml"], 0],
    ],
  },
];

const editFile = async (file: string, edit: (text: string) => string) =>
  writeFile(file, edit(await readFile(file, "utf8")));

/** A shop with the template that `init` writes from. */
const withTemplate = async () => {
  const template = await readFile("suites/targets/template.yaml", "utf8");
  return openWorld({ cases: 2, files: { "suites/targets/template.yaml": template } });
};

describe("what a command writes, the command that reads it takes", () => {
  it.each(pairs)("$pair", async ({ open = good, writes, reads }) => {
    const world = await open();
    for (const line of writes) {
      const { code, stderr } = await world.headwater(...line);
      expect([line, code === 2 ? stderr : ""]).toEqual([line, ""]);
    }
    for (const [line, want] of reads) {
      const { code, stderr } = await world.headwater(...line);
      expect([line, code, code === want ? "" : stderr]).toEqual([line, want, ""]);
    }
  });

  it.each([
    { claims: "all defaults", options: [] },
    { claims: "what each type can do", options: ["--source-type", "novel:once:redirect,poem"] },
    { claims: "no ability", options: ["--source-type", "novel:saved", "--ability", "none"] },
  ])("init with $claims / lint, doctor, run --dry-run", async ({ options }) => {
    const world = await withTemplate();
    const types = options.includes("--source-type") ? [] : ["--source-type", "novel"];
    const line = ["init", "-y", "--base-url", world.shop.url, ...types, ...options, "-o", "a.yaml"];
    const written = await world.headwater(...line);
    expect([written.code, written.stderr]).toEqual([0, ""]);
    await editFile(world.file("a.yaml"), (text) =>
      text
        .replace(/\$\{MY_SERVER_SECRET_KEY\}/, "sk-confidential")
        .replace(/\$\{MY_SERVER_PUBLIC_KEY\}/, "pk-public"),
    );
    expect((await world.headwater("lint", "a.yaml")).code).toBe(0);
    const examined = await world.headwater("doctor", "-t", "a.yaml");
    expect(examined.stderr).toBe("");
    expect(examined.code).toBeLessThan(2);
    const planned = await world.headwater("run", "-t", "a.yaml", "--dry-run");
    expect([planned.code === 2, planned.stderr]).toEqual([false, ""]);
  });

  it("pact generate / pact verify, with a server and by the description of the API", async () => {
    const folder = await temporaryFolder();
    const cases = ["suites/digital-river/saving/save-card.yaml"];
    const suites = await fewSuites(join(folder, "suites"), cases);
    const pact = async (...args: readonly string[]) => {
      const { context, stderr } = commandContext(folder);
      const folders = { ...context.folders, base: folder, suites };
      return [await runCommand({ ...context, folders }, "pact", ...args), stderr()];
    };
    expect(await pact("generate", "--out", "pacts")).toEqual([0, ""]);
    expect(await pact("verify", "--pact", "pacts")).toEqual([0, ""]);
    expect(await pact("verify", "--pact", "pacts", "--openapi")).toEqual([0, ""]);
  });

  it("list cases --json / run: every id selects its case, and no other", async () => {
    const world = await openWorld({ cases: 12 });
    const { stdout } = await world.headwater("list", "cases", "--json");
    const ids = (JSON.parse(stdout) as readonly { readonly id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(12);
    for (const id of ids) {
      const line = ["run", id, "-t", "target.yaml", "--dry-run", "--json"];
      const planned = JSON.parse((await world.headwater(...line)).stdout) as {
        readonly cases: readonly { readonly id: string }[];
      };
      expect(planned.cases.map((one) => one.id)).toEqual([id]);
    }
  });

  it("baseline update / rejudge: whatever the reason and the owner, it is refused at once or read", async () => {
    const world = await failing();
    await world.headwater(...run, "-o", "out");
    const anyText = oneof(
      string({ unit: anyCharacter, maxLength: 20 }),
      string({ maxLength: 20 }),
      constantFrom("known", "2027-01-01", "null", "true", "- a: b", "# none at all", "  eight  "),
    ).filter((text) => !text.startsWith("-") && !text.includes("\0"));
    const entries = record({
      reason: anyText,
      owner: anyText,
      day: date({
        noInvalidDate: true,
        min: new Date("2030-01-01"),
        max: new Date("2999-12-31"),
      }),
      by: constantFrom("check", "requirement"),
    });
    await assert(
      asyncProperty(entries, async ({ reason, owner, day, by }) => {
        await rm(world.file("b.yaml"), { force: true });
        const expires = day.toISOString().slice(0, 10);
        const entry = [`--reason=${reason}`, `--owner=${owner}`, "--expires", expires, "--by", by];
        const update = ["baseline", "update", "--from", "out", "--baseline", "b.yaml", ...entry];
        const written = await world.headwater(...update);
        const text = await readFile(world.file("b.yaml"), "utf8").catch(() => undefined);
        const isFit = Array.from(reason).length >= 8 && owner !== "";
        expect([written.code, text !== undefined]).toEqual(isFit ? [0, true] : [2, false]);
        if (!isFit) return;
        const read = await world.headwater("rejudge", "out", "-o", "r", "--baseline", "b.yaml");
        expect([read.code, /other problem/.test(read.stderr)]).toEqual([0, false]);
        const [first] = (await world.report("r")).cases.flatMap(({ checks }) =>
          checks.flatMap(({ baseline }) => baseline ?? []),
        );
        expect(first).toMatchObject({ reason, owner, expires });
      }),
      { numRuns: 25 },
    );
  });
});
