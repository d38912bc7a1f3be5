import type { Mutation, ProofPart } from "../../specs/types/mutation.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { ok, type Result } from "../result.ts";
import type { Target } from "../implementation/types.ts";
import { type HealthyRun, takeHealthyRun } from "./healthy-run.ts";
import { conclude } from "./conclusion.ts";
import type { Proofs } from "./findings.ts";
import type { Reasons } from "./degenerate/catalogue.ts";
import { provePanel } from "./degenerate/panel.ts";
import { proveEdits } from "./edits/judge-edits.ts";
import { freedomsOfFaults, variationsOf } from "./fairness/freedom.ts";
import { proveFairness } from "./fairness/prove-fairness.ts";
import type { Fault } from "./fault.ts";
import { proveIsolation } from "./isolation.ts";
import { generatedOf, runGenerated } from "./run-generated.ts";
import { runFaults, type FaultScope } from "./run-faults.ts";
import { scoreFaults } from "./score.ts";
import { chromiumOf, plainRun, provableWith, withoutPages } from "./without-browser.ts";
import { createCaseRuns, type Material, type CaseRuns } from "./case-run.ts";

/** What the suite is proved with. */
export interface MutationInput {
  readonly material: Material;
  /** The reference implementation without faults, with its control surface. */
  readonly sandbox: Target;
  readonly parts: readonly ProofPart[];
  readonly faults: readonly Fault[];
  /** Names of generated faults; all when empty. */
  readonly generated: readonly string[];
  /** Only some faults of the catalogue. */
  readonly selected: boolean;
  readonly scope: FaultScope;
  readonly reasons: Reasons;
  /** Target files by their name: what servers claim that do not do all. */
  readonly claiming: ReadonlyMap<string, Target>;
  /** Trials under way at once. */
  readonly concurrency: number;
  /** Runs the suite against a server as `headwater run` does. */
  readonly measure: (target: Target, seed?: number) => Promise<Result<Report>>;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Told what is done at the moment. */
  readonly onProgress: (text: string) => void;
}

/**
 * Proves the suite: it passes on the reference implementation, every fault is killed where it strikes, every check can
 * fail and fails on nothing legal, no server that implements nothing passes, and no case depends on another.
 *
 * Problems: REFERENCE_SERVER; those of a run.
 */
export async function runMutation(asked: MutationInput): Promise<Result<Mutation>> {
  const startedAt = asked.now();
  const chromium = chromiumOf(asked.sandbox);
  const material = provableWith(chromium, asked.material);
  const isProvable = ({ requirement }: Fault) => material.specs.requirements.has(requirement);
  const input = { ...asked, material, faults: asked.faults.filter(isProvable) };
  const trials = createCaseRuns(material, {
    chromium,
    connections: input.concurrency,
    // A thousand cases at once wait for a connection longer than for the answer.
    timeoutMs: 60_000,
  });
  try {
    input.onProgress("baseline");
    const baseline = await takeHealthyRun({ ...input, trials, target: input.sandbox });
    const proofs = await proveParts(input, trials, baseline);
    if (!proofs.ok) return proofs;
    return ok(mutationOf(input, proofs.value, startedAt));
  } finally {
    await trials.close();
  }
}

async function proveParts(
  input: MutationInput,
  trials: CaseRuns,
  baseline: HealthyRun,
): Promise<Result<Proofs>> {
  const { parts, material } = input;
  const plain = withoutPages(input);
  const plainBaseline = plainRun(baseline);
  const passing = baseline.trials.filter(({ verdicts }) =>
    verdicts.every(({ outcome }) => outcome === "passed"),
  );
  const fairness = parts.includes("fairness")
    ? await fairnessOf(plain, trials, plainBaseline)
    : ok(undefined);
  if (!fairness.ok) return fairness;
  const faults = parts.includes("faults")
    ? await proveFaults(input, trials, baseline)
    : ok(undefined);
  if (!faults.ok) return faults;
  const generated = parts.includes("generated")
    ? await proveGenerated(plain, trials, plainBaseline)
    : ok(undefined);
  if (!generated.ok) return generated;
  if (parts.includes("edits")) input.onProgress("edited transcripts");
  const edits = parts.includes("edits") ? proveEdits(passing, material.specs) : undefined;
  const panel = parts.includes("degenerate") ? await panelOf(plain) : ok(undefined);
  if (!panel.ok) return panel;
  const orders = parts.includes("isolation")
    ? await proveIsolation({
        ...plain,
        trials: plainBaseline.trials,
        run: trials.run,
        onOrder: (name) => input.onProgress(`order: ${name}`),
      })
    : ok(undefined);
  if (!orders.ok) return orders;
  return ok({
    baseline: baseline.proof,
    ...(fairness.value === undefined ? {} : { fairness: fairness.value }),
    ...(faults.value === undefined ? {} : { faults: faults.value }),
    ...(generated.value === undefined ? {} : { generated: generated.value }),
    ...(edits === undefined ? {} : { edits }),
    ...(panel.value === undefined ? {} : { degenerate: panel.value }),
    ...(orders.value === undefined ? {} : { isolation: orders.value }),
  });
}

async function fairnessOf(input: MutationInput, trials: CaseRuns, baseline: HealthyRun) {
  const { library, specs } = input.material;
  const variations = await variationsOf(input.sandbox);
  if (!variations.ok) return variations;
  return proveFairness({
    ...input,
    trials,
    baseline,
    freedoms: [...freedomsOfFaults(input.faults, library.cases, specs), ...variations.value],
    full: input.scope === "full",
    onServer: (name) => input.onProgress(`fairness: ${name}`),
  });
}

async function proveFaults(input: MutationInput, trials: CaseRuns, baseline: HealthyRun) {
  const start = performance.now();
  const { specs } = input.material;
  const cases = baseline.trials.map((trial) => trial.case);
  let done = 0;
  const onFault = () => input.onProgress(`faults: ${(done += 1)} met`);
  const killMatrix = await runFaults({ ...input, cases, specs, trials, baseline, onFault });
  if (!killMatrix.ok) return killMatrix;
  const durationMs = Math.round(performance.now() - start);
  const scored = {
    ...input,
    cases,
    specs,
    matrix: input.scope,
    killMatrix: killMatrix.value,
    durationMs,
  };
  return ok(scoreFaults(scored));
}

async function proveGenerated(input: MutationInput, trials: CaseRuns, baseline: HealthyRun) {
  const all = await generatedOf(input.sandbox);
  if (!all.ok) return all;
  const { generated: named } = input;
  const faults = all.value.filter(({ name }) => named.length === 0 || named.includes(name));
  let done = 0;
  const onFault = () => input.onProgress(`generated faults: ${(done += 1)} met`);
  const selected = named.length > 0;
  return runGenerated({ ...input, ...input.material, selected, faults, trials, baseline, onFault });
}

const panelOf = (input: MutationInput) =>
  provePanel({
    ...input,
    cases: input.material.library.cases,
    like: input.sandbox,
    onServer: (name) => input.onProgress(`degenerate server: ${name}`),
  });

function mutationOf(
  { material, parts, now }: MutationInput,
  proofs: Proofs,
  startedAt: Date,
): Mutation {
  const { library, specs, version } = material;
  return {
    format: 1,
    suite: { version, casesDigest: library.digest, requirementsDigest: specs.digest },
    run: {
      startedAt: startedAt.toISOString(),
      durationMs: now().getTime() - startedAt.getTime(),
      parts: [...parts],
    },
    ...conclude(proofs),
    ...proofs,
  };
}
