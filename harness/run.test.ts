import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readJournal } from "./journal/read.ts";
import { judge } from "./judge/judge.ts";
import { run, type RunOptions } from "./run.ts";
import type { Target } from "./implementation/types.ts";
import { openBookshop, purchase, type ShopBehaviour } from "./testing/bookshop.ts";
import { readLines, till } from "./testing/drive.ts";
import { type Files, temporaryFolder } from "./testing/files.ts";
import { edited } from "./testing/mistakes.ts";
import { must } from "./testing/must.ts";
import { formats, specs, workspaceOf } from "./testing/suite.ts";
import { targetAt } from "./testing/target.ts";
import { wholeSuite } from "./plan/whole-suite.ts";

interface RunSetup {
  readonly shop?: ShopBehaviour;
  readonly cases?: Files;
  readonly target?: Partial<Target>;
  readonly options?: Partial<RunOptions>;
}

/** Runs cases against a bookshop; what it told on the way is in `told`. */
async function runOn({
  shop: setup,
  cases = { "a.yaml": purchase },
  target: further,
  options,
}: RunSetup = {}) {
  const shop = await openBookshop(setup);
  const workspace = await workspaceOf(cases);
  const directory = path.join(
    await temporaryFolder({
      "old/replay/a.sh": "",
      "old/report.json": "{}",
      "old/journal.ndjson": "",
    }),
    "old",
  );
  const told: string[] = [];
  const times = [new Date("2026-01-01T10:00:00Z"), new Date("2026-01-01T10:00:01.500Z")];
  const edges = {
    now: () => times.shift() ?? new Date(0),
    newId: () => "11111111-2222-3333-4444-555555555555",
    version: "1.2.3",
    onStart: (plan: { readonly cases: readonly unknown[] }) =>
      void told.push(`start ${plan.cases.length}`),
    onCase: (judged: { readonly row: { readonly id: string; readonly outcome: string } }) =>
      void told.push(`${judged.row.id} ${judged.row.outcome}`),
  };
  const target = targetAt(shop.url, { recipes: till(), ...further });
  const asked = { target, selection: wholeSuite, seed: 7, faults: [], directory, ...options };
  const result = await run(asked, workspace, edges);
  const file = path.join(directory, "journal.ndjson");
  return { result, told, shop, directory, workspace, file, lines: () => readLines(file) };
}

async function reportOf(setup: RunSetup) {
  const { result, lines } = await runOn(setup);
  return { report: must(result), lines: lines() };
}

const none = { passed: 0, failed: 0, blocked: 0, untestable: 0, "not-applicable": 0, errored: 0 };
const wrongWords: ShopBehaviour = {
  instead: ({ path: asked }, before) =>
    asked === "/orders" && before > 3
      ? { status: 409, body: { type: "conflict", errors: [{ code: "book_sold", message: "No." }] } }
      : undefined,
};

