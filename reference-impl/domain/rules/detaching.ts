import type { Refusal } from "../refusal.ts";
import type { SourceState } from "../source-states.ts";
import type { Source } from "../types.ts";
import type { Basket } from "./basket.ts";

/**
 * DR-DETACH-2, DR-DETACH-10: A source that is not reusable is cancelled when it leaves its checkout; a saved one
 * stays what it was. DR-STATE-3: What was charged stays consumed, whatever becomes of the checkout afterwards.
 */
export function sourceStateAfterDetach(source: Source, _basket: Basket): SourceState {
  return source.reusable || source.state === "consumed" ? source.state : "cancelled";
}

/** DR-DETACH-6, DR-DETACH-7: Every source of a checkout can be detached. */
export function sourceMayLeave(_source: Source, _basket: Basket): Refusal | undefined {
  return undefined;
}
