import type { Refusal } from "../domain/refusal.ts";

/** A refusal in words; where a page of the documentation prints the words, they are these. */
export function sentenceOf(refusal: Refusal): string {
  // The entry under a reason takes the refusals of that reason, which is more than the compiler sees.
  const words = sentences[refusal.reason] as ((of: Refusal) => string) | undefined;
  return words?.(refusal) ?? "The request failed to complete.";
}

type Sentences = {
  readonly [R in Refusal["reason"]]?: (of: Extract<Refusal, { reason: R }>) => string;
};

/** The reasons that a call of this API can meet. */
const sentences: Sentences = {
  "not-found": ({ resource, id }) =>
    resource === "source"
      ? `The source with id [${id}] was not found.`
      : `Could not find a ${resource} with an id of ${id}`,
  "missing-parameter": () => "Invalid or Missing Request Content",
  "invalid-parameter": ({ parameter, value }) => `'${value}' is not a valid ${parameter}.`,
  "already-exists": () => "A payment option with this source or this name exists already.",
  "order-incomplete": () => "A payment method cannot be detached from an empty cart.",
  "sources-exceed-total": () => "Insufficient credit balance available.",
  "source-state-invalid": ({ sourceId }) => `The source with id [${sourceId}] is not chargeable.`,
  "source-not-chargeable": ({ sourceId }) => `The source with id [${sourceId}] is not chargeable.`,
  "source-not-savable": ({ sourceId }) =>
    `The source with id [${sourceId}] does not support recurring payments.`,
  "source-of-other-customer": ({ sourceId }) =>
    `The source with id [${sourceId}] belongs to another shopper.`,
  "source-not-combinable": ({ sourceId }) =>
    `The source with id [${sourceId}] cannot be combined with the other sources.`,
  "source-in-other-currency": ({ currency }) => `The source is not in ${currency}.`,
};
