import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Report } from "../../specs/types/report.format.d.ts";
import { sharedChromium } from "../testing/chromium.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { readLines } from "../testing/drive.ts";
import { runCommand } from "../testing/program.ts";

/** Runs the command where a Chromium may be found, as it is on a developer's machine. */
async function headwater(args: readonly string[], browser = "") {
  const folder = await temporaryFolder();
  const { context, stdout, stderr } = commandContext(folder, { HEADWATER_BROWSER: browser });
  const code = await runCommand(context, ...args);
  const text = (name: string) => readFile(path.join(folder, "reports/latest", name), "utf8");
  const again = (...more: readonly string[]) => runCommand(context, ...more);
  return { folder, code, stdout: stdout(), stderr: stderr(), text, again };
}

describe("headwater run with a browser", { timeout: 180_000 }, () => {
  it("runs the library in a page, and shows what came of it in every report", async () => {
    const { code, stdout, text, folder } = await headwater([
      "run",
      "dropin-saves-card",
      "shopper-elements-card",
      "--profile",
      "browser",
    ]);
    expect(stdout).toContain("conformant");
    expect(code).toBe(0);
    const report = JSON.parse(await text("report.json")) as Report;
    expect(report.target.browser?.script).toMatch(/\/digitalriver\.js$/);
    expect(await text("junit.xml")).toContain("dropin-saves-card");
    expect(await text("report.html")).toContain("digital-river/browser");
    const journal = readLines(path.join(folder, "reports/latest/journal.ndjson"));
    const pages = journal.filter((line) => JSON.stringify(line).includes('"method":"BROWSER"'));
    expect(pages.length).toBeGreaterThan(0);
    const written = JSON.stringify(pages);
    const secrets = ["4444222233331111", "pk_test_headwater", '"737'];
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });

  it("keeps what a page looked like where something failed, and shows it", async () => {
    const { code, folder, text, again } = await headwater([
      "run",
      "dropin-without-agreement",
      "dropin-customer-leaves",
      "--shard",
      "1/1",
      "--level",
      "should",
      "--fault",
      "dropin-ready-without-agreement",
    ]);
    expect(code).toBe(1);
    const bundle = path.join(folder, "reports/latest");
    const kept = await readdir(path.join(bundle, "screenshots"));
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.png$/)]);
    expect(await text("report.html")).toContain(`<img src="screenshots/${kept[0]}"`);
    const [script = ""] = await readdir(path.join(bundle, "replay"));
    const replay = await text(`replay/${script}`);
    expect(replay).toContain("# In a page: createDropin");
    expect(replay).toContain("headwater run dropin-without-agreement does it again");
    expect(replay).not.toContain("PUBLIC_KEY:?");

    for (const command of ["merge", "report"]) {
      expect(await again(command, "reports/latest", "-o", command)).toBe(1);
      expect(await readdir(path.join(folder, command, "screenshots"))).toEqual(kept);
    }

    const page = await (await sharedChromium()).newPage();
    await page.goto(pathToFileURL(path.join(folder, "merge/report.html")).href);
    const width = `document.querySelector("img").decode().then(() => document.querySelector("img").naturalWidth)`;
    expect(await page.evaluate(width)).toBeGreaterThan(100);
    await page.close();
  });

  it("says where there is none, and leaves the library of our own server out", async () => {
    const { code, stderr, text } = await headwater(
      ["run", "detach-single-use", "dropin-saves-card"],
      "none",
    );
    expect(stderr).toContain("npm install");
    expect(code).toBe(0);
    const { cases } = JSON.parse(await text("report.json")) as Report;
    const dropin = cases.find(({ id }) => id.startsWith("dropin-saves-card"));
    expect(dropin?.outcome).toBe("not-applicable");
  });

  it("plans with the browser that a run would have", async () => {
    const dry = ["run", "dropin-saves-card", "--dry-run"];
    const [found, none, named] = await Promise.all([
      headwater(dry),
      headwater(dry, "none"),
      headwater([...dry, "--browser", "no-such-browser"]),
    ]);
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining("1 would run")]);
    expect([none.code, none.stdout]).toEqual([3, expect.stringMatching(/1 untestable\n.*npm/)]);
    expect([named.code, named.stderr]).toEqual([2, expect.stringContaining("no-such-browser")]);
  });

  it("cannot test what was asked for without one, and names the line that installs it", async () => {
    const { code, stdout } = await headwater(["run", "--profile", "browser"], "none");
    expect(code).toBe(3);
    expect(stdout).toMatch(/npm install\s+--save-dev\s+--save-exact\s+playwright-core@1\.65\.1/);
  });

  it("refuses a browser that is not there", async () => {
    const { code, stderr } = await headwater([
      "run",
      "--profile",
      "browser",
      "--browser",
      "no-such-browser",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("no-such-browser");
  });
});
