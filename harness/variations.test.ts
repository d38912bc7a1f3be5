import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../specs/types/report.format.d.ts";
import { type AccountWishes, runOn, type Sandbox, startSandbox } from "./testing/sandbox.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** Answers that differ from ours and are as legal. A correct server that we never saw may give any of them. */
const legalVariations: readonly { readonly name: string; readonly wishes: AccountWishes }[] = [
  { name: "none", wishes: {} },
  { name: "captures, cancels and refunds settle late", wishes: { settleMs: 150 } },
  { name: "short ids", wishes: { ids: "short" } },
  { name: "long ids", wishes: { ids: "long" } },
  { name: "ids with - _ . ~", wishes: { ids: "punctuated" } },
  { name: "keys in another order", wishes: { variations: { reversedKeys: true } } },
  { name: "unknown fields everywhere", wishes: { variations: { extraFields: true } } },
  { name: "attaching answers 201", wishes: { variations: { attachAnswers201: true } } },
  {
    name: "secondary charges in another order",
    wishes: { variations: { reversedSecondaries: true } },
  },
  {
    name: "the default moves with what is attached and removed",
    wishes: { variations: { movingDefault: true } },
  },
  {
    name: "all of it at once",
    wishes: {
      settleMs: 60,
      ids: "punctuated",
      variations: {
        reversedKeys: true,
        extraFields: true,
        attachAnswers201: true,
        reversedSecondaries: true,
        movingDefault: true,
      },
    },
  },
];

describe("the whole suite passes on a correct server", () => {
  it.each(legalVariations.map((one, seed) => ({ ...one, seed })))(
    "with the variation: $name (order of seed $seed)",
    async ({ wishes, seed }) => {
      const report = await run(wishes, { concurrency: 16, seed });
      expect(troubles(report)).toEqual([]);
      expect(report.conclusion).toBe("conformant");
    },
  );

  it.each([1, 32])("at concurrency %i", async (concurrency) => {
    expect(troubles(await run({}, { concurrency, seed: 50 + concurrency }))).toEqual([]);
  });

  // With the runs above, twenty orders.
  it.each([91, 92, 93, 94, 95, 96, 97])("in the order of seed %i", async (seed) => {
    expect(troubles(await run({}, { concurrency: 24, seed }))).toEqual([]);
  });
});

const run = async (
  wishes: AccountWishes,
  options: { readonly seed: number; readonly concurrency: number },
): Promise<Report> => runOn(await sandbox.account(wishes), sandbox.workspace, {}, options);

/** What went wrong, so that a red test reads well. Another legal answer may cost a SHOULD, never a MUST. */
const troubles = (report: Report): readonly string[] => [
  ...report.reasons,
  ...report.cases.flatMap((one) =>
    one.checks
      .filter(
        ({ outcome, level }) => outcome !== "passed" && !(outcome === "failed" && level !== "must"),
      )
      .map(({ id, outcome, cause, findings }) => {
        const why =
          cause ??
          findings
            .map(({ at, expected, actual }) => `${at}: ${expected}, not ${actual}`)
            .join("; ");
        return `${one.id}/${id} ${outcome}: ${why}`;
      }),
  ),
];
