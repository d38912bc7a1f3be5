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
    run: { startedAt: `2026-03-${day}T09:30:00.000Z` },
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
  return { code: await runCommand(context, ...args), stdout: stdout(), stderr: stderr() };
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
      "1  2026-03-01 09:30  acme-<b>payments</b> 4.2.0      non-conformant  2 of 3 requirements passed
      2  2026-03-02 09:30  acme-<b>payments</b> 4.2.0 (2)  conformant      3 of 3 requirements passed
      3  2026-03-03 09:30  acme-<b>payments</b> 4.3.0      non-conformant  2 of 3 requirements passed

      1 2 3  requirement
      ✗ ✓ ✓  MUST DR-A-1
      ✓ ✓ ✗  MUST DR-A-2

      2 requirements of 3 not the same in all, or not passed
      "
    `);
    const page = await headwater("history", "first", "second", "--html");
    expect(page.code).toBe(0);
    expect(page.stdout).toContain("1 fixed, 2 unchanged");
    expect(page.stdout).not.toContain("<b>payments");
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

  it("says what makes them unlike, and that one says nothing: 3", async () => {
    const other = report("01", ["untestable"]);
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
