import type { SourceEvent, SourceState } from "../source-states.ts";
import { nextSourceState } from "../source-states.ts";
import type { Source } from "../types.ts";

/** DR-FLOW-5, DR-FLOW-7, DR-STATE-7: A new source starts where its type says, and single-use. */
export function sourceAtFirst(source: Source): Source {
  return source;
}

/**
 * DR-FLOW-8, DR-STATE-8: Where the customer or the funds bring the source; undefined where its state knows no such
 * event.
 */
export function stateAfterEvent(source: Source, event: SourceEvent): SourceState | undefined {
  return nextSourceState(source.state, event);
}
