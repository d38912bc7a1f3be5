import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { atLeast } from "./spec/types.ts";
import { runOn, type Sandbox, startSandbox } from "./testing/sandbox.ts";

interface Fault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
}

const catalogue = readFileSync("reference-impl/faults/catalogue.yaml", "utf8");
const faults = parse(catalogue) as readonly Fault[];
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

describe("every fault is caught by a check on the very requirement that it breaks", () => {
  it("has a catalogue", () => {
    expect(faults.length).toBeGreaterThanOrEqual(100);
  });

  it.concurrent.each(faults)("$name: $breaks", async ({ name, requirement }) => {
    const level = sandbox.workspace.specs.requirements.get(requirement)?.level ?? "must";
    const target = await sandbox.account({ faults: [name] });
    const report = await runOn(target, sandbox.workspace, { requirements: [requirement], level });
    const caught = report.cases
      .flatMap((one) => one.checks)
      .filter((check) => check.outcome === "failed" && check.requirement === requirement);
    expect(report.conclusion).toBe("non-conformant");
    expect(caught.filter((check) => atLeast(check.level, level)).length).toBeGreaterThan(0);
  });
});
