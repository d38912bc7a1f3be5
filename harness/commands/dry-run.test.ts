import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { argsOf, type Options, runCommand } from "../testing/program.ts";
import { openWorld } from "../testing/world.ts";

const targetFile = path.resolve("harness/testing/foreign/kiosk.yaml");
// Nothing listens there: a run that sent anything would end with 3 and causes.
const environment = {
  KIOSK_URL: "http://127.0.0.1:1",
  KIOSK_KEY: "kiosk-private-7f3a",
  KIOSK_TOOLS_TOKEN: "kiosk-tools-91c2",
};

async function dry(
  { patterns = [], ...options }: Options & { readonly patterns?: readonly string[] },
  variables: Readonly<Record<string, string>> = environment,
) {
  const folder = await temporaryFolder();
  const { context, stdout, stderr } = commandContext(folder, variables);
  const args = [...patterns, "--dry-run", ...argsOf({ target: targetFile, ...options })];
  const code = await runCommand(context, "run", ...args);
  return { code, folder, stdout: stdout(), stderr: stderr() };
}

describe("a dry run", () => {
  it("counts what would run and what would not, by reason", async () => {
    const { code, stdout } = await dry({ patterns: ["attach-primary", "attach-waiting-*"] });
    expect(stdout).toMatch(/^\d+ cases selected for The kiosk; nothing was sent/);
    expect(stdout).toMatch(/^ +2 would run\n/m);
    expect(stdout).toMatch(/^ +2 the source type payPal is not claimed\n/m);
    expect(code).toBe(0);
  });

  it("shows the target's name without what moves a cursor or ends a line", async () => {
    const world = await openWorld();
    const text = await readFile(world.file("target.yaml"), "utf8");
    const named = text.replace("name: The shop", 'name: "shop\\u001b[2J\\nverified\\u202e"');
    await writeFile(world.file("target.yaml"), named);
    const { code, stdout } = await world.headwater("run", "--dry-run", "-t", "target.yaml");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^[^\p{C}]+; nothing was sent .*\n/u),
    ]);
    expect(stdout).toContain("for shop\\u001b[2J\\nverified\\u202e; nothing");
  });

  it("names every case as JSON, and writes no bundle", async () => {
    const { code, stdout, folder } = await dry({ patterns: ["session-after-detach"], json: true });
    expect(JSON.parse(stdout)).toEqual({
      target: "The kiosk",
      counts: { run: 2, "not-applicable": 0, untestable: 0 },
      reasons: [],
      estimate: { requests: expect.any(Number) },
      musts: expect.objectContaining({ verified: expect.any(Number), leftOut: [] }),
      cases: [
        { id: "session-after-detach[via=body]", decision: "run" },
        { id: "session-after-detach[via=path]", decision: "run" },
      ],
    });
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("says how many requests there would be, and how long the allowed rate makes them take", async () => {
    const world = await openWorld({ cases: 2 });
    const text = await readFile(world.file("target.yaml"), "utf8");
    await writeFile(
      world.file("slow.yaml"),
      text.replace("limits: {", "limits: { requestsPerSecond: 2,"),
    );
    await world.headwater("run", "-t", "target.yaml");
    const journal = await readFile(world.file("reports/latest/journal.ndjson"), "utf8");
    const sent = journal.split("\n").filter((line) => line.includes('"kind":"exchange"')).length;
    const { stdout } = await world.headwater("run", "--dry-run", "-t", "target.yaml");
    const told = Number(/^about (\d+) requests$/m.exec(stdout)?.[1]);
    // Polling asks again.
    expect([told <= sent, told >= sent * 0.8]).toEqual([true, true]);
    const slow = await world.headwater("run", "--dry-run", "-t", "slow.yaml", "--json");
    expect(JSON.parse(slow.stdout)).toMatchObject({
      estimate: { requests: told, atLeastMs: told * 500 },
    });
  });

  it("says how many must requirements it would try, and which ones the claims leave out", async () => {
    const { stdout } = await dry({});
    expect(stdout).toMatch(
      /^\d+ of \d+ must requirements would be tried, \d+ of them in part; \d+ left out by the claims$/m,
    );
    expect(stdout).toMatch(/^ {2}\d+: the profile digital-river\/charges is not claimed$/m);
    expect(stdout).toMatch(/^ {4}DR-CANCEL-1\.\.\d/m);
    expect(stdout.split("\n").filter((line) => line.length > 110)).toEqual([]);
  });

  it("does not start the reference implementation", async () => {
    const { code, stdout } = await dry({ target: "reference", patterns: ["detach-secondary"] });
    expect(stdout).toMatch(/2 cases selected for the bundled reference implementation/);
    expect(code).toBe(0);
  });

  it.each([
    { name: "nothing would run", patterns: ["save-card"], code: 3, says: /not claimed/ },
    { name: "a pattern matches nothing", patterns: ["no-such"], code: 3, says: /matches no case/ },
    {
      name: "no variable is set",
      patterns: [],
      code: 0,
      says: /cases selected for The kiosk/,
      variables: {},
    },
  ])("ends with $code when $name", async ({ patterns, code, says, variables }) => {
    const ended = await dry({ patterns }, variables);
    expect(ended.stdout + ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });

  it("is an option of the run: a process that sends nothing and writes nothing", async () => {
    const world = await openWorld({ cases: 2 });
    const before = await readdir(world.folder);
    const { code, stdout } = await world.start("run", "--target", "target.yaml", "--dry-run").ended;
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 cases selected for The shop/)]);
    expect(world.shop.requests).toEqual([]);
    expect(await readdir(world.folder)).toEqual(before);
  });
});
