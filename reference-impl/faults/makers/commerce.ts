import { isSecondary, type Held } from "../../domain/basket.ts";
import type { Account } from "../../domain/account.ts";
import { payWith } from "../../domain/carts.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Source } from "../../domain/types.ts";
import type { Wire } from "../../commerce/wire.ts";
import type { Fault } from "../fault.ts";
import { charges, doneAnd, editSource } from "./operations.ts";
import { accepts, decides, inCommerce, reasons, refuses, rule } from "./rules.ts";
import { coming, type Which } from "./which.ts";

/** What a cart charges differs from what it holds. */
export function cartCharges(
  edit: (held: readonly Held[], others: readonly Source[], total: number) => readonly Held[],
): Fault {
  return charges((held, { holder, total }, account) =>
    holder.kind === "cart" ? edit(held, othersAtHand(account, held), total) : held,
  );
}

/** The primary sources that can be charged and are not attached. */
export function othersAtHand({ store }: Account, held: readonly Held[]): readonly Source[] {
  return store.sources
    .newestFirst()
    .filter(
      (source) =>
        source.state === "chargeable" &&
        !isSecondary(source) &&
        held.every((each) => each.source.id !== source.id),
    );
}

/** A cart that takes a source of this kind changes it. */
export function appliedAs(edit: Partial<Source>, which: Which<Source>): Fault {
  return doneAnd(payWith, (account, _cart, { id }) =>
    editSource(account, id, (source) => (which(source) ? { ...source, ...edit } : source)),
  );
}

/** Submitting fails for these sources, as if the bank declined. */
export const cartDeclines = (which: Which<Source>) =>
  inCommerce(refuses("authorizationGranted", reasons.declined, which));

/** These sources are charged by a cart and keep their state. */
export const staysCharged = (which: Which<Source>) =>
  inCommerce(
    rule(
      "sourceStateAfterCharge",
      (next) => (source) => (which(source) ? source.state : next(source)),
    ),
  );

/** These sources are in this state once a cart charged them. */
export const afterCartCharge = (state: Source["state"], which: Which<Source>) =>
  inCommerce(decides("sourceStateAfterCharge", state, which));

/** These sources are taken by carts and charged, whatever state they are in. */
export const chargedAgain = (which: Which<Source>) =>
  inCommerce(accepts("sourceFitsSession", coming(which)), accepts("sourceCanPay", which));

type Reading = "sourceToApply" | "sourceToSave" | "optionFields";

/** A body that says this is not taken. */
export function bodyRefused(name: Reading, pattern: RegExp, refusal: Refusal): Fault {
  return {
    commerceWire: (documented: Wire) => {
      const read: (body: Parameters<Wire[Reading]>[0]) => ReturnType<Wire[Reading]> =
        documented[name];
      return {
        [name]: (body: Parameters<Wire[Reading]>[0]) =>
          pattern.test(JSON.stringify(body)) ? refuse(refusal) : read(body),
      };
    },
  };
}