describe("the conclusion of a run", () => {
  const rows: readonly {
    readonly name: string;
    readonly setup: RunSetup;
    readonly conclusion: string;
    readonly reasons: readonly string[];
    readonly cases: Partial<typeof none>;
    readonly checks: Partial<typeof none>;
    readonly warnings?: number;
  }[] = [
    {
      name: "everything holds",
      setup: {},
      conclusion: "conformant",
      reasons: [],
      cases: { passed: 1 },
      checks: { passed: 8 },
    },
    {
      name: "a must does not hold",
      setup: {
        shop: { instead: ({ method }) => (method === "DELETE" ? { status: 200 } : undefined) },
      },
      conclusion: "non-conformant",
      reasons: ["1 case failed, on 2 requirements."],
      cases: { failed: 1 },
      checks: { passed: 6, failed: 2 },
    },
    {
      name: "only a should does not hold",
      setup: { shop: wrongWords },
      conclusion: "conformant",
      reasons: [],
      cases: { passed: 1 },
      checks: { passed: 7, failed: 1 },
      warnings: 1,
    },
    {
      name: "a should does not hold where it was asked for",
      setup: { shop: wrongWords, options: { selection: { ...wholeSuite, level: "should" } } },
      conclusion: "non-conformant",
      reasons: ["1 case failed, on 1 requirement."],
      cases: { failed: 1 },
      checks: { passed: 7, failed: 1 },
    },
    {
      name: "a fixture does not come about",
      setup: {
        shop: { instead: ({ path: asked }) => (asked === "/books" ? { status: 503 } : undefined) },
      },
      conclusion: "inconclusive",
      reasons: ["1 case blocked: book.new: POST /books: status should be 2xx, is 503."],
      cases: { blocked: 1 },
      checks: { blocked: 8 },
    },
    {
      name: "a recipe is missing",
      setup: { target: { recipes: new Map() } },
      conclusion: "inconclusive",
      reasons: ["1 case untestable: the target file has no recipe for book.sell."],
      cases: { untestable: 1 },
      checks: { untestable: 8 },
    },
    {
      name: "nothing applies",
      setup: { target: { claims: { profiles: new Set(["commerce/core"]) } } },
      conclusion: "inconclusive",
      reasons: ["No case applies to The shop, so nothing was shown."],
      cases: { "not-applicable": 1 },
      checks: { "not-applicable": 8 },
    },
    {
      name: "what does not apply stands beside what holds",
      setup: {
        cases: {
          "a.yaml": purchase,
          "b.yaml": edited(purchase, [
            ["case: buy-two-books", "case: another"],
            ["profile: digital-river/core", "profile: digital-river/extra"],
          ]),
        },
        target: { claims: { profiles: new Set(["digital-river/core"]) } },
      },
      conclusion: "conformant",
      reasons: [],
      cases: { passed: 1, "not-applicable": 1 },
      checks: { passed: 8, "not-applicable": 8 },
    },
  ];

  it.each(rows)(
    "$name: $conclusion",
    async ({ setup, conclusion, reasons, cases, checks, warnings = 0 }) => {
      const { report } = await reportOf(setup);
      expect({ conclusion: report.conclusion, reasons: report.reasons }).toEqual({
        conclusion,
        reasons,
      });
      expect(report.totals).toMatchObject({
        cases: { ...none, ...cases },
        checks: { ...none, ...checks },
        warnings,
      });
      expect(formats.checkData("report", report, "report")).toMatchObject({ ok: true });
    },
  );
});

describe("a report", () => {
  it("says what ran, against what, from when to when", async () => {
    const { result, shop, workspace } = await runOn({
      options: { faults: ["a-fault"], concurrency: 3, shard: { index: 1, count: 1 } },
    });
    expect(must(result)).toMatchObject({
      format: 1,
      suite: {
        version: "1.2.3",
        casesDigest: workspace.library.digest,
        requirementsDigest: specs.digest,
      },
      target: { name: "The shop", baseUrls: { "digital-river": shop.url }, claims: {} },
      run: {
        id: "11111111-2222-3333-4444-555555555555",
        startedAt: "2026-01-01T10:00:00.000Z",
        finishedAt: "2026-01-01T10:00:01.500Z",
        durationMs: 1500,
        seed: 7,
        shard: { index: 1, count: 1 },
        concurrency: 3,
        faults: ["a-fault"],
        exchanges: shop.requests.length,
      },
    });
  });

  it("has the evidence of what went wrong, under the numbers of the journal", async () => {
    const { report, lines } = await reportOf({
      shop: { instead: ({ method }) => (method === "DELETE" ? { status: 200 } : undefined) },
    });
    const findings = report.cases.flatMap((row) => row.checks.flatMap((check) => check.findings));
    expect(
      findings.map(({ step, at, expected, actual }) => [step, at, expected, actual].join(" ")),
    ).toEqual([
      "remove status 204 200",
      expect.stringMatching(/^list body\.books no item like \{ id: "b[12]" \} /),
    ]);
    for (const { exchange = 0 } of findings) {
      const line = lines.find((one) => one["kind"] === "exchange" && one["number"] === exchange);
      expect(report.evidence[String(exchange)]?.exchange).toEqual(line?.["exchange"]);
    }
    expect(Object.values(report.evidence).map((one) => one.step)).toContain("given.book");
  });

  it("keeps no evidence of what passed", async () => {
    expect((await reportOf({})).report.evidence).toEqual({});
  });

  it("has a row for each requirement", async () => {
    const { report } = await reportOf({ shop: wrongWords });
    expect(
      report.requirements.map(({ id, level, outcome, checks }) => [
        id,
        level,
        outcome,
        checks.length,
      ]),
    ).toEqual([
      ["DR-BOOK-1", "must", "passed", 5],
      ["DR-BOOK-2", "must", "passed", 2],
      ["DR-BOOK-3", "should", "passed", 1],
    ]);
  });

  it("and its journal hold no secret", async () => {
    const echo: ShopBehaviour = {
      instead: ({ headers }) => ({ status: 201, body: { echo: headers.authorization } }),
    };
    const { report, lines } = await reportOf({ shop: echo });
    const text = JSON.stringify([report, lines]);
    expect(text).toContain("${CONFIDENTIAL_KEY}");
    expect(text).not.toContain("sk-confidential");
  });
});

