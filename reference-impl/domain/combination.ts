import type { Account } from "./account.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, notFound, refuse } from "./refusal.ts";
import type { Basket, Held } from "./rules/basket.ts";
import { isSecondary, primaryOf, secondariesOf } from "./rules/basket.ts";
import type { Cart, Checkout, Invoice, Payable, Source } from "./types.ts";

export type Holder = Checkout | Invoice | Cart;

/** Attaches the source, or says why not; attaching one that is held already and still good changes nothing. */
export function attach<H extends Holder>(account: Account, holder: H, source: Source): Outcome<H> {
  const basket = basketOf(account, holder);
  if (basket.held.some((held) => held.source.id === source.id)) {
    const refusal = heldRefused(account, source, basket);
    return refusal === undefined ? accept(holder) : refuse(refusal);
  }
  const attempted = account.rules.heldAfterAttach(source, basket);
  const refusal =
    holderRefuses(account, holder, source, basket) ?? basketRefuses(account, source, basket);
  if (refusal === undefined) {
    account.store.sources.put(account.rules.sourceAfterAttach(source, basket));
    return accept(hold(account, holder, attempted));
  }
  const kept = account.rules.heldAfterRefusedAttach(basket.held, attempted);
  if (kept !== basket.held) hold(account, holder, kept);
  return refuse(refusal);
}

/** Why a source is not attached once more where it is held: because it was spent meanwhile. */
export function heldRefused(account: Account, source: Source, basket: Basket): Refusal | undefined {
  const held = basket.held.filter((other) => other.source.id !== source.id);
  return account.rules.sourceFitsSession(source, { ...basket, held });
}

/** Takes the source off; a single-use one is cancelled by it. */
export function detach<H extends Holder>(
  account: Account,
  holder: H,
  sourceId: string,
): Outcome<H> {
  const basket = basketOf(account, holder);
  const leaving = basket.held.find((held) => held.source.id === sourceId);
  if (leaving === undefined) return notFound("source", sourceId);
  const { source } = leaving;
  const refusal = account.rules.sourceMayLeave(source, basket);
  if (refusal !== undefined) return refuse(refusal);
  const state = account.rules.sourceStateAfterDetach(source, basket);
  account.store.sources.put(
    state === "cancelled" ? { ...source, state } : { ...source, state, amount: amountLeft(source) },
  );
  return accept(hold(account, holder, account.rules.heldAfterDetach(sourceId, basket)));
}

/** Gives each held source its amount and writes both sides down. */
export function hold<H extends Holder>(account: Account, holder: H, held: readonly Held[]): H {
  const basket = { ...basketOf(account, holder), held };
  const shared = held.map((item) => share(account, basket, item));
  for (const { source, amount } of shared) {
    const current = account.store.sources.get(source.id) ?? source;
    account.store.sources.put({ ...current, amount, currency: holder.currency, heldBy: holder.id });
  }
  const attachments = shared.map(({ source, amount }) => ({ sourceId: source.id, amount }));
  return put(account, { ...holder, attachments, updatedAt: account.now() });
}

export function basketOf(account: Account, payable: Payable): Basket {
  const held = payable.attachments.flatMap(({ sourceId, amount }) => {
    const source = account.store.sources.get(sourceId);
    return source ? [{ source, amount }] : [];
  });
  const { id: payableId, customerId, currency, totals } = payable;
  return { payableId, customerId, currency, total: totals.total, held };
}

export function put<H extends Holder>(account: Account, holder: H): H {
  account.store.sessions.set(holder.session.id, holder.id);
  switch (holder.kind) {
    case "checkout":
      account.store.checkouts.put(holder);
      break;
    case "invoice":
      account.store.invoices.put(holder);
      break;
    case "cart":
      account.store.carts.put(holder);
      break;
  }
  return holder;
}

function share(account: Account, basket: Basket, held: Held): Held {
  return isSecondary(held.source) ? held : { ...held, amount: account.rules.primaryAmount(basket) };
}

function holderRefuses(
  account: Account,
  holder: Holder,
  source: Source,
  basket: Basket,
): Refusal | undefined {
  return holder.kind === "invoice"
    ? account.rules.invoiceTakesSource(holder, source, basket)
    : mixRefuses(account, source, basket);
}

/** Which primary types mix with store credit is written for checkouts; an invoice takes any. */
function mixRefuses(account: Account, source: Source, basket: Basket): Refusal | undefined {
  const primary = primaryOf(basket)?.source;
  if (!isSecondary(source))
    return secondariesOf(basket).length > 0 ? account.rules.primaryCombines(source) : undefined;
  return primary === undefined || !primary.reusable
    ? undefined
    : account.rules.primaryCombines(primary);
}

function basketRefuses(account: Account, source: Source, basket: Basket): Refusal | undefined {
  const { rules } = account;
  const unfit = rules.sourceFitsSession(source, basket) ?? rules.currencyFits(source, basket);
  if (unfit !== undefined || !isSecondary(source)) return unfit;
  const primary = primaryOf(basket);
  const late = primary && rules.secondaryMayFollow(primary.source, source, basket);
  return late ?? rules.secondaryFitsTotal(source, basket);
}

/** A saved source has no amount of its own once no checkout holds it. */
function amountLeft(source: Source): number | undefined {
  return source.reusable ? undefined : source.amount;
}
