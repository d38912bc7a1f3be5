import type { Driver } from "../execute/driver.ts";
import type { Library } from "../case/types.ts";
import type { SpecBook } from "../requirements/types.ts";
import { ok, type Result } from "../result.ts";
import { loadEnumerated } from "./enumerated.ts";
import { type Generated, generatePacts } from "./generate.ts";
import { openComparison, whyUndescribed } from "./openapi.ts";

/** The cases, and where they are described. */
export interface Recording {
  readonly library: Library;
  readonly specs: SpecBook;
  readonly folders: { readonly specs: string };
}

/** The pacts of the cases, as what the driver drives answers them; see `generatePacts`. Problems: PACKAGE_MISSING. */
export async function recordPacts(
  { library, specs, folders }: Recording,
  driver: Driver,
): Promise<Result<Generated>> {
  const compare = await openComparison(folders.specs);
  if (!compare.ok) return compare;
  return ok(
    await generatePacts({
      library,
      specs,
      driver,
      exact: loadEnumerated(folders.specs),
      whyUndescribed: async (api, interaction) => {
        const why = await whyUndescribed(compare.value, api, interaction);
        return why && `the request is none that the OpenAPI document describes (${why})`;
      },
    }),
  );
}
