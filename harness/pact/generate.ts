import { createHash } from "node:crypto";
import pMap from "p-map";
import type { Pact, PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { CallStep, Case, Library } from "../case/types.ts";
import { driveCase } from "../execute/case.ts";
import type { Driver } from "../execute/driver.ts";
import { type Judged, readFacts } from "../judge/facts.ts";
import { judge } from "../judge/judge.ts";
import { groupBy } from "../group.ts";
import { decide } from "../plan/decide.ts";
import type { Api, SpecBook } from "../requirements/types.ts";
import { keepDistinct } from "./dedupe.ts";
import { expressStep, whyUnfit } from "./interaction.ts";
import { type JudgedRun, type JudgedStep, nameOf, stepsBefore } from "./judged-step.ts";

/** What pacts are generated from. */
export interface GenerateInput {
  readonly library: Library;
  /** Those of which interactions are wanted. */
  readonly steps: readonly JudgedStep[];
  readonly consumer: string;
  readonly specs: SpecBook;
  readonly driver: Driver;
  /** Names of properties that are compared exactly. */
  readonly exact: Readonly<Record<Api, ReadonlySet<string>>>;
  /** Why an interaction is none that the OpenAPI document describes; undefined where it is one. */
  readonly whyUndescribed: (api: Api, interaction: PactInteraction) => Promise<string | undefined>;
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
  /** Judged steps for which the interaction of another stands, since it says the same. */
  readonly alike: readonly { readonly name: string; readonly by: string }[];
  /** How many judged steps there are, and of how many cases; and for how many of them an interaction stands. */
  readonly counts: Readonly<
    Record<"steps" | "cases", { readonly of: number; readonly held: number }>
  >;
}

/**
 * Drives the cases and writes each judged step down as an interaction where Pact can say it; of those that say the
 * same the first is kept. Two runs give the same pacts.
 */
export async function generatePacts(input: GenerateInput): Promise<Generated> {
  const cases = [...groupBy(input.steps, (one) => one.case)];
  const { concurrency } = input.driver.target.limits;
  const recorded = (
    await pMap(cases, ([testCase, own]) => recordCase(testCase, own, input), { concurrency })
  ).flat();
  const expressed = recorded.flatMap((step) => (step.kind === "expressed" ? [step] : []));
  const { kept, alike } = keepDistinct(expressed);
  return {
    pacts: (["digital-river", "commerce"] as const).map((api) =>
      pactOf(
        input.consumer,
        api,
        kept.filter((step) => step.api === api).map((step) => step.interaction),
      ),
    ),
    omissions: recorded.flatMap((step) => (step.kind === "omitted" ? [step] : [])),
    alike: alike.map(({ left, by }) => ({ name: left.name, by: by.name })),
    counts: {
      steps: { of: recorded.length, held: expressed.length },
      cases: { of: cases.length, held: new Set(expressed.map((step) => step.case)).size },
    },
  };
}

function pactOf(consumer: string, api: Api, interactions: readonly PactInteraction[]): Pact {
  return {
    consumer: { name: consumer },
    provider: { name: api },
    interactions: interactions.toSorted((a, b) => (a.description < b.description ? -1 : 1)),
    metadata: { pactSpecification: { version: "4.0" } },
  };
}

type Recorded =
  | {
      readonly kind: "expressed";
      readonly name: string;
      readonly case: string;
      readonly api: Api;
      readonly interaction: PactInteraction;
    }
  | ({ readonly kind: "omitted" } & Omission);

async function recordCase(
  testCase: Case,
  steps: readonly JudgedStep[],
  input: GenerateInput,
): Promise<readonly Recorded[]> {
  const { library, driver, specs } = input;
  const asked = steps.flatMap(({ step }) =>
    step.runs.map((_, run) => ({ case: testCase, step, run })),
  );
  const decision = decide(testCase, library.fixtures, driver.target);
  const whyNot = ({ step }: JudgedRun) =>
    decision.kind === "run" ? whyUnfit(testCase, step) : decision.cause;
  const last = asked.findLast((one) => whyNot(one) === undefined);
  if (last === undefined) return asked.map((one) => omitted(one, whyNot(one) ?? ""));
  const short = until(last.step, testCase);
  // What is polled settles when all checks on it hold.
  const driven = { ...short, checks: testCase.checks };
  const transcript = await driveCase(driven, {
    ...driver,
    fixtures: library.fixtures,
    unique: `hw${createHash("sha256").update(testCase.id).digest("hex").slice(0, 10)}x1`,
    record: (entry) => (entry.kind === "exchange" ? { ...entry, number: 0 } : entry),
  });
  const verdicts = judge(short, transcript, specs.schemas);
  const facts = readFacts(short, transcript, specs.schemas);
  return Promise.all(
    asked.map(async (one) => {
      const why = whyNot(one);
      if (why !== undefined) return omitted(one, why);
      const { step, run } = one;
      const on = short.checks.filter((check) => check.on.includes(step.id)).map(({ id }) => id);
      const wrong = verdicts.some(
        ({ check, outcome }) => on.includes(check) && outcome !== "passed",
      );
      const answered = facts.judged.get(step.id)?.[run];
      if (wrong || answered === undefined) {
        return omitted(one, "the reference implementation does not pass the check");
      }
      return recordStep(one, answered, input);
    }),
  );
}

/** The case up to a step, with the checks that are about no later one. */
function until(last: CallStep, testCase: Case): Case {
  const steps = [...stepsBefore(testCase, last), last];
  const known = new Set(steps.map(({ id }) => id));
  return {
    ...testCase,
    steps,
    checks: testCase.checks.filter(({ on }) => on.every((id) => known.has(id))),
  };
}

async function recordStep(
  asked: JudgedRun,
  { entry: { exchange }, values }: Judged,
  { library, driver, exact, whyUndescribed }: GenerateInput,
): Promise<Recorded> {
  const { case: testCase, step } = asked;
  const baseUrl = driver.target.apis[step.api]?.baseUrl ?? "";
  const context = { fixtures: library.fixtures, exact: exact[step.api] };
  const expressed = expressStep({ ...asked, exchange, values, baseUrl }, context);
  if (!expressed.ok) return omitted(asked, expressed.reason);
  const { interaction } = expressed;
  const why = await whyUndescribed(step.api, interaction);
  if (why !== undefined) return omitted(asked, why);
  return {
    kind: "expressed",
    name: nameOf(asked),
    case: testCase.id,
    api: step.api,
    interaction,
  };
}

const omitted = (asked: JudgedRun, reason: string): Recorded => ({
  kind: "omitted",
  name: nameOf(asked),
  reason,
});
