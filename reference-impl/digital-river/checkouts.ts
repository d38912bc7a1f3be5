import { andThen } from "../domain/refusal.ts";
import type { Account } from "../domain/account.ts";
import * as checkouts from "../domain/checkouts.ts";
import { attachNamed, detach } from "../domain/attachments.ts";
import { retrieveSource } from "../domain/sources.ts";
import type { Checkout } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { checkoutRequest, checkoutUpdate } from "./checkout-request.ts";
import type { Filters } from "./filters.ts";
import { byValue } from "./filters.ts";
import { list } from "./list.ts";
import { saleFilters } from "./purchase-filters.ts";
import { created, noContent, ok } from "../reply.ts";

export const createCheckout: Handler = (call) => {
  const checkout = andThen(checkoutRequest(call), (request) =>
    checkouts.createCheckout(call.account, request),
  );
  return answer(call, checkout, (value) => created(call.wire.checkout(call.account, value)));
};

export const retrieveCheckout: Handler = (call) =>
  answer(call, find(call), (checkout) =>
    call.wire.checkoutRetrieved(call.wire.checkout(call.account, checkout)),
  );

export const listCheckouts: Handler = (call) => {
  const all = call.account.store.checkouts.newestFirst();
  return list(call, all, (each) => call.wire.checkout(call.account, each), filters);
};

const filters: Filters<Checkout> = {
  ...saleFilters,
  chargeType: byValue(({ chargeType }) => chargeType),
};

export const updateCheckout: Handler = (call) => {
  const updated = andThen(find(call), (checkout) =>
    andThen(checkoutUpdate(call, checkout), (update) =>
      checkouts.updateCheckout(call.account, checkout, update),
    ),
  );
  return answer(call, updated, (checkout) => ok(call.wire.checkout(call.account, checkout)));
};

export const deleteCheckout: Handler = (call) =>
  answer(call, find(call), (checkout) => {
    checkouts.deleteCheckout(call.account, checkout);
    return noContent();
  });

/** Answers with the source, not with the checkout. */
export const attachSource: Handler = (call) => {
  const { account } = call;
  const attached = andThen(find(call), (checkout) =>
    attachNamed(account, checkout, param(call, "sourceId"), "path"),
  );
  return answer(call, attached, (checkout) => {
    announceUpdate(account, checkout);
    const source = retrieveSource(account, param(call, "sourceId"));
    return answer(call, source, (value) => call.wire.sourceAttached(call.wire.source(value)));
  });
};

export const detachSource: Handler = (call) => {
  const { account } = call;
  const detached = andThen(find(call), (checkout) =>
    detach(account, checkout, param(call, "sourceId")),
  );
  return answer(call, detached, (checkout) => {
    announceUpdate(account, checkout);
    return call.wire.sourceDetached();
  });
};

function find(call: Call) {
  return checkouts.retrieveCheckout(call.account, param(call));
}

function announceUpdate(account: Account, value: Checkout): void {
  account.announce({ type: "checkout.updated", resource: "checkout", value });
}
