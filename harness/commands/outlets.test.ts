import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openWorld } from "../testing/world.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";

/** A world in which a run has just failed, and its files. */
async function ranWorld() {
  const world = await openWorld({
    cases: 1,
    shop: {
      instead: ({ method, path }) =>
        `${method} ${path}` === "GET /books" ? { body: { books: [] } } : undefined,
    },
  });
  const { code } = await world.headwater("run", "--target", "target.yaml", "-q");
  expect(code).toBe(1);
  return { world, read: (file: string) => readFile(world.file(file), "utf8") };
}

describe("report", () => {
  it("writes SARIF and a badge from a journal, and nothing else", async () => {
    const { world, read } = await ranWorld();
    const args = ["--reporter", "sarif,badge", "--out", "others"];
    const { code, stderr } = await world.headwater("report", "reports/latest", ...args);
    expect(`${stderr}${code}`).toBe("1");
    expect(JSON.parse(await read("others/badge.json"))).toMatchObject({
      message: "non-conformant",
    });
    expect(await read("others/badge.svg")).toContain("non-conformant");
    await expect(read("others/report.json")).rejects.toThrow("ENOENT");
    const sarif = await read("others/report.sarif");
    const lines = await read("suites/digital-river/buy.yaml");
    const at = /"startLine": (\d+)/.exec(sarif)?.[1];
    expect(lines.split("\n")[Number(at) - 1]).toMatch(/^ {2}- id: /);
  });

  it("is refused for a reporter that there is not, with the nearest one", async () => {
    const { world } = await ranWorld();
    const { code, stderr } = await world.headwater(
      "report",
      "reports/latest",
      "--reporter",
      "serif",
    );
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean sarif?");
  });
});

it("every file names the line of a check, not of its case", async () => {
  const { world, read } = await ranWorld();
  const { cases } = await world.report("reports/latest");
  const checks = cases.flatMap((row) => row.checks);
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  expect(failed.length).toBeGreaterThan(0);
  for (const { line = 0 } of failed) {
    expect(await read("reports/latest/junit.xml")).toContain(`line="${line}"`);
    expect(await read("reports/latest/ctrf.json")).toContain(`"line": ${line}`);
    expect(await read("reports/latest/report.html")).toContain(`buy.yaml:${line}<`);
  }
});

describe("in a job of GitHub Actions", () => {
  it("failures are annotations, and the summary stands on the page of the job", async () => {
    const { world } = await ranWorld();
    const summary = world.file("job-summary.md");
    await writeFile(summary, "what an earlier step wrote\n");
    const environment = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
    const { context } = commandContext(world.folder, environment);
    const told: string[] = [];
    const folders = {
      base: world.folder,
      specs: world.file("specs"),
      suites: world.file("suites"),
    };
    const inJob = {
      ...context,
      folders,
      tellCi: (lines: readonly string[]) => void told.push(...lines),
    };
    await runCommand(inJob, "report", "reports/latest", "--reporter", "markdown");
    expect(told[0]).toMatch(/^::error file=suites\/digital-river\/buy\.yaml,line=\d+,title=must /);
    const page = await readFile(summary, "utf8");
    expect(page).toMatch(/^what an earlier step wrote\n/);
    expect(page).toContain("non-conformant");
  });
});

describe("completion", () => {
  it("bash completes commands, and the options of each", async () => {
    const { context, stdout } = commandContext(await temporaryFolder({}));
    expect(await runCommand(context, "completion", "bash")).toBe(0);
    const complete = (...words: readonly string[]) =>
      execFileSync("bash", [
        "-c",
        `${stdout()}\nCOMP_WORDS=(headwater "$@"); COMP_CWORD=$#; _headwater; echo "\${COMPREPLY[@]}"`,
        "",
        ...words,
      ]).toString();
    expect(complete("rej")).toBe("rejudge\n");
    expect(complete("run", "--junit")).toBe("--junit-dialect\n");
    expect(complete("--suites", "x", "list", "--js")).toBe("--json\n");
  });

  it("fish is told what each is for", async () => {
    const { context, stdout } = commandContext(await temporaryFolder({}));
    await runCommand(context, "completion", "fish");
    expect(stdout()).toContain(
      "complete -c headwater -n __fish_use_subcommand -a rejudge -d 'Judge",
    );
  });
});
