import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import { targetDigest } from "../implementation/identity.ts";
import { publishedDigest } from "../implementation/published.ts";
import type { Target } from "../implementation/types.ts";
import type { Selection, Shard } from "../plan/types.ts";
import { createRedact } from "../secrets/redact.ts";

/** What a run is asked to do, and on what. */
export interface Beginning {
  readonly target: Target;
  readonly selection: Selection;
  readonly seed: number;
  readonly shard?: Shard;
  /** How often everything is run, each time in another order; once when absent. */
  readonly repeat?: number;
  /** Cases under way at once; the target's own limit when absent. */
  readonly concurrency?: number;
  /** A header of every request that names its case, for debugging. */
  readonly traceHeader?: string;
  /** Faults that the bundled reference implementation was started with, for the record. */
  readonly faults: readonly string[];
}

/** What comes from outside when a run begins. */
export interface BeginEdges {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Version of Headwater. */
  readonly version: string;
}

/** What is known of a run before its first request: the first line of its journal. */
export function headerOf(
  options: Beginning,
  suite: HeaderLine["suite"],
  { newId, now }: BeginEdges,
): HeaderLine {
  const { target, selection, seed, shard, repeat = 1, faults, traceHeader } = options;
  const targetFileDigest = publishedDigest(target);
  return {
    kind: "header",
    format: 1,
    suite,
    target: targetFacts(target),
    targetDigest: targetDigest(target),
    ...(targetFileDigest && { targetFileDigest }),
    run: {
      id: newId(),
      startedAt: now().toISOString(),
      seed,
      selection: {
        patterns: [...selection.patterns],
        profiles: [...selection.profiles],
        requirements: [...selection.requirements],
        sourceTypes: [...selection.sourceTypes],
        level: selection.level,
      },
      ...(shard && { shard }),
      ...(repeat > 1 && { repeat }),
      ...(traceHeader && { traceHeader }),
      concurrency: options.concurrency ?? target.limits.concurrency,
      faults: [...faults],
    },
  };
}

function targetFacts(target: Target): HeaderLine["target"] {
  const { name, implementation, apis, browser, claims, secrets, ephemeral } = target;
  const redact = createRedact(secrets);
  const baseUrls = Object.entries(apis).map(([api, { baseUrl }]) => [api, redact(baseUrl)]);
  const { profiles, sourceTypes, can, currencies, abilities, ownRecipes } = claims;
  return {
    name: redact(name),
    baseUrls: Object.fromEntries(baseUrls),
    ...(browser && {
      browser: { script: redact(browser.script), origin: redact(browser.origin) },
    }),
    ...(implementation && { implementation }),
    ...(ephemeral && { ephemeral }),
    claims: {
      ...(profiles && { profiles: [...profiles] }),
      ...(sourceTypes && { sourceTypes: [...sourceTypes] }),
      ...(can && { can: Object.fromEntries(can) }),
      ...(currencies && { currencies: [...currencies] }),
      ...(abilities && { abilities: [...abilities] }),
      ...(ownRecipes && { ownRecipes: [...ownRecipes] }),
    },
  };
}
