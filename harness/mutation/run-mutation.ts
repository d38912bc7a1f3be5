import { setTimeout as pause } from "node:timers/promises";
import type { Mutation, ProofPart } from "../../specs/types/mutation.format.d.ts";
import { ok, type Result } from "../result.ts";
import type { Target } from "../implementation/types.ts";
import { type HealthyRun, takeHealthyRun } from "./healthy-run.ts";
import { conclude } from "./conclusion.ts";
import type { Proofs } from "./findings.ts";
import type { PanelBeside } from "./degenerate/beside.ts";
import { proveEdits } from "./edits/judge-edits.ts";
import { freedomsOfFaults, freedomsOfGenerated, variationsOf } from "./fairness/freedom.ts";
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
  /** Target files by their name: what servers claim that do not do all. */
  readonly claiming: ReadonlyMap<string, Target>;
  /** Trials under way at once. */
  readonly concurrency: number;
  /** Starts the panel of degenerate servers; what else is proved goes on meanwhile. */
  readonly startPanel: (onServer: (name: string) => void) => Promise<PanelBeside>;
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
  let panel: PanelBeside | undefined;
  try {
    input.onProgress("baseline");
    const baseline = await takeHealthyRun({ ...input, trials, target: input.sandbox });
    // Not before: a healthy run, with its pages, is to have the machine for itself.
    if (input.parts.includes("degenerate")) {
      panel = await input.startPanel((name) => input.onProgress(`degenerate server: ${name}`));
    }
    const proofs = await proveParts(input, trials, baseline, panel);
    if (!proofs.ok) return proofs;
    return ok(mutationOf(input, proofs.value, startedAt));
  } finally {
    await panel?.end();
    await trials.close();
  }
}

async function proveParts(
  input: MutationInput,
  trials: CaseRuns,
  baseline: HealthyRun,
  panel: PanelBeside | undefined,
): Promise<Result<Proofs>> {
  const { parts, material } = input;
  const plain = withoutPages(input);
  const plainBaseline = plainRun(baseline);
  const passing = baseline.trials.filter(({ verdicts }) =>
    verdicts.every(({ outcome }) => outcome === "passed"),
  );
  // What asks no server keeps this thread busy while the panel does the same to its own.
  if (parts.includes("edits")) input.onProgress("edited transcripts");
  const edits = parts.includes("edits") ? proveEdits(passing, material.specs) : undefined;
  // Connections that the server closed meanwhile are heard of before the next request takes one.
  await pause(100);
  // Faults wait for pages, and for answers that never come; what else asks the server goes on meanwhile.
  const [faults, others] = await Promise.all([
    parts.includes("faults") ? proveFaults(input, trials, baseline) : ok(undefined),
    proveOthers(plain, trials, plainBaseline),
  ]);
  if (!faults.ok) return faults;
  if (!others.ok) return others;
  const degenerate = await (panel?.proof ?? ok(undefined));
  if (!degenerate.ok) return degenerate;
  return ok({
    baseline: baseline.proof,
    ...others.value,
    ...(faults.value === undefined ? {} : { faults: faults.value }),
    ...(edits === undefined ? {} : { edits }),
    ...(degenerate.value === undefined ? {} : { degenerate: degenerate.value }),
  });
}

/** What takes no page, one part after the other. */
async function proveOthers(
  input: MutationInput,
  trials: CaseRuns,
  baseline: HealthyRun,
): Promise<Result<Pick<Proofs, "fairness" | "generated" | "isolation">>> {
  const { parts } = input;
  const fairness = parts.includes("fairness")
    ? await fairnessOf(input, trials, baseline)
    : ok(undefined);
  if (!fairness.ok) return fairness;
  const generated = parts.includes("generated")
    ? await proveGenerated(input, trials, baseline)
    : ok(undefined);
  if (!generated.ok) return generated;
  const orders = parts.includes("isolation")
    ? await proveIsolation({
        ...input,
        trials: baseline.trials,
        run: trials.run,
        onOrder: (name) => input.onProgress(`order: ${name}`),
      })
    : ok(undefined);
  if (!orders.ok) return orders;
  return ok({
    ...(fairness.value === undefined ? {} : { fairness: fairness.value }),
    ...(generated.value === undefined ? {} : { generated: generated.value }),
    ...(orders.value === undefined ? {} : { isolation: orders.value }),
  });
}

async function fairnessOf(input: MutationInput, trials: CaseRuns, baseline: HealthyRun) {
  const { library, specs } = input.material;
  const variations = await variationsOf(input.sandbox);
  if (!variations.ok) return variations;
  const generated = await generatedOf(input.sandbox);
  if (!generated.ok) return generated;
  return proveFairness({
    ...input,
    trials,
    baseline,
    freedoms: [
      ...freedomsOfFaults(input.faults, library.cases, specs),
      ...variations.value,
      ...freedomsOfGenerated(generated.value, library.cases, specs),
    ],
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
