import { createHash } from "node:crypto";
import type { Pact, PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { CallStep, Case, Library } from "../case/types.ts";
import { driveCase } from "../drive/case.ts";
import type { Driver } from "../drive/call.ts";
import { readFacts } from "../judge/facts.ts";
import { judge } from "../judge/judge.ts";
import { decide } from "../plan/decide.ts";
import type { Api, SpecBook } from "../spec/types.ts";
import { expressStep } from "./interaction.ts";

/** What pacts are generated from. */
export interface GenerateInput {
  readonly library: Library;
  readonly specs: SpecBook;
  readonly driver: Driver;
  /** Names of properties that are compared exactly. */
  readonly exact: Readonly<Record<Api, ReadonlySet<string>>>;
}

/** A judged step that no interaction stands for. */
export interface Omission {
  readonly name: string;
  readonly reason: string;
}

/** The pacts, one an API, and how much of the cases they hold. */
export interface Generated {
  readonly pacts: readonly Pact[];
  readonly omissions: readonly Omission[];
  /** How many judged steps there are, and of how many cases; and how many of them the pacts hold. */
  readonly counts: Readonly<
    Record<"steps" | "cases", { readonly of: number; readonly held: number }>
  >;
}

/** They are no consumer's: they say what the reference implementation answers to the cases. */
export const consumerName = "headwater-cases";

/**
 * Drives every case, one after the other, and writes each judged step down as an interaction where Pact can say it.
 * Two runs give the same pacts.
 */
export async function generatePacts(input: GenerateInput): Promise<Generated> {
  const kept: (PactInteraction & { readonly api: Api; readonly case: string })[] = [];
  const omissions: Omission[] = [];
  const cases = input.library.cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const one of cases) {
    for (const { step, expressed } of await recordCase(one, input)) {
      if (!expressed.ok) omissions.push({ name: `${one.id}/${step}`, reason: expressed.reason });
      else kept.push({ ...expressed.interaction, api: one.api, case: one.id });
    }
  }
  const judged = cases.map((one) => judgedSteps(one).length);
  return {
    pacts: (["digital-river", "commerce"] as const).map((api) =>
      pactOf(
        api,
        kept.filter((interaction) => interaction.api === api),
      ),
    ),
    omissions,
    counts: {
      steps: { of: judged.reduce((sum, count) => sum + count, 0), held: kept.length },
      cases: { of: cases.length, held: new Set(kept.map((one) => one.case)).size },
    },
  };
}

function pactOf(
  api: Api,
  kept: readonly (PactInteraction & { readonly api: Api; readonly case: string })[],
): Pact {
  return {
    consumer: { name: consumerName },
    provider: { name: api },
    interactions: kept
      .map(({ api: _api, case: _case, ...interaction }) => interaction)
      .toSorted((a, b) => (a.description < b.description ? -1 : 1)),
    metadata: { pactSpecification: { version: "4.0" } },
  };
}

type Recorded = {
  readonly step: string;
  readonly expressed: ReturnType<typeof expressStep>;
};

const judgedSteps = (one: Case): readonly CallStep[] => {
  const named = new Set(one.checks.flatMap((check) => check.on));
  return one.steps.flatMap((step) => (step.kind === "call" && named.has(step.id) ? [step] : []));
};

async function recordCase(one: Case, input: GenerateInput): Promise<readonly Recorded[]> {
  const { library, driver, specs, exact } = input;
  const omit = (reason: string) =>
    judgedSteps(one).map(({ id }) => ({ step: id, expressed: { ok: false, reason } as const }));
  const decision = decide(one, library.contracts, driver.target);
  if (decision.kind !== "run") return omit(decision.cause);
  const transcript = await driveCase(one, {
    ...driver,
    contracts: library.contracts,
    unique: `hw${createHash("sha256").update(one.id).digest("hex").slice(0, 10)}x1`,
    record: (entry) => (entry.kind === "exchange" ? { ...entry, number: 0 } : entry),
  });
  const verdicts = judge(one, transcript, specs.schemas);
  const facts = readFacts(one, transcript, specs.schemas);
  return judgedSteps(one).map((step) => {
    const on = one.checks.filter((check) => check.on.includes(step.id)).map((check) => check.id);
    const wrong = verdicts.find(({ check, outcome }) => on.includes(check) && outcome !== "passed");
    const exchange = facts.judged.get(step.id)?.[0]?.entry.exchange;
    if (wrong !== undefined || exchange === undefined) {
      const reason = "the reference implementation does not pass the check";
      return { step: step.id, expressed: { ok: false, reason } as const };
    }
    const baseUrl = driver.target.apis[step.api]?.baseUrl ?? "";
    const recorded = { case: one, step, exchange, baseUrl };
    const context = { contracts: library.contracts, exact: exact[step.api] };
    return { step: step.id, expressed: expressStep(recorded, context) };
  });
}
