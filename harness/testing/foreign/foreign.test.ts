import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Report } from "../../../specs/types/report.format.d.ts";
import { loadTarget } from "../../implementation/load-target.ts";
import type { Workspace } from "../../workspace.ts";
import { bundledWorkspace } from "../bundled.ts";
import { headwater } from "../command.ts";
import { temporaryFolder } from "../files.ts";
import { must } from "../must.ts";
import { runOn } from "../sandbox.ts";
import type { DialectOptions } from "./foreign-dialect.ts";
import { startForeign } from "./server.ts";

const root = process.cwd();
const targetFile = path.join(root, "harness/testing/foreign/kiosk.yaml");

/** What the kiosk can be asked: it holds one primary source a checkout, and no customers. */
const patterns = [
  "attach-primary",
  "attach-unknown",
  "detach-single-use",
  "reattach-any-type",
  "reattach-at-creation",
  "reattach-detached",
  "refuse-without-key",
  "retrieve-unknown",
  "session-after-detach",
];

let workspace: Workspace;
let bound: string;
beforeAll(async () => {
  workspace = await bundledWorkspace();
  bound = await readFile(targetFile, "utf8");
});

async function startKiosk(options?: DialectOptions) {
  const server = await startForeign(options);
  onTestFinished(server.stop);
  return server;
}

/** A run on a kiosk, its target file changed by an edit. */
async function runKiosk(
  options: DialectOptions,
  selected: readonly string[],
  [old, by]: readonly [string, string] = ["", ""],
): Promise<Report> {
  const { environment } = await startKiosk(options);
  expect(bound).toContain(old);
  const folder = await temporaryFolder({ "kiosk.yaml": bound.replace(old, by) });
  const file = path.join(folder, "kiosk.yaml");
  const target = must(await loadTarget(file, { ...workspace, environment }));
  const directory = path.join(folder, "report");
  return runOn(target, workspace, { patterns: selected }, { directory });
}

const ofOutcome = (report: Report, outcome: string) =>
  report.cases.filter((one) => one.outcome === outcome);

const outcomeOf = (report: Report, id: string) =>
  report.requirements.find((requirement) => requirement.id === id)?.outcome;

describe("a server that we never saw, bound by a target file", () => {
  it("is conformant in what it claims, by the command alone; its tools get no key", async () => {
    const server = await startKiosk();
    const folder = await temporaryFolder();
    const args = ["run", ...patterns, "--target", targetFile, "--out", "bundle"];
    const ended = await headwater(args, { cwd: folder, environment: server.environment });
    expect(ended.stdout).toMatch(/^conformant/m);
    expect(ended.code).toBe(0);
    const journal = await readFile(path.join(folder, "bundle/journal.ndjson"), "utf8");
    for (const secret of ["kiosk-private-7f3a", "kiosk-tools-91c2"]) {
      expect(journal).not.toContain(secret);
    }
    expect(journal).toContain("${KIOSK_TOOLS_TOKEN}");
    const tools = server.requests.filter((request) => request.includes("/tools/"));
    expect(new Set(tools)).toEqual(new Set(["POST /tools/wallet -"]));
  });

  it("gets its key from the API's header", async () => {
    const { environment, requests } = await startKiosk();
    const target = must(await loadTarget(targetFile, { ...workspace, environment }));
    await runOn(target, workspace, { patterns: ["retrieve-unknown"] });
    const others = requests.filter((request) => !request.includes("/tools/"));
    expect(others.every((request) => /\/river\/v9\/\S+ kiosk-private-7f3a$/.test(request))).toBe(
      true,
    );
    expect(others).not.toEqual([]);
  });

  it.each([
    { options: { keepsDetached: true }, selected: "detach-single-use", red: "DR-DETACH-2" },
    { options: { takesDetached: true }, selected: "reattach-at-creation", red: "DR-DETACH-20" },
  ])("is red where it breaks a rule: $red", async ({ options, selected, red }) => {
    const report = await runKiosk(options, [selected]);
    expect(report.conclusion).toBe("non-conformant");
    expect(outcomeOf(report, red)).toBe("failed");
    expect(ofOutcome(report, "blocked")).toEqual([]);
  });

  it("is untestable where its file lacks a recipe, which is named", async () => {
    const report = await runKiosk(
      {},
      ["session-after-detach"],
      [bound.slice(bound.indexOf("recipes:"), bound.indexOf("limits:")), ""],
    );
    expect(report.conclusion).toBe("inconclusive");
    expect(new Set(report.cases.map(({ outcome, cause }) => `${outcome}: ${cause}`))).toEqual(
      new Set(["untestable: the target file has no recipe for source.create"]),
    );
  });

  it("fails where it claims a source type that its checkouts do not hold", async () => {
    const more = ["[creditCard]", "[creditCard, konbini]"] as const;
    const report = await runKiosk({}, ["attach-primary"], more);
    expect(report.conclusion).toBe("non-conformant");
    expect(ofOutcome(report, "failed").map((one) => one.id)).toEqual([
      "attach-primary[type=konbini,via=body]",
      "attach-primary[type=konbini,via=path]",
    ]);
  });

  it("is inconclusive where it claims a source type that its own tools refuse", async () => {
    const more = ["[creditCard]", "[creditCard, payPal]"] as const;
    const report = await runKiosk({}, ["attach-primary"], more);
    expect(report.conclusion).toBe("inconclusive");
    const [blocked] = ofOutcome(report, "blocked");
    expect(blocked?.cause).toMatch(/source\.create: POST .*\/tools\/wallet: .*422/);
  });

  it("is not asked what it does not claim", async () => {
    const report = await runKiosk({}, ["attach-primary", "session-after-detach"]);
    const left = ofOutcome(report, "not-applicable").map((one) => one.cause);
    expect(left).toContain("the source type payPal is not claimed");
    expect(report.conclusion).toBe("conformant");
    const less = ["[digital-river/core]", "[digital-river/customers]"] as const;
    const none = await runKiosk({}, ["session-after-detach"], less);
    expect(none.cases.map((one) => one.cause)).toEqual([
      "the profile digital-river/core is not claimed",
      "the profile digital-river/core is not claimed",
    ]);
    expect(none.conclusion).toBe("inconclusive");
  });
});
