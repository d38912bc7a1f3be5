import type { Refusal } from "../refusal.ts";
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

/** DR-CUSTOMER-1, DR-CUSTOMER-2: A saved source joins those that the customer has. */
export function sourceIdsAfterSave(customer: Customer, source: Source): readonly string[] {
  return [...customer.sourceIds, source.id];
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

/** DR-REMOVE-12: The removed source is no longer among the customer's. */
export function sourceIdsAfterRemoval(customer: Customer, sourceId: string): readonly string[] {
  return customer.sourceIds.filter((id) => id !== sourceId);
}

/** No other source moves up when the default is removed; the pages leave this open. */
export function defaultAfterRemoval(customer: Customer, sourceId: string): string | undefined {
  return customer.defaultSourceId === sourceId ? undefined : customer.defaultSourceId;
}
