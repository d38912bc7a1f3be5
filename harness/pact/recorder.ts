import type { Driver } from "../execute/driver.ts";
import type { Library } from "../case/types.ts";
import type { SpecBook } from "../requirements/types.ts";
import { ok, type Result } from "../result.ts";
import { type Choice, chooseSteps } from "./choose.ts";
import { loadEnumerated } from "./enumerated.ts";
import { type Generated, generatePacts } from "./generate.ts";
import { openComparison, whyUndescribed } from "./openapi.ts";

/** The cases, and where they are described. */
export interface Recording {
  readonly library: Library;
  readonly specs: SpecBook;
  readonly folders: { readonly specs: string };
}

/** What is recorded, and for whom. */
export interface Wanted extends Choice {
  readonly consumer: string;
}

/** All of the cases. They are no consumer's: they say what the reference implementation answers to the cases. */
export const allPacts: Wanted = {
  consumer: "headwater-cases",
  patterns: [],
  requirements: [],
  paths: [],
};

/**
 * The pacts of the cases, as what the driver drives answers them; see `generatePacts`. Problems: PACKAGE_MISSING, and those
 * of the choice.
 */
export async function recordPacts(
  { library, specs, folders }: Recording,
  driver: Driver,
  wanted: Wanted = allPacts,
): Promise<Result<Generated>> {
  const steps = chooseSteps(wanted, library, specs);
  if (!steps.ok) return steps;
  const compare = await openComparison(folders.specs);
  if (!compare.ok) return compare;
  return ok(
    await generatePacts({
      library,
      steps: steps.value,
      consumer: wanted.consumer,
      specs,
      driver,
      exact: loadEnumerated(folders.specs),
      whyUndescribed: (api, interaction) => whyUndescribed(compare.value, api, interaction),
    }),
  );
}