describe("the journal of a run", () => {
  it("begins with what is run and ends with what came of it", async () => {
    const { report, lines } = await reportOf({});
    const kinds = lines.map((line) => line["kind"]);
    expect(kinds.indexOf("header")).toBe(0);
    expect(kinds.indexOf("verdict")).toBe(lines.length - 2);
    expect(kinds.indexOf("footer")).toBe(lines.length - 1);
    expect(lines[0]).toMatchObject({
      format: 1,
      suite: report.suite,
      target: report.target,
      run: { id: report.run.id },
    });
    expect(lines[0]).not.toHaveProperty("run.finishedAt");
    const { conclusion, totals, run: facts } = report;
    expect(lines.at(-1)).toEqual({
      kind: "footer",
      conclusion,
      totals,
      exchanges: facts.exchanges,
      finishedAt: facts.finishedAt,
    });
    expect(kinds.filter((kind) => kind === "exchange")).toHaveLength(facts.exchanges);
  });

  it("can be judged again, with the same verdicts", async () => {
    const cases = {
      "a.yaml": edited(purchase, [["given:\n", "matrix: { n: [1, 2, 3] }\ngiven:\n"]]),
    };
    const { result, file, workspace } = await runOn({ cases, shop: wrongWords });
    must(result);
    const journal = must(await readJournal(file));
    expect(journal.footer).toBeDefined();
    for (const testCase of workspace.library.cases) {
      const transcript = journal.transcripts.get(testCase.id);
      if (transcript === undefined) throw new Error(`${testCase.id} has no transcript`);
      const again = judge(testCase, transcript, specs.schemas);
      expect(JSON.parse(JSON.stringify(again))).toEqual(
        journal.verdicts.get(testCase.id)?.["verdicts"],
      );
    }
  });
});

describe("a run", () => {
  const three = {
    "a.yaml": edited(purchase, [["given:\n", "matrix: { n: [1, 2, 3, 4, 5] }\ngiven:\n"]]),
  };

  it("tells its start and each case as it ends, in the order of the seed", async () => {
    const options = { concurrency: 1 };
    const [{ told }, again, other] = await Promise.all([
      runOn({ cases: three, options }),
      runOn({ cases: three, options }),
      runOn({ cases: three, options: { ...options, seed: 8 } }),
    ]);
    expect(told[0]).toBe("start 5");
    expect(told).toHaveLength(6);
    expect(again.told).toEqual(told);
    expect(other.told).not.toEqual(told);
    expect(other.told.toSorted()).toEqual(told.toSorted());
  });

  it("removes what an earlier one left in its folder", async () => {
    const { directory } = await runOn();
    expect(existsSync(path.join(directory, "report.json"))).toBe(false);
    expect(existsSync(path.join(directory, "replay"))).toBe(false);
    expect(existsSync(path.join(directory, "journal.ndjson"))).toBe(true);
  });

  it("that selects nothing sends nothing and leaves the folder alone", async () => {
    const { result, directory, shop } = await runOn({
      options: { selection: { ...wholeSuite, patterns: ["bye"] } },
    });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "NOTHING_SELECTED" }] });
    expect(existsSync(path.join(directory, "report.json"))).toBe(true);
    expect(shop.requests).toEqual([]);
  });

  it("that cannot write its journal sends nothing", async () => {
    const directory = path.join(await temporaryFolder({ file: "" }), "file");
    const { result, shop } = await runOn({ options: { directory } });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "FILE_UNWRITABLE", at: { file: directory } }],
    });
    expect(shop.requests).toEqual([]);
  });
});
