import { andThen } from "../domain/refusal.ts";
import * as options from "../domain/payment-options.ts";
import type { Outcome } from "../domain/refusal.ts";
import { retrieveSource } from "../domain/sources.ts";
import type { Customer, PaymentOption } from "../domain/types.ts";
import type { ShopperCall, ShopperHandler } from "./call.ts";
import { answer, param } from "./call.ts";
import { isExpanded } from "./expand.ts";
import { withAccess } from "./guard.ts";
import { optionNamed } from "./read.ts";
import type { Reply } from "../reply.ts";
import { created, noContent, ok } from "../reply.ts";

export const listPaymentOptions: ShopperHandler = (call) =>
  withAccess(call, (customer) => {
    const { account, wire } = call;
    const view = isExpanded(call.query) ? wire.option : wire.listedOption;
    const paymentOption = options
      .optionsOf(account, customer)
      .map((option) => view(account, option, call.origin));
    const uri = `${call.origin}/v1/shoppers/me/payment-options`;
    return ok({ paymentOptions: { uri, paymentOption } });
  });

/** A request to the collection that names an option changes it, as one client does; any other saves a source. */
export const savePaymentOption: ShopperHandler = (call) => {
  const id = optionNamed(call.body);
  return id === undefined ? createPaymentOption(call) : changePaymentOption(call, id);
};

/** CO-SAVE-1, CO-OPTION-1, CO-OPTION-2: Saves the source and answers with the option. */
const createPaymentOption: ShopperHandler = (call) =>
  withAccess(call, (customer) => {
    const { account, wire } = call;
    const saved = andThen(wire.sourceToSave(call.body), (sourceId) =>
      andThen(wire.optionFields(call.body), (fields) =>
        andThen(retrieveSource(account, sourceId), (source) =>
          options.createOption(account, customer, source, fields),
        ),
      ),
    );
    return answer(call, "save", saved, (option) => created(shown(call, option)));
  });

export const retrievePaymentOption: ShopperHandler = (call) =>
  withAccess(call, (customer) =>
    answer(call, "read", find(call, customer), (option) => ok(shown(call, option))),
  );

export const updatePaymentOption: ShopperHandler = (call) => changePaymentOption(call, param(call));

export const deletePaymentOption: ShopperHandler = (call) =>
  withAccess(call, (customer) => {
    const removed = andThen(find(call, customer), (option) =>
      options.deleteOption(call.account, customer, option),
    );
    return answer(call, "read", removed, noContent);
  });

function changePaymentOption(call: ShopperCall, id: string): Reply {
  return withAccess(call, (customer) => {
    const { account, wire } = call;
    const found = find(call, customer, id);
    const updated = andThen(found, (option) =>
      andThen(wire.optionFields(call.body), (fields) =>
        options.updateOption(account, customer.id, option, fields),
      ),
    );
    return answer(call, found.ok ? "save" : "read", updated, (option) => ok(shown(call, option)));
  });
}

function find(
  call: ShopperCall,
  customer: Customer,
  id: string = param(call),
): Outcome<PaymentOption> {
  return options.retrieveOption(call.account, customer, id);
}

function shown({ account, wire, origin }: ShopperCall, option: PaymentOption): object {
  return { paymentOption: wire.option(account, option, origin) };
}
