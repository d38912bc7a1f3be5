import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { CheckRow, Outcome, Report } from "../../specs/types/report.format.d.ts";
import { runResults } from "../report/model/run-results.ts";
import { formats } from "../testing/suite.ts";
import { renderJson } from "../report/json/json.ts";
import { asExpected } from "../report/testing/gated.ts";
import { caseRow, checkRow, reportOf } from "../report/testing/rows.ts";
import { conformant, nonConformant } from "../report/testing/sample.ts";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder, writeFiles } from "../testing/files.ts";
import { runCommand } from "../testing/program.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

/** Compares two reports, each in the folder of its bundle. */
async function compare(
  before: Report,
  after: Report,
  as: "text" | "markdown" | "json" | "html" = "text",
) {
  const files = {
    "a/report.json": renderJson(runResults(before), formats),
    "b/report.json": renderJson(runResults(after), formats),
  };
  await writeFiles(folder, files);
  return compareFiles("a", "b/report.json", as);
}

async function compareFiles(before: string, after: string, as: string) {
  const { context, stdout, stderr } = commandContext(folder);
  const flags = as === "text" ? [] : [`--${as}`];
  const code = await runCommand(context, "compare", before, after, ...flags);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A report of one case with a check of each outcome. */
const report = (...outcomes: readonly (Outcome | undefined)[]): Report =>
  reportOf({
    cases: [
      caseRow(
        "one",
        outcomes.flatMap((outcome, index) =>
          outcome === undefined ? [] : [row(`c${index + 1}`, outcome)],
        ),
      ),
    ],
  });

const row = (id: string, outcome: Outcome, more: Partial<CheckRow> = {}): CheckRow =>
  checkRow(id, "DR-A-1", outcome, more);

const ends = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";

describe("what became of checks", () => {
  it.each([
    { name: "the same", a: report("passed"), b: report("passed"), code: 0, lines: [] },
    {
      name: "a regression",
      a: report("passed", "passed"),
      b: report("failed", "passed"),
      code: 1,
      lines: ["regression  MUST DR-A-1  one/c1: passed -> failed"],
    },
    {
      name: "what the target does not claim any more",
      a: report("passed", "passed"),
      b: report("not-applicable", "passed"),
      code: 1,
      lines: ["regression  MUST DR-A-1  one/c1: passed -> not-applicable"],
    },
    {
      name: "what has no verdict any more",
      a: report("passed", "passed"),
      b: report("blocked", "passed"),
      code: 3,
      lines: ["unmeasured  MUST DR-A-1  one/c1: passed -> blocked"],
    },
    {
      name: "fixes, new ones, gone ones, and others",
      a: report("failed", "passed", undefined, "failed"),
      b: report("passed", undefined, "failed", "blocked"),
      code: 0,
      lines: [
        "gone        MUST DR-A-1  one/c2: was passed",
        "changed     MUST DR-A-1  one/c4: failed -> blocked",
        "fixed       MUST DR-A-1  one/c1: failed -> passed",
        "new         MUST DR-A-1  one/c3: failed",
      ],
    },
    {
      name: "nothing in common",
      a: report("passed"),
      b: report(undefined, "passed"),
      code: 3,
      lines: [
        "gone        MUST DR-A-1  one/c1: was passed",
        "new         MUST DR-A-1  one/c2: passed",
      ],
    },
  ])("$name: $code", async ({ a, b, code, lines }) => {
    const found = await compare(a, b);
    expect([found.code, found.stdout.split("\n").slice(0, -2)]).toEqual([code, lines]);
  });

  it("is summed up on the last line", async () => {
    const { stdout } = await compare(report("passed", "failed"), report("failed", "passed"));
    expect(ends(stdout)).toBe(
      "1 regression, 1 fixed, 0 unchanged (Acme sandbox 4.2.0 2026-03-01 -> Acme sandbox 4.2.0 2026-03-01)",
    );
  });
});

describe("what is tolerated more or less", () => {
  const one = (check: CheckRow, change: (report: Report) => void = () => {}): Report => {
    const made = reportOf({ cases: [caseRow("one", [check, row("c2", "passed")])] });
    change(made);
    return made;
  };
  const passed = row("c1", "passed");
  const entry = { reason: "it is known", owner: "ops", expires: "2026-04-01" };

  it.each([
    {
      name: "a check that counts less than before",
      b: one(row("c1", "failed", { level: "should" })),
      lines: [
        "weakened    SHOULD DR-A-1  one/c1: passed -> failed",
        "tolerance   one/c1: must -> should",
      ],
    },
    {
      name: "a failure that the baseline accepts now",
      b: one(row("c1", "failed", { baseline: { standing: "expected", ...entry } })),
      lines: [
        "weakened    MUST DR-A-1  one/c1: passed -> failed",
        "tolerance   one/c1: not accepted -> accepted until 2026-04-01 (ops): it is known",
      ],
    },
    {
      name: "the level that counts",
      b: one(passed, ({ run }) => (run.selection.level = "should")),
      lines: ["tolerance   level that counts: must -> should"],
    },
    {
      name: "a claim that was withdrawn",
      b: one(passed, ({ target }) => (target.claims.sourceTypes = ["creditCard"])),
      lines: ["tolerance   claimed source types: creditCard, payPal -> creditCard"],
    },
    {
      name: "other cases",
      b: one(passed, ({ suite }) => (suite.casesDigest = "12".repeat(32))),
      lines: ["tolerance   cases: abababababab -> 121212121212"],
    },
    {
      name: "other requirements, or other schemas of answers",
      b: one(passed, ({ suite }) => (suite.requirementsDigest = "12".repeat(32))),
      lines: ["tolerance   requirements and schemas: cdcdcdcdcdcd -> 121212121212"],
    },
  ])("$name: 0, and it is named", async ({ b, lines }) => {
    const found = await compare(one(passed), b);
    expect([found.code, found.stdout.split("\n").slice(0, -2)]).toEqual([0, lines]);
  });
});

it("as Markdown is a comment for a pull request", async () => {
  const worse = await compare(conformant(), nonConformant(), "markdown");
  expect(worse.code).toBe(1);
  await expect(worse.stdout).toMatchFileSnapshot("../baseline/__golden__/compare-worse.md");
  const better = await compare(nonConformant(), asExpected(), "markdown");
  await expect(better.stdout).toMatchFileSnapshot("../baseline/__golden__/compare-better.md");
});

it("as a page has counts and both runs first, then what got worse with what both found", async () => {
  const { code, stdout } = await compare(conformant(), nonConformant(), "html");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^<!doctype html>/);
  const sections = [...stdout.matchAll(/<h2 id="(\w+)"/g)].map(([, id]) => id);
  expect(sections.slice(0, 3)).toEqual(["changes", "runs", "regressions"]);
  const found = stdout.slice(stdout.indexOf("detach-answers-204")).split("</tr>")[0] ?? "";
  const [before = "", after = ""] = found.split('class="after"');
  expect(before).toContain("passed");
  expect(after).toMatch(
    /failed[\s\S]*status was\s+<code>200<\/code>, expected\s+<code>204<\/code>/,
  );
});

