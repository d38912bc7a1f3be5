import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { headwater } from "../testing/command.ts";
import { temporaryFolder } from "../testing/files.ts";

const targetFile = path.resolve("harness/testing/foreign/kiosk.yaml");
// Nothing listens there: a run that sent anything would end with 3 and causes.
const environment = {
  KIOSK_URL: "http://127.0.0.1:1",
  KIOSK_KEY: "kiosk-private-7f3a",
  KIOSK_TOOLS_TOKEN: "kiosk-tools-91c2",
};

describe("a dry run", () => {
  it("counts what would run and what would not, by reason", async () => {
    const args = ["run", "attach-primary", "attach-waiting-*", "--target", targetFile, "--dry-run"];
    const { code, stdout } = await headwater(args, { environment });
    expect(stdout).toMatch(/^\d+ cases selected for The kiosk; nothing was sent/);
    expect(stdout).toMatch(/^ +2 would run\n/m);
    expect(stdout).toMatch(/^ +2 the source type payPal is not claimed\n/m);
    expect(code).toBe(0);
  });

  it("names every case as JSON, and writes no bundle", async () => {
    const folder = await temporaryFolder();
    const args = ["run", "session-after-detach", "--dry-run", "--json", "--target", targetFile];
    const { code, stdout } = await headwater(args, { cwd: folder, environment });
    expect(JSON.parse(stdout)).toEqual({
      target: "The kiosk",
      counts: { run: 2, "not-applicable": 0, untestable: 0 },
      reasons: [],
      cases: [
        { id: "session-after-detach[via=body]", decision: "run" },
        { id: "session-after-detach[via=path]", decision: "run" },
      ],
    });
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("does not start the reference implementation", async () => {
    const { code, stdout } = await headwater(["run", "detach-secondary", "--dry-run"]);
    expect(stdout).toMatch(/2 cases selected for the bundled reference implementation/);
    expect(code).toBe(0);
  });

  it.each([
    { name: "nothing would run", args: ["save-card"], code: 3, says: /not claimed/ },
    { name: "a pattern matches nothing", args: ["no-such"], code: 3, says: /matches no case/ },
    { name: "a variable is not set", args: [], unset: true, code: 2, says: /variable KIOSK_URL/ },
  ])("ends with $code when $name", async ({ args, code, says, unset }) => {
    const ended = await headwater(["run", ...args, "--dry-run", "--target", targetFile], {
      environment: unset === true ? {} : environment,
    });
    expect(ended.stdout + ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });
});
