import type { Refusal } from "../refusal.ts";
import type { SourceState } from "../source-states.ts";
import { sourceType } from "../source-types.ts";
import type { Customer, Source } from "../types.ts";

/**
 * DR-SAVE-31, DR-SAVE-35: Only a type that supports reuse can be saved; store credit never (Managing sources,
 * "Reusability restrictions").
 */
export function typeCanBeSaved(source: Source): Refusal | undefined {
  if (sourceType(source.type)?.savable) return undefined;
  return { reason: "source-not-savable", sourceId: source.id };
}

/**
 * DR-SAVE-50, DR-REMOVE-4: Only a chargeable source can be saved (Managing sources, "Chargeability restrictions").
 */
export function stateCanBeSaved(source: Source): Refusal | undefined {
  if (source.state === "chargeable") return undefined;
  return { reason: "source-not-chargeable", sourceId: source.id };
}

/** A source is saved to one customer at a time; nobody writes what a second one would be told. */
export function customerMaySave(source: Source, customer: Customer): Refusal | undefined {
  if (source.customerId === undefined || source.customerId === customer.id) return undefined;
  return { reason: "source-of-other-customer", sourceId: source.id };
}

/** DR-SAVE-4, DR-SAVE-6: Saving makes the source reusable and notes whose it is. */
export function sourceAfterSave(source: Source, customer: Customer): Source {
  return { ...source, reusable: true, customerId: customer.id };
}

/** DR-SAVE-6, CO-SAVE-2: Saved is the source that the request names, of all that are known. */
export function sourcesToSave(source: Source, _known: () => readonly Source[]): readonly Source[] {
  return [source];
}

/** DR-CUSTOMER-1, DR-CUSTOMER-2: A saved source joins those that the customer has. */
export function sourceIdsAfterSave(customer: Customer, source: Source): readonly string[] {
  return [...customer.sourceIds, source.id];
}

/** DR-SAVE-38, DR-SAVE-62: A refused source is not among them. */
export function sourceIdsAfterRefusedSave(customer: Customer, _source: Source): readonly string[] {
  return customer.sourceIds;
}

/** DR-DEFAULT-1, DR-DEFAULT-5: The first source saved becomes the default; later ones do not replace it. */
export function defaultAfterSave(customer: Customer, sourceId: string): string | undefined {
  return customer.defaultSourceId ?? sourceId;
}

/** DR-DEFAULT-6: A default must be one of the customer's own sources. */
export function mayBecomeDefault(customer: Customer, sourceId: string): Refusal | undefined {
  if (customer.sourceIds.includes(sourceId)) return undefined;
  return { reason: "default-not-attached", sourceId };
}

/** DR-DEFAULT-3: The default an update asks for. */
export function defaultAfterUpdate(_customer: Customer, sourceId: string): string | undefined {
  return sourceId;
}

/** DR-REMOVE-1: Every saved source can be removed. */
export function sourceMayBeRemoved(_source: Source, _customer: Customer): Refusal | undefined {
  return undefined;
}

/** DR-REMOVE-1: Removed is the source that the request names, of all that its customer has. */
export function sourceIdsToRemove(sourceId: string, _customer: Customer): readonly string[] {
  return [sourceId];
}

/** DR-REMOVE-2: A source removed from its customer is cancelled. */
export function sourceStateAfterRemoval(_source: Source): SourceState {
  return "cancelled";
}

/** DR-REMOVE-12: The removed source is no longer among the customer's. */
export function sourceIdsAfterRemoval(customer: Customer, sourceId: string): readonly string[] {
  return customer.sourceIds.filter((id) => id !== sourceId);
}

/** No other source moves up when the default is removed; the pages leave this open. */
export function defaultAfterRemoval(customer: Customer, sourceId: string): string | undefined {
  return customer.defaultSourceId === sourceId ? undefined : customer.defaultSourceId;
}

/** DR-SAVE-37, DR-SAVE-61, DR-REMOVE-11: A refused save changes nothing. */
export function sourceAfterRefusedSave(before: Source, _attempted: Source): Source {
  return before;
}