it("in more than one form, or into a folder, is a file for each, and text", async () => {
  const { code, stdout } = await compare(conformant(), nonConformant(), "text");
  const { context, stdout: printed } = commandContext(folder);
  const forms = ["--html", "--json"];
  expect(await runCommand(context, "compare", "a", "b", ...forms)).toBe(code);
  expect(printed()).toBe(
    `${stdout}\nwritten  reports/compare/compare.html  reports/compare/compare.json\n`,
  );
  const read = (file: string) => readFile(path.join(folder, file), "utf8");
  expect(await read("reports/compare/compare.html")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(await read("reports/compare/compare.json"))).toHaveProperty("regressions");
  await runCommand(context, "compare", "a", "b", "--out", "all");
  const names = ["compare.html", "compare.json", "compare.md"];
  expect((await readdir(path.join(folder, "all"))).toSorted()).toEqual(names);
  await writeFiles(folder, { taken: "" });
  const refused = await runCommand(context, "compare", "a", "b", "--html", "--out", "taken");
  expect(refused).toBe(2);
});

it("as JSON is the comparison", async () => {
  const { code, stdout } = await compare(report("passed"), report("failed"), "json");
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    {
      regressions: [
        {
          check: "one/c1",
          requirement: "DR-A-1",
          level: "must",
          before: "passed",
          after: "failed",
        },
      ],
      unmeasured: [],
      weakened: [],
      fixes: [],
      changed: [],
      added: [],
      gone: [],
      same: 0,
      tolerances: [],
    },
  ]);
});

it.each([
  { name: "no bundle", files: {}, says: /^a: there is no report\n {2}hint: headwater rejudge/ },
  { name: "no JSON", files: { "a/report.json": "{" }, says: /^a\/report\.json: / },
  {
    name: "no report",
    files: { "a/report.json": "{}" },
    says: /^a\/report\.json: .*lacks the key/,
  },
])("what is $name: 2", async ({ files, says }) => {
  await writeFiles(folder, {
    "b/report.json": renderJson(runResults(conformant()), formats),
    ...files,
  });
  const { code, stderr } = await compareFiles("a", path.join(folder, "b"), "text");
  expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
});
