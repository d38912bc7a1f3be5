import type { Account } from "./account.ts";
import type { Basket, Held } from "./basket.ts";
import { isSecondary } from "./basket.ts";
import { operation } from "./operation.ts";
import type { Outcome, Refusal } from "./refusal.ts";
import { accept, andThen, notFound, refuse } from "./refusal.ts";
import type { Attempt, Way } from "./rules/attaching.ts";
import { retrieveSource } from "./sources.ts";
import type { Holder, Session, Source } from "./types.ts";

/** Attaches the source, or says why not; attaching one that is held already and still good changes nothing. */
export const attach = operation(
  <H extends Holder>(account: Account, holder: H, source: Source, way: Way): Outcome<H> => {
    const attempt = { source, basket: basketOf(account, holder), way };
    const refusal = attachRefused(account, attempt);
    if (refusal !== undefined) return refuse(refusal);
    if (isHeld(attempt)) return accept(holder);
    return accept(hold(account, holder, account.rules.heldAfterAttach(attempt)));
  },
);

/** Attaches the source of that identifier. */
export function attachNamed<H extends Holder>(
  account: Account,
  holder: H,
  sourceId: string,
  way: Way,
): Outcome<H> {
  return andThen(retrieveSource(account, sourceId, "sourceId"), (source) =>
    attach(account, holder, source, way),
  );
}

/** Why a source is not attached: the first of what its holder asks. Of one that is held, only whether it is still good. */
export function attachRefused({ rules }: Account, attempt: Attempt): Refusal | undefined {
  const asked = isHeld(attempt) ? askedAgain : askedBy[attempt.basket.holder.kind];
  return asked.map((rule) => rules[rule](attempt)).find((refusal) => refusal !== undefined);
}

/** Which primary types mix with store credit is written for checkouts; an invoice takes any. */
const askedBy = {
  checkout: [
    "ownerAddressValid",
    "primaryMayJoin",
    "secondaryMayJoin",
    "sourceFitsSession",
    "currencyFits",
    "secondaryMayFollow",
    "secondaryFitsTotal",
  ],
  invoice: [
    "invoiceTakesSource",
    "sourceFitsSession",
    "currencyFits",
    "secondaryMayFollow",
    "secondaryFitsTotal",
  ],
  cart: [
    "sourceFitsSession",
    "currencyFits",
    "oneCreditInCart",
    "primaryMayJoin",
    "secondaryFitsTotal",
  ],
} as const;

const askedAgain = ["sourceFitsSession"] as const;

/** Takes the source off; a single-use one is cancelled by it. */
export const detach = operation(
  <H extends Holder>(account: Account, holder: H, sourceId: string): Outcome<H> => {
    const basket = basketOf(account, holder);
    const leaving = basket.held.find((held) => held.source.id === sourceId);
    if (leaving === undefined) return notFound("source", sourceId);
    account.store.sources.put(detached(account, leaving.source));
    return accept(hold(account, holder, account.rules.heldAfterDetach(sourceId, basket)));
  },
);

/** A saved source has no amount of its own once nothing holds it. */
export function detached({ rules }: Account, source: Source): Source {
  const amount = source.reusable ? undefined : source.amount;
  return { ...source, state: rules.sourceStateAfterDetach(source), amount };
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

export function basketOf(account: Account, holder: Holder): Basket {
  const held = holder.attachments.flatMap(({ sourceId, amount }) => {
    const source = account.store.sources.get(sourceId);
    return source ? [{ source, amount }] : [];
  });
  return { holder, currency: holder.currency, total: holder.totals.total, held };
}

/** The account with no sources but those that the holder holds, as they are now, whatever becomes of them. */
export function withSourcesOf(account: Account, holder: Holder): Account {
  const held = new Map(basketOf(account, holder).held.map(({ source }) => [source.id, source]));
  const sources = { ...account.store.sources, get: (id: string) => held.get(id) };
  return { ...account, store: { ...account.store, sources } };
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

/** What every holder begins with. */
export function emptyHolder<Kind extends Holder["kind"]>(account: Account, kind: Kind) {
  const sessionId = account.newId("session");
  const id = account.newId(kind);
  const now = account.now();
  const session: Session = {
    id: sessionId,
    clientSecret: `${sessionId}_${account.newId("secret")}`,
  };
  return { kind, id, createdAt: now, updatedAt: now, attachments: [], session };
}

function isHeld({ source, basket }: Attempt): boolean {
  return basket.held.some((held) => held.source.id === source.id);
}

function share(account: Account, basket: Basket, held: Held): Held {
  return isSecondary(held.source) ? held : { ...held, amount: account.rules.primaryAmount(basket) };
}
