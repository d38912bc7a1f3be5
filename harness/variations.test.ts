import pMap from "p-map";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Case } from "./case/types.ts";
import { shuffle } from "./plan/order.ts";
import { createCaseRuns, type CaseRun, type CaseRuns } from "./mutation/case-run.ts";
import { pairwise } from "./testing/pairwise.ts";
import { type AccountOptions, type Sandbox, startSandbox } from "./testing/sandbox.ts";

/*
 * Answers that differ from ours and are as legal: a correct server that we never saw may give any of them, and any of
 * them together. Trying every combination would take thousands of runs; trying each alone misses what two do to each
 * other. So every two variations of an API meet in every way (both, either, neither), which takes six runs of the one
 * API and seven of the other, and the first run of each has all of them at once. A variation is tried where it can be
 * seen: the Digital River API shows no wrapper to leave out. Every run has an order and shapes of ids of its own; that
 * no order, and no number of cases side by side, changes an outcome is what `headwater mutate` proves.
 */
const anywhere = ["reversedKeys", "extraFields", "movingDefault"];
const variations = {
  "digital-river": [...anywhere, "settlesLate", "attachAnswers201", "reversedSecondaries"],
  commerce: [
    ...anywhere,
    "bareBodies",
    "singleObjects",
    "amountsAsText",
    "saveAnswers204",
    "savesSingleUse",
    "refusesSecondSource",
    "keepsDetached",
    "pendingInOneWord",
  ],
} as const;

const idShapes = ["punctuated", "short", "long", "uuid"];

let sandbox: Sandbox;
let trials: CaseRuns;

beforeAll(async () => {
  sandbox = await startSandbox();
  trials = createCaseRuns({ ...sandbox.workspace, version: "0.0.0-test" }, { connections: 48 });
});
afterAll(async () => {
  await trials.close();
  sandbox.stop();
});

describe.each(["digital-river", "commerce"] as const)(
  "the suite of %s passes on a server",
  (api) => {
    const runs = pairwise<string>(variations[api]).map((together, index) => ({
      together,
      ids: idShapes[index % idShapes.length] ?? "uuid",
      seed: 100 + index,
    }));

    it.each(runs)("with $ids ids and $named", async ({ together, ids, seed }) => {
      const cases = sandbox.workspace.library.cases.filter((testCase) => testCase.api === api);
      const judged = await runAll(shuffle(cases, seed), optionsOf(together, ids));
      expect(judged.length).toBe(cases.length);
      expect(judged.flatMap(troubles)).toEqual([]);
    });
  },
);

/** What the sandbox calls them. */
function optionsOf(together: readonly string[], ids: string): AccountOptions {
  const names = together.filter((name) => name !== "settlesLate");
  return {
    ids,
    settleMs: names.length === together.length ? 0 : 60,
    variations: Object.fromEntries(names.map((name) => [name, true])),
  };
}

async function runAll(
  cases: readonly Case[],
  options: AccountOptions,
): Promise<readonly CaseRun[]> {
  const target = await sandbox.account(options);
  return pMap(cases, (testCase) => trials.run(testCase, target, "bounded"), { concurrency: 48 });
}

/** What went wrong, so that a red test reads well. Another legal answer may cost a SHOULD, never a MUST. */
const troubles = ({ case: testCase, verdicts }: CaseRun): readonly string[] =>
  verdicts
    .filter(
      ({ outcome, level }) => outcome !== "passed" && !(outcome === "failed" && level !== "must"),
    )
    .map(({ check, outcome, cause, findings }) => {
      const differences = findings.map(
        ({ at, expected, actual }) => `${at}: ${expected}, not ${actual}`,
      );
      return `${testCase.id}/${check} ${outcome}: ${cause ?? differences.join("; ")}`;
    });
