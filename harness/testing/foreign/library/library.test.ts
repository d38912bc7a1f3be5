import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../../specs/types/report.format.d.ts";
import { findChromium } from "../../../browser/find-chromium.ts";
import type { Target } from "../../../implementation/types.ts";
import { runOn, type Sandbox, startSandbox } from "../../sandbox.ts";
import { type ForeignLibrary, startForeignLibrary } from "./server.ts";

let sandbox: Sandbox;
let library: ForeignLibrary;
let target: Target;
let report: Report;

beforeAll(async () => {
  sandbox = await startSandbox();
  library = await startForeignLibrary(sandbox.url);
  const chromium = await findChromium({ environment: {}, workingFolder: "." });
  const account = await sandbox.account({});
  const browser = { script: library.script, origin: "https://shop.example", chromium };
  target = { ...account, browser };
  report = await runOn(target, sandbox.workspace, { profiles: ["browser"] });
}, 240_000);
afterAll(async () => {
  sandbox.stop();
  await library.stop();
});

describe("a library that we did not write", () => {
  it("passes every must that a browser shows", () => {
    const musts = report.cases.flatMap(({ id, checks }) =>
      checks
        .filter(({ level }) => level === "must")
        .map(({ id: check, outcome, cause }) => `${id}/${check}: ${cause ?? outcome}`),
    );
    expect(musts.filter((line) => !line.endsWith(": passed"))).toEqual([]);
    const shown = [...sandbox.workspace.specs.requirements.values()].filter(
      ({ level, testable }) => level === "must" && testable === "browser",
    );
    const passed = report.requirements.filter(({ outcome }) => outcome === "passed");
    expect(shown.map(({ id }) => id)).toHaveLength(23);
    expect(passed.map(({ id }) => id)).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    expect(report.conclusion).toBe("conformant");
  });

  it("is not blamed where its script is not there", async () => {
    const browser = { ...target.browser, script: `${sandbox.url}/no-such-script.js` };
    const nothing = { ...target, browser } as Target;
    const { conclusion, cases } = await runOn(nothing, sandbox.workspace, {
      patterns: ["dropin-saves-card"],
    });
    expect(conclusion).toBe("inconclusive");
    expect(cases.map(({ cause }) => cause)).toEqual([
      expect.stringContaining("puts no DigitalRiver into a page"),
    ]);
  });
});
