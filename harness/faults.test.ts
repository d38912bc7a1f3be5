import { readFileSync } from "node:fs";
import pMap from "p-map";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createTrials, type Trials } from "./prove/trial.ts";
import { atLeast } from "./spec/types.ts";
import { type Sandbox, startSandbox } from "./testing/sandbox.ts";

interface Fault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
}

const catalogue = readFileSync("reference-impl/faults/catalogue.yaml", "utf8");
const faults = parse(catalogue) as readonly Fault[];
let sandbox: Sandbox;
let trials: Trials;

beforeAll(async () => {
  sandbox = await startSandbox();
  trials = createTrials({ ...sandbox.workspace, version: "0.0.0-test" }, { connections: 32 });
});
afterAll(async () => {
  await trials.close();
  sandbox.stop();
});

describe("every fault is caught by a check on the very requirement that it breaks", () => {
  it("has a catalogue", () => {
    expect(faults.length).toBeGreaterThanOrEqual(100);
  });

  it.each(faults)("$name: $breaks", async ({ name, requirement }) => {
    const target = await sandbox.account({ faults: [name] });
    const { library, specs } = sandbox.workspace;
    const level = specs.requirements.get(requirement)?.level ?? "must";
    const cases = library.cases.filter((one) =>
      one.checks.some((check) => check.requirement === requirement),
    );
    // What the sandbox does, it does at once: a polled step that did not settle after some tries never will.
    const judged = await pMap(cases, (one) => trials.run(one, target, "short"), {
      concurrency: 32,
    });
    const caught = judged
      .flatMap(({ verdicts }) => verdicts)
      .filter((verdict) => verdict.outcome === "failed" && verdict.requirement === requirement)
      .filter((verdict) => atLeast(verdict.level, level));
    expect(caught.length).toBeGreaterThan(0);
  });
});
