import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome, Report } from "../../specs/types/report.format.d.ts";
import { renderJson } from "../report/json/json.ts";
import { runResults } from "../report/model/run-results.ts";
import { caseRow, checkRow, reportOf } from "../report/testing/rows.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder, writeFiles } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";
import { formats } from "../testing/suite.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

/** A run on one day, with a check of its own requirement for each outcome. */
function report(day: string, outcomes: readonly Outcome[], version = "4.2.0"): Report {
  const checks = outcomes.map((outcome, index) =>
    checkRow(`c${index + 1}`, `DR-A-${index + 1}`, outcome),
  );
  const made = reportOf({
    cases: [caseRow("one", checks)],
    run: { id: `run-${day}-${version}`, startedAt: `2026-03-${day}T09:30:00.000Z` },
  });
  made.target.implementation = { name: "acme-<b>payments</b>", version };
  return made;
}

async function write(reports: Readonly<Record<string, Report>>): Promise<void> {
  const files = Object.entries(reports).map(([name, one]) => [
    `${name}/report.json`,
    renderJson(runResults(one), formats),
  ]);
  await writeFiles(folder, Object.fromEntries(files) as Record<string, string>);
}

async function headwater(...args: readonly string[]) {
  const { context, stdout, stderr } = commandContext(folder);
  const terminal = { ...context, stdout: { ...context.stdout, columns: 80 } };
  return { code: await runCommand(terminal, ...args), stdout: stdout(), stderr: stderr() };
}

