import type { Account } from "./account.ts";
import type { JsonObject } from "./json.ts";
import type { Outcome } from "./refusal.ts";
import { accept, notFound, refuse } from "./refusal.ts";
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
  const customer = account.store.customers.get(id);
  return customer ? accept(customer) : notFound("customer", id);
}

export function updateCustomer(
  account: Account,
  customer: Customer,
  request: CustomerRequest,
): Outcome<Customer> {
  const wanted = request.defaultSourceId;
  const refusal =
    wanted === undefined ? undefined : account.rules.mayBecomeDefault(customer, wanted);
  if (refusal !== undefined) return refuse(refusal);
  const defaultSourceId =
    wanted === undefined
      ? customer.defaultSourceId
      : account.rules.defaultAfterUpdate(customer, wanted);
  const fields = { ...customer.fields, ...request.fields };
  return accept(
    putCustomer(account, {
      ...customer,
      fields,
      defaultSourceId,
      enabled: request.enabled ?? customer.enabled,
    }),
  );
}

export function deleteCustomer(account: Account, customer: Customer): void {
  account.store.customers.delete(customer.id);
  account.announce({ type: "customer.deleted", resource: "customer", value: customer });
}

/** Managing sources, "Saving sources to customers". Saving what the customer already has changes nothing. */
export function saveSource(account: Account, customer: Customer, source: Source): Outcome<Source> {
  const { rules } = account;
  const attempted = rules.sourceAfterSave(source, customer);
  const refusal =
    rules.typeCanBeSaved(source) ??
    rules.stateCanBeSaved(source) ??
    rules.customerMaySave(source, customer);
  if (refusal !== undefined) {
    account.store.sources.put(rules.sourceAfterRefusedSave(source, attempted));
    keepSourceIds(account, customer, rules.sourceIdsAfterRefusedSave(customer, source));
    return refuse(refusal);
  }
  if (customer.sourceIds.includes(source.id)) return accept(source);
  const all = rules.sourcesToSave(source, () => account.store.sources.newestFirst());
  for (const one of all) account.store.sources.put(rules.sourceAfterSave(one, customer));
  const saved = account.store.sources.get(source.id) ?? attempted;
  const defaultSourceId = rules.defaultAfterSave(customer, source.id);
  const sourceIds = all.reduce(
    (ids, one) => rules.sourceIdsAfterSave({ ...customer, sourceIds: ids }, one),
    customer.sourceIds,
  );
  putCustomer(account, { ...customer, defaultSourceId, sourceIds });
  account.announce({ type: "customer.source.created", resource: "source", value: saved });
  return accept(saved);
}

/** Managing sources, "Removing sources from customers". */
export function removeSource(
  account: Account,
  customer: Customer,
  source: Source,
): Outcome<Source> {
  if (!customer.sourceIds.includes(source.id)) return notFound("source", source.id);
  const { rules } = account;
  const refusal = rules.sourceMayBeRemoved(source, customer);
  if (refusal !== undefined) return refuse(refusal);
  const leaving = rules.sourceIdsToRemove(source.id, customer);
  for (const id of leaving) {
    const one = account.store.sources.get(id) ?? source;
    account.store.sources.put({ ...one, state: rules.sourceStateAfterRemoval(one) });
  }
  const removed = account.store.sources.get(source.id) ?? source;
  const sourceIds = leaving.reduce(
    (ids, id) => rules.sourceIdsAfterRemoval({ ...customer, sourceIds: ids }, id),
    customer.sourceIds,
  );
  putCustomer(account, {
    ...customer,
    sourceIds,
    defaultSourceId: rules.defaultAfterRemoval(customer, source.id),
  });
  account.announce({ type: "customer.source.deleted", resource: "source", value: removed });
  return accept(removed);
}

function keepSourceIds(account: Account, customer: Customer, sourceIds: readonly string[]): void {
  if (sourceIds !== customer.sourceIds) putCustomer(account, { ...customer, sourceIds });
}

function putCustomer(account: Account, customer: Customer): Customer {
  const value = account.store.customers.put({ ...customer, updatedAt: account.now() });
  account.announce({ type: "customer.updated", resource: "customer", value });
  return value;
}
