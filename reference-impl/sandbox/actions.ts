import type { HostedAccount } from "../accounts.ts";
import type { Reply } from "../reply.ts";
import { ok } from "../reply.ts";
import { collect } from "../domain/invoices.ts";
import {
  blockOrder,
  openDispute,
  passReview,
  refreshOrder,
  resolveDispute,
} from "../domain/orders.ts";
import { giveBankDetails } from "../domain/refunds.ts";
import type { SourceEvent, SourceState } from "../domain/source-states.ts";
import { advanceSource } from "../domain/sources.ts";
import type { Order, Source } from "../domain/types.ts";
import type { Action } from "./reply.ts";
import { problem } from "./reply.ts";

/** What happens to a source outside the API: its customer acts, funds arrive, time passes. */
export function sourceEvent(event: SourceEvent): Action {
  return (hosted, { id }) => {
    const { account, wire } = hosted.digitalRiver;
    const source = account.store.sources.get(id);
    if (source === undefined) return problem(404, "No such source.");
    const state = advance(hosted, source, event);
    if (state === undefined)
      return problem(409, `A source that is ${source.state} cannot ${event}.`);
    return ok(wire.source(account.store.sources.get(id) ?? source));
  };
}

/** The event, and the order that waited for it. Gives the state the source has then; undefined where there is no such event. */
export function advance(
  hosted: HostedAccount,
  source: Source,
  event: SourceEvent,
): SourceState | undefined {
  const { account } = hosted.digitalRiver;
  if (advanceSource(account, source, event) === undefined) return undefined;
  const order = account.store.orders.get(account.store.waiting.get(source.id) ?? "");
  if (order !== undefined) refreshOrder(account, order);
  return account.store.sources.get(source.id)?.state;
}

/** A bank disputes a charge of the order. */
export const disputeOrder: Action = (hosted, { id }) => ofOrder(hosted, id, openDispute);

/** The bank gives way. */
export const endDispute: Action = (hosted, { id }) => ofOrder(hosted, id, resolveDispute);

/** The review of an order ends well, or the order is blocked. */
export const endReview: Action = (hosted, { id }) => ofReview(hosted, id, passReview);
export const failReview: Action = (hosted, { id }) => ofReview(hosted, id, blockOrder);

/** The customer of a bank transfer says where the refund goes. */
export const bankDetails: Action = ({ digitalRiver: { account, wire } }, { id }) => {
  const refund = account.store.refunds.get(id);
  if (refund === undefined) return problem(404, "No such refund.");
  const ended = giveBankDetails(account, refund);
  return ended
    ? ok(wire.refund(account, ended))
    : problem(409, `A refund that is ${refund.state} waits for nothing.`);
};

/** One more attempt to bill an open invoice, as billing optimization makes them over days. */
export const collectInvoice: Action = ({ digitalRiver: { account, wire } }, { id }) => {
  const invoice = account.store.invoices.get(id);
  return invoice
    ? ok(wire.invoice(account, collect(account, invoice)))
    : problem(404, "No such invoice.");
};

/** The secret that signs the deliveries of a webhook; in production the dashboard shows it. */
export const showWebhook: Action = ({ digitalRiver }, { id }) => {
  const webhook = digitalRiver.outbox.webhooks.get(id);
  return webhook ? ok({ secret: webhook.secret }) : problem(404, "No such webhook.");
};

function ofReview(
  hosted: HostedAccount,
  id: string,
  change: (...of: Parameters<typeof passReview>) => Order,
): Reply {
  const state = hosted.digitalRiver.account.store.orders.get(id)?.state;
  return state === undefined || state === "in_review"
    ? ofOrder(hosted, id, change)
    : problem(409, `An order that is ${state} is under no review.`);
}

function ofOrder(
  { digitalRiver: { account, wire } }: HostedAccount,
  id: string,
  change: (...of: Parameters<typeof openDispute>) => Order,
): Reply {
  const order = account.store.orders.get(id);
  return order ? ok(wire.order(account, change(account, order))) : problem(404, "No such order.");
}