describe("history", () => {
  it("lays runs side by side, the oldest first, and compares the last two: 1", async () => {
    await write({
      last: report("03", ["passed", "failed", "passed"], "4.3.0"),
      first: report("01", ["failed", "passed", "passed"]),
      second: report("02", ["passed", "passed", "passed"]),
    });
    const { code, stdout } = await headwater("history", "last", "first", "second");
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "acme-<b>payments</b>
         started           version  conclusion      requirements  musts verified
      1  2026-03-01 09:30  4.2.0    non-conformant  2 of 3        -
      2  2026-03-02 09:30  4.2.0    conformant      3 of 3        -
      3  2026-03-03 09:30  4.3.0    non-conformant  2 of 3        -

      run 2, 2026-03-02 09:30: 1 better
        better     MUST DR-A-1  failed -> passed

      run 3, 2026-03-03 09:30: 1 worse
        worse      MUST DR-A-2  passed -> failed

      1 case whose outcome changed more than once
      ✗ ✓ ✗  one

      1 2 3  requirement
      ✗ ✓ ✓  MUST DR-A-1  What DR-A-1 demands, in one sentence.
      ✓ ✓ ✗  MUST DR-A-2  What DR-A-2 demands, in one sentence.
      ✓ passed   ✗ failed

      From the last but one to the last: 1 regression, 0 fixed, 2 unchanged.
      "
    `);
    const page = await headwater("history", "first", "second", "--html");
    expect(page.code).toBe(0);
    expect(page.stdout).toContain("1 fixed, 2 unchanged");
    expect(page.stdout).not.toContain("<b>payments");
  });

  it("names what changed in which run and what is unstable, for programs, people and a page", async () => {
    await write({
      a: report("01", ["passed", "failed"], "1.0.0"),
      b: report("02", ["passed", "passed"], "1.1.0"),
      c: report("03", ["passed", "failed"], "1.2.0"),
    });
    const { stdout } = await headwater("history", "c", "b", "a", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [
        { run: 2, changes: [{ requirement: "DR-A-2", way: "better", after: "passed" }] },
        { run: 3, changes: [{ requirement: "DR-A-2", way: "worse", before: "passed" }] },
      ],
      unstable: [{ id: "one", changes: 2, outcomes: ["failed", "passed", "failed"] }],
    });
    const markdown = (await headwater("history", "a", "b", "c", "--markdown")).stdout;
    expect(markdown).toContain("1 worse (worse: DR-A-2)");
    expect(markdown).toContain("| `one` | 2 |");
    const page = (await headwater("history", "a", "b", "c", "--html")).stdout;
    expect(page.indexOf("Run 3, 2026-03-03")).toBeLessThan(page.indexOf("Run 2, 2026-03-02"));
    expect(page).toContain('id="unstable"');
  });

  it("draws must requirements verified where the runs count them", async () => {
    const musts = { of: 9, inPart: 0, failed: 0, open: 0, leftOut: [], unselected: 0 };
    await write({
      a: { ...report("01", ["passed"]), musts: { ...musts, verified: 4 } },
      b: { ...report("02", ["passed"]), musts: { ...musts, verified: 9 } },
    });
    const page = (await headwater("history", "a", "b", "--html")).stdout;
    expect(page).toContain('aria-label="Must requirements verified: run 1 4 of 9, run 2 9 of 9"');
    expect((await headwater("history", "a", "b")).stdout).toMatch(/conformant +1 of 1 +4 of 9\n/);
  });

  it("of more runs than fit shows the last, and keeps every name whole", async () => {
    const days = Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, "0"));
    const reports = days.map((day, index) => report(day, [index % 2 === 0 ? "passed" : "failed"]));
    await write(Object.fromEntries(days.map((day, index) => [day, reports[index] as Report])));
    const { stdout } = await headwater("history", ...days);
    expect(stdout).toMatch(/\n([✓✗] ){26}[✓✗] {2}MUST DR-A-1 /);
    expect(stdout).toContain("the last 27 of 31 stand here; --html or --json has all");
    expect(stdout).toContain("20 earlier runs with changes: --html or --json");
    expect(stdout).toContain("run 31, ");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("cannot tell where the last run measured nothing: 3", async () => {
    await write({ a: report("01", ["passed"]), b: report("02", ["blocked"]) });
    expect((await headwater("history", "a", "b")).code).toBe(3);
  });
});

describe("matrix", () => {
  it("lays implementations side by side in the order in which they are named: 0", async () => {
    await write({ a: report("02", ["passed", "failed"]), b: report("01", ["passed"], "5.0.0") });
    const { code, stdout } = await headwater("matrix", "a", "b/report.json", "--json");
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        columns: [
          { name: "acme-<b>payments</b> 4.2.0", conclusion: "non-conformant" },
          { name: "acme-<b>payments</b> 5.0.0", conclusion: "conformant" },
        ],
        requirements: [
          { id: "DR-A-1", outcomes: ["passed", "passed"] },
          { id: "DR-A-2", outcomes: ["failed", null] },
        ],
        cautions: [],
      },
    ]);
  });

  it("counts requirements by outcome for each, and fits a terminal of 80 columns", async () => {
    const long = "x".repeat(40);
    await write({
      a: report("01", ["passed", "failed", "blocked"], `1.0.0-${long}`),
      b: report("02", ["passed", "passed"], "2.0.0"),
    });
    const { stdout } = await headwater("matrix", "a", "b");
    expect(stdout).toMatch(/^failed +1 +0$/m);
    expect(stdout).toMatch(/^not in the run +0 +1$/m);
    expect(stdout).toMatch(/^✗ ✓ {2}MUST DR-A-2 {2}What DR-A-2 demands/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const { stdout: markdown } = await headwater("matrix", "a", "b", "--markdown");
    expect(markdown).toContain("| DR-A-3 (must) | ⊘ | · |");
    expect(markdown).not.toContain("<b>");
  });

  it("says what makes them unlike, and that one says nothing: 3", async () => {
    const other = report("02", ["untestable"]);
    other.suite.casesDigest = "12".repeat(32);
    await write({ a: report("01", ["passed"]), b: other });
    const { code, stdout } = await headwater("matrix", "a", "b");
    expect(code).toBe(3);
    expect(stdout).toContain("They were judged by different cases.");
  });
});

it.each([
  { name: "one report", args: ["matrix", "a"], says: /one report alone/ },
  {
    name: "the same run twice",
    args: ["history", "a", "a/report.json"],
    says: /^a\/report\.json: this is the run of a again[\s\S]*name each run once/,
  },
  {
    name: "no reports, all said at once",
    args: ["history", "nowhere", "a", "broken"],
    says: /nowhere: there is no report[\s\S]*broken\/report\.json: this is no JSON/,
  },
])("$name: 2", async ({ args, says }) => {
  await write({ a: report("01", ["passed"]) });
  await writeFiles(folder, { "broken/report.json": "{" });
  const { code, stderr } = await headwater(...args);
  expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
});
