import { andThen } from "../domain/refusal.ts";
import * as customers from "../domain/customers.ts";
import type { CustomerRequest } from "../domain/customers.ts";
import type { Outcome } from "../domain/refusal.ts";
import { retrieveSource } from "../domain/sources.ts";
import type { Customer } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Filters } from "./filters.ts";
import { byTime, byValue } from "./filters.ts";
import { list } from "./list.ts";
import { reader } from "./read.ts";
import { created, noContent, ok } from "../reply.ts";

export const createCustomer: Handler = (call) => {
  const customer = andThen(customerRequest(call), (request) =>
    customers.createCustomer(call.account, request),
  );
  return answer(call, customer, (value) => created(call.wire.customer(call.account, value)));
};

export const retrieveCustomer: Handler = (call) => {
  const found = customers.retrieveCustomer(call.account, param(call));
  return answer(call, found, (customer) => ok(call.wire.customer(call.account, customer)));
};

export const listCustomers: Handler = (call) =>
  list(
    call,
    call.account.store.customers.newestFirst(),
    (customer) => call.wire.customer(call.account, customer),
    filters,
  );

const filters: Filters<Customer> = {
  updatedTime: byTime(({ updatedAt }) => updatedAt),
  email: byValue(({ fields }) => fields["email"]),
  requestToBeForgotten: byValue(({ fields }) => fields["requestToBeForgotten"] ?? false),
};

export const updateCustomer: Handler = (call) => {
  const updated = andThen(customers.retrieveCustomer(call.account, param(call)), (customer) =>
    andThen(customerRequest(call), (request) =>
      customers.updateCustomer(call.account, customer, request),
    ),
  );
  return answer(call, updated, (customer) => ok(call.wire.customer(call.account, customer)));
};

export const deleteCustomer: Handler = (call) =>
  answer(call, customers.retrieveCustomer(call.account, param(call)), (customer) => {
    customers.deleteCustomer(call.account, customer);
    return noContent();
  });

export const saveSource: Handler = (call) => {
  const saved = andThen(customers.retrieveCustomer(call.account, param(call)), (customer) =>
    andThen(retrieveSource(call.account, param(call, "sourceId"), "sourceId"), (source) =>
      customers.saveSource(call.account, customer, source),
    ),
  );
  return answer(call, saved, (source) => call.wire.sourceSaved(call.wire.source(source)));
};

export const removeSource: Handler = (call) => {
  const removed = andThen(customers.retrieveCustomer(call.account, param(call)), (customer) =>
    andThen(retrieveSource(call.account, param(call, "sourceId"), "sourceId"), (source) =>
      customers.removeSource(call.account, customer, source),
    ),
  );
  return answer(call, removed, () => call.wire.sourceRemoved());
};

const echoed = ["email", "shipping", "requestToBeForgotten", "type", "metadata", "locale"] as const;

function customerRequest(call: Call): Outcome<CustomerRequest> {
  const read = reader(call.body);
  return read.outcome({
    id: read.text("id"),
    enabled: read.flag("enabled"),
    defaultSourceId: read.text("defaultSourceId"),
    fields: read.fields(echoed),
  });
}
