import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../specs/types/report.format.d.ts";
import { type AccountWishes, runOn, type Sandbox, startSandbox } from "./testing/sandbox.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** What went wrong, so that a red test reads well. */
const troubles = (report: Report): readonly string[] => [
  ...report.reasons,
  ...report.cases.flatMap((one) =>
    one.checks
      .filter((check) => check.outcome !== "passed")
      .map(
        (check) =>
          `${one.id}/${check.id} ${check.outcome}: ${check.cause ?? JSON.stringify(check.findings)}`,
      ),
  ),
];

describe("the whole suite passes on every legal variation of a correct server", () => {
  it.each<{ readonly name: string; readonly wishes: AccountWishes }>([
    { name: "as it is", wishes: {} },
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
      name: "all of it at once",
      wishes: {
        settleMs: 60,
        ids: "punctuated",
        variations: {
          reversedKeys: true,
          extraFields: true,
          attachAnswers201: true,
          reversedSecondaries: true,
        },
      },
    },
  ])("$name", async ({ wishes }) => {
    const report = await runOn(
      await sandbox.account(wishes),
      sandbox.workspace,
      {},
      { concurrency: 16 },
    );
    expect(troubles(report)).toEqual([]);
    expect(report.conclusion).toBe("conformant");
  });
});

describe("no case depends on another", () => {
  it.each([1, 32])("at concurrency %i", async (concurrency) => {
    const report = await runOn(await sandbox.account({}), sandbox.workspace, {}, { concurrency });
    expect(troubles(report)).toEqual([]);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => ({ seed })))(
    "in the order of seed $seed",
    async ({ seed }) => {
      const report = await runOn(
        await sandbox.account({}),
        sandbox.workspace,
        {},
        { seed, concurrency: 16 },
      );
      expect(troubles(report)).toEqual([]);
      expect(report.conclusion).toBe("conformant");
    },
  );
});
