import type { Driver } from "../execute/driver.ts";
import type { Record as Recorder } from "../journal/transcript.ts";
import type { StateBook } from "./registry.ts";

/** What states are built with: the same driver as cases, and what they are built of. */
export interface StateBuilder {
  readonly driver: Driver;
  readonly library: StateBook;
  /** Another one for each interaction: `{case.unique}` in recipes. */
  readonly newUnique: () => string;
  /** Told of every exchange; what happens while a state is built is no evidence: the interaction is. */
  readonly record: Recorder;
}
