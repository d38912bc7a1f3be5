import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runOn, type Sandbox, startSandbox } from "./testing/sandbox.ts";

interface Fault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
}

const faults = parse(
  readFileSync("reference-impl/faults/catalogue.yaml", "utf8"),
) as readonly Fault[];
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

describe("every fault is caught by a MUST check on the requirement that it breaks", () => {
  it("has a catalogue", () => {
    expect(faults.length).toBeGreaterThanOrEqual(25);
  });

  it.each(faults)("$name: $breaks", async ({ name, requirement }) => {
    const target = await sandbox.account({ faults: [name] });
    const report = await runOn(target, sandbox.workspace, { requirements: [requirement] });
    const failed = report.cases
      .flatMap((one) => one.checks)
      .filter((check) => check.outcome === "failed");
    expect(report.conclusion).toBe("non-conformant");
    expect(
      failed.filter((check) => check.level === "must").map((check) => check.requirement),
    ).toContain(requirement);
  });
});
