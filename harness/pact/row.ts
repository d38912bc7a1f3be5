import type { PactInteraction } from "../../specs/types/pact.format.d.ts";
import type { PactFile } from "./document.ts";
import type { InteractionRow } from "./report.ts";

/** The row of an interaction, its mismatches and its reason still to be told. */
export const interactionRow = (
  { file, pact, pending: all }: PactFile,
  { description, providerStates = [], pending }: PactInteraction,
  outcome: InteractionRow["outcome"],
): InteractionRow => ({
  file,
  consumer: pact.consumer.name,
  provider: pact.provider.name,
  description,
  states: providerStates.map(({ name }) => name),
  outcome,
  ...((all === true || pending === true) && { pending: true }),
  mismatches: [],
});
