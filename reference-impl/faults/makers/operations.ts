import type { Account } from "../../domain/account.ts";
import { attach, basketOf, detach, hold } from "../../domain/attachments.ts";
import type { Basket, Held } from "../../domain/basket.ts";
import { placeOrder } from "../../domain/orders.ts";
import { around } from "../../domain/override.ts";
import type { Outcome, Refusal } from "../../domain/refusal.ts";
import { accept, refuse } from "../../domain/refusal.ts";
import type { Attempt } from "../../domain/rules/attaching.ts";
import { addSource, advanceSource, createPrimary } from "../../domain/sources.ts";
import type { SourceEvent } from "../../domain/source-states.ts";
import type { Source } from "../../domain/types.ts";
import type { Fault } from "../fault.ts";
import { rule, type RuleFault } from "./rules.ts";
import { any, type Which } from "./which.ts";

type Carried<Given extends readonly unknown[], Done> = (account: Account, ...given: Given) => Done;

/** The operation refuses everything of this kind, for this reason. */
export function refusing<Given extends readonly unknown[], T>(
  operation: Carried<Given, Outcome<T>>,
  refusal: Refusal,
  when: Carried<Given, boolean>,
): Fault {
  return around(
    operation,
    (documented) =>
      (account, ...given) =>
        when(account, ...given) ? refuse(refusal) : documented(account, ...given),
  );
}

/** The operation refuses as documented, and this happens all the same. */
export function refusedYet<Given extends readonly unknown[], T>(
  operation: Carried<Given, Outcome<T>>,
  happens: Carried<Given, void>,
): Fault {
  return followed(operation, ({ ok }) => !ok, happens);
}

/** The operation is carried out as documented, and this happens besides. */
export function doneAnd<Given extends readonly unknown[], T>(
  operation: Carried<Given, Outcome<T>>,
  happens: Carried<Given, void>,
): Fault {
  return followed(operation, ({ ok }) => ok, happens);
}

function followed<Given extends readonly unknown[], T>(
  operation: Carried<Given, Outcome<T>>,
  isMeant: Which<Outcome<T>>,
  happens: Carried<Given, void>,
): Fault {
  return around(operation, (documented) => (account, ...given) => {
    const outcome = documented(account, ...given);
    if (isMeant(outcome)) happens(account, ...given);
    return outcome;
  });
}

/** The source as it is stored, edited. */
export function editSource({ store }: Account, id: string, edit: (source: Source) => Source): void {
  const source = store.sources.get(id);
  if (source !== undefined) store.sources.put(edit(source));
}

/** New sources of this kind begin otherwise. */
export function begins(edit: Partial<Source>, when: Which<Source>): Fault {
  return around(
    addSource,
    (add) => (account, source) => add(account, when(source) ? { ...source, ...edit } : source),
  );
}

/** What the browser asks for is believed of sources of this kind. */
export function reusableAsAsked(which: Which<Source>): Fault {
  return around(createPrimary, (create) => (account, request) => {
    const made = create(account, request);
    if (!made.ok || !request.asksReusable || !which(made.value)) return made;
    return accept(account.store.sources.put({ ...made.value, reusable: true }));
  });
}

/** Events bring sources to this state, or leave them in theirs. */
export function becomes(
  state: Source["state"] | "unchanged",
  when: (source: Source, event: SourceEvent) => boolean,
): Fault {
  return around(advanceSource, (advance) => (account, source, event) => {
    if (!when(source, event)) return advance(account, source, event);
    return account.store.sources.put(state === "unchanged" ? source : { ...source, state });
  });
}

/** The checkout or invoice holds other sources after an attempt of this kind. */
export function holds(
  when: Which<Attempt>,
  held: (attempt: Attempt) => readonly Held[],
): RuleFault {
  return rule(
    "heldAfterAttach",
    (documented) => (attempt) => (when(attempt) ? held(attempt) : documented(attempt)),
  );
}

/** It is told that the source is attached, and nothing is done. */
export const forgets = (when: Which<Attempt>): RuleFault =>
  holds(when, ({ basket }) => basket.held);

/** The source joins what is there, whatever it should take the place of. */
export const joins = (when: Which<Attempt>): RuleFault =>
  holds(when, (attempt) => [...attempt.basket.held, ...alone(attempt)]);

/** The source is all that there is afterwards. */
export const alone = ({ source, basket }: Attempt): readonly Held[] => [
  { source, amount: source.amount ?? basket.total },
];

/** Attaching changes the source. */
export function attachedAs(edit: Partial<Source>, when: Which<Source> = any): Fault {
  return doneAnd(attach, (account, _holder, { id }) =>
    editSource(account, id, (source) => (when(source) ? { ...source, ...edit } : source)),
  );
}

/** The refusal is sent, and these sources are held all the same. */
export function refusedYetHeld(
  when: Which<Attempt>,
  held?: (attempt: Attempt) => readonly Held[],
): Fault {
  return refusedYet(attach, (account, holder, source, way) => {
    const attempt = { source, basket: basketOf(account, holder), way };
    if (!when(attempt)) return;
    hold(account, holder, (held ?? account.rules.heldAfterAttach)(attempt));
  });
}

/** Detaching leaves the source as it was. */
export function detachedUnchanged(when: (source: Source, basket: Basket) => boolean): Fault {
  return around(detach, (documented) => (account, holder, sourceId) => {
    const basket = basketOf(account, holder);
    const source = account.store.sources.get(sourceId);
    const outcome = documented(account, holder, sourceId);
    if (outcome.ok && source !== undefined && when(source, basket))
      account.store.sources.put(source);
    return outcome;
  });
}

/** An order charges other sources, or other amounts, than its checkout holds. */
export function charges(
  edit: (held: readonly Held[], basket: Basket, account: Account) => readonly Held[],
): Fault {
  return around(
    placeOrder,
    (place) => (account, holder, basket) =>
      place(account, holder, {
        ...basket,
        held: edit(
          basket.held.filter(({ amount }) => amount > 0),
          basket,
          account,
        ),
      }),
  );
}

/** Sources of this kind are not charged. */
export const uncharged = (which: Which<Source>): Fault =>
  charges((held) => held.filter(({ source }) => !which(source)));

/** How often the source was charged so far. */
export const timesCharged = ({ store }: Account, id: string): number =>
  store.charges.newestFirst().filter(({ sourceId }) => sourceId === id).length;
