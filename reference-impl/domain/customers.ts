import type { Account } from "./account.ts";
import type { JsonObject } from "./json.ts";
import { operation } from "./operation.ts";
import type { Outcome } from "./refusal.ts";
import { accept, found, notFound, refuse } from "./refusal.ts";
import type { Customer, Source } from "./types.ts";

export interface CustomerRequest {
  readonly id: string | undefined;
  readonly enabled: boolean | undefined;
  readonly defaultSourceId: string | undefined;
  readonly fields: JsonObject;
}

export function createCustomer(account: Account, request: CustomerRequest): Outcome<Customer> {
  // Creating a customer, "Unique identifier": one that is sent has at most 40 characters.
  if (request.id !== undefined && request.id.length > 40)
    return refuse({ reason: "invalid-parameter", parameter: "id", value: request.id });
  const id = request.id ?? account.newId("customer");
  if (account.store.customers.get(id))
    return refuse({ reason: "already-exists", resource: "customer", id });
  const customer = account.store.customers.put({
    id,
    createdAt: account.now(),
    updatedAt: account.now(),
    enabled: request.enabled ?? true,
    sourceIds: [],
    defaultSourceId: undefined,
    fields: request.fields,
  });
  account.announce({ type: "customer.created", resource: "customer", value: customer });
  return accept(customer);
}

export function retrieveCustomer(account: Account, id: string): Outcome<Customer> {
  return found(account.store.customers.get(id), "customer", id);
}

export const updateCustomer = operation(
  (account: Account, customer: Customer, request: CustomerRequest): Outcome<Customer> => {
    const wanted = request.defaultSourceId;
    const refusal =
      wanted === undefined ? undefined : account.rules.mayBecomeDefault(customer, wanted);
    if (refusal !== undefined) return refuse(refusal);
    const updated = {
      ...customer,
      fields: { ...customer.fields, ...request.fields },
      defaultSourceId: wanted ?? customer.defaultSourceId,
      enabled: request.enabled ?? customer.enabled,
    };
    return accept(putCustomer(account, updated));
  },
);

export function deleteCustomer(account: Account, customer: Customer): void {
  account.store.customers.delete(customer.id);
  account.announce({ type: "customer.deleted", resource: "customer", value: customer });
}

/** Managing sources, "Saving sources to customers". Saving what the customer already has changes nothing. */
export const saveSource = operation(
  (account: Account, customer: Customer, source: Source): Outcome<Source> => {
    const { rules } = account;
    const refusal =
      rules.typeCanBeSaved(source) ??
      rules.stateCanBeSaved(source) ??
      rules.customerMaySave(source, customer);
    if (refusal !== undefined) return refuse(refusal);
    if (customer.sourceIds.includes(source.id)) return accept(source);
    const saved = account.store.sources.put(rules.sourceAfterSave(source, customer));
    putCustomer(account, {
      ...customer,
      sourceIds: rules.sourceIdsAfterSave(customer, source),
      defaultSourceId: rules.defaultAfterSave(customer, source.id),
    });
    account.announce({ type: "customer.source.created", resource: "source", value: saved });
    return accept(saved);
  },
);

/** DR-REMOVE-1, DR-REMOVE-2: A source removed from its customer is cancelled (Managing sources, "Removing sources from customers"). */
export const removeSource = operation(
  (account: Account, customer: Customer, source: Source): Outcome<Source> => {
    if (!customer.sourceIds.includes(source.id)) return notFound("source", source.id);
    const removed = account.store.sources.put({ ...source, state: "cancelled" });
    putCustomer(account, {
      ...customer,
      sourceIds: account.rules.sourceIdsAfterRemoval(customer, source.id),
      defaultSourceId: account.rules.defaultAfterRemoval(customer, source.id),
    });
    account.announce({ type: "customer.source.deleted", resource: "source", value: removed });
    return accept(removed);
  },
);

function putCustomer(account: Account, customer: Customer): Customer {
  const value = account.store.customers.put({ ...customer, updatedAt: account.now() });
  account.announce({ type: "customer.updated", resource: "customer", value });
  return value;
}
