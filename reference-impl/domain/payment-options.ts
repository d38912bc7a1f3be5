import type { Account } from "./account.ts";
import { createCustomer, removeSource, saveSource, updateCustomer } from "./customers.ts";
import { operation } from "./operation.ts";
import type { Outcome } from "./refusal.ts";
import { accept, notFound, refuse } from "./refusal.ts";
import type { Customer, PaymentOption, Source } from "./types.ts";

export interface OptionRequest {
  readonly nickName: string | undefined;
  readonly isDefault: boolean | undefined;
}

/** The shopper of that name: the customer of that identifier, made when it is first met. Without a name, a new one. */
export function shopperOf(account: Account, reference: string | undefined): Outcome<Customer> {
  const known = account.store.customers.get(reference ?? "");
  if (known) return accept(known);
  const nothing = { enabled: undefined, defaultSourceId: undefined, fields: {} };
  return createCustomer(account, { id: reference, ...nothing });
}

/** CO-SAVE-1, CO-SAVE-5, CO-SAVE-29, CO-OPTION-15: Saves the source and names it; neither source nor name twice. */
export const createOption = operation(
  (
    account: Account,
    customer: Customer,
    source: Source,
    request: OptionRequest,
  ): Outcome<PaymentOption> => {
    const taken = optionsOf(account, customer).some(
      (option) => option.sourceId === source.id || isNamed(option, request.nickName),
    );
    if (taken)
      return refuse({ reason: "already-exists", resource: "payment option", id: source.id });
    const saved = saveSource(account, customer, source);
    if (!saved.ok) return saved;
    const option = optionOf(account, customer.id, source.id);
    return updateOption(account, customer.id, option, request);
  },
);

export function optionsOf(account: Account, customer: Customer): readonly PaymentOption[] {
  const current = account.store.customers.get(customer.id) ?? customer;
  return current.sourceIds.map((sourceId) => optionOf(account, current.id, sourceId));
}

export function retrieveOption(
  account: Account,
  customer: Customer,
  id: string,
): Outcome<PaymentOption> {
  const option = optionsOf(account, customer).find((each) => each.id === id);
  return option ? accept(option) : notFound("payment option", id);
}

/** CO-OPTION-10, CO-OPTION-11: The default is one for all options of a customer, so a new one ends the old. */
export function updateOption(
  account: Account,
  customerId: string,
  option: PaymentOption,
  request: OptionRequest,
): Outcome<PaymentOption> {
  const named = { ...option, nickName: request.nickName ?? option.nickName };
  account.store.paymentOptions.put(named);
  const customer = account.store.customers.get(customerId);
  if (request.isDefault !== true || customer === undefined) return accept(named);
  const changed = updateCustomer(account, customer, {
    id: undefined,
    enabled: undefined,
    defaultSourceId: option.sourceId,
    fields: {},
  });
  return changed.ok ? accept(named) : changed;
}

/** Removes the source from its customer, which cancels it. */
export function deleteOption(
  account: Account,
  customer: Customer,
  option: PaymentOption,
): Outcome<Source> {
  const source = account.store.sources.get(option.sourceId);
  if (source === undefined) return notFound("source", option.sourceId);
  account.store.paymentOptions.delete(option.id);
  return removeSource(account, customer, source);
}

export function isDefault(account: Account, option: PaymentOption): boolean {
  return account.store.customers.get(option.customerId)?.defaultSourceId === option.sourceId;
}

/** A source that was saved in another way has its option as well, without a name, from the first look at it. */
function optionOf(account: Account, customerId: string, sourceId: string): PaymentOption {
  const { paymentOptions, optionIds } = account.store;
  const known = paymentOptions.get(optionIds.get(sourceId) ?? "");
  if (known?.customerId === customerId) return known;
  const id = account.newId("payment-option");
  optionIds.set(sourceId, id);
  return paymentOptions.put({ id, customerId, sourceId, nickName: undefined });
}

function isNamed(option: PaymentOption, nickName: string | undefined): boolean {
  return nickName !== undefined && option.nickName === nickName;
}
