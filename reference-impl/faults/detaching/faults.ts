import type { Account } from "../../domain/account.ts";
import { basketOf, detach } from "../../domain/attachments.ts";
import {
  isPrimary,
  isSecondary,
  secondariesOf,
  type Basket,
  type Held,
} from "../../domain/basket.ts";
import { placeOrder } from "../../domain/orders.ts";
import { around } from "../../domain/override.ts";
import type { Holder, Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { answers, misworded, withError, withoutMember } from "../makers/answers.ts";
import { withStatus, withType } from "../makers/answers.ts";
import { detachedUnchanged, editSource, refusedYetHeld, refusing } from "../makers/operations.ts";
import { accepts, by, decides, reasons, refuses, refusesOnce, rule } from "../makers/rules.ts";
import type { Which } from "../makers/which.ts";
import { coming, every, inState, isReusable, not, ofType, wasHeldHere } from "../makers/which.ts";

const spent = "source-state-invalid";
const isGone = inState("cancelled");
const secondaryPlace = ({ id }: Pick<Source, "id">, basket: Basket) =>
  secondariesOf(basket).findIndex(({ source }) => source.id === id);
const keepsListed = (when: (source: Source, basket: Basket) => boolean) =>
  rule(
    "heldAfterDetach",
    (held) => (sourceId, basket) =>
      basket.held.some(({ source }) => source.id === sourceId && when(source, basket))
        ? basket.held
        : held(sourceId, basket),
  );
const refused = (which: Which<Source>) =>
  refusing(detach, reasons.late, ({ store }, _holder, id) => {
    const source = store.sources.get(id);
    return source !== undefined && which(source);
  });

/** The order of a checkout does something with the sources that had left it. */
function afterOrder(spend: (account: Account, left: readonly Held[]) => void, pays: boolean) {
  const gone = new WeakMap<Account, Map<string, readonly Held[]>>();
  const leftOf = (account: Account, { id }: Holder) => gone.get(account)?.get(id) ?? [];
  return [
    around(detach, (documented) => (account, holder, sourceId) => {
      const leaving = basketOf(account, holder).held.filter(({ source }) => source.id === sourceId);
      const all = gone.get(account) ?? new Map<string, readonly Held[]>();
      gone.set(account, all.set(holder.id, [...leftOf(account, holder), ...leaving]));
      return documented(account, holder, sourceId);
    }),
    around(placeOrder, (place) => (account, holder, basket) => {
      const left = leftOf(account, holder);
      const held = pays ? [...basket.held, ...left] : basket.held;
      const order = place(account, holder, { ...basket, held });
      spend(account, left);
      return order;
    }),
  ];
}

/** Detaching answers 204 with nothing and cancels what is not reusable, which no checkout takes from then on. */
export const detachingFaults: FaultTable = {
  "detached-source-is-charged": afterOrder(() => {}, true),
  "detached-source-is-spent": afterOrder((account, left) => {
    for (const { source } of left)
      editSource(account, source.id, (current) => ({ ...current, state: "consumed" }));
  }, false),
  "detach-answers-200": answers("sourceDetached", () => ({ status: 200 })),
  "detach-answers-202": answers("sourceDetached", () => ({ status: 202 })),
  "detach-answers-with-body": answers("sourceDetached", () => ({
    status: 200,
    body: { detached: true },
  })),
  "detach-keeps-source-listed": keepsListed(() => true),
  "detach-keeps-secondary-listed": keepsListed(isSecondary),
  "detach-removes-every-source": decides("heldAfterDetach", []),
  "detach-leaves-source-chargeable": rule(
    "sourceStateAfterDetach",
    () =>
      ({ state }) =>
        state,
  ),
  "detach-leaves-secondary-chargeable": detachedUnchanged(isSecondary),
  "detach-leaves-second-secondary-chargeable": detachedUnchanged(
    (source, basket) => secondaryPlace(source, basket) > 0,
  ),
  "detach-leaves-pending-source-pending": detachedUnchanged(not(inState("chargeable"))),
  "detach-leaves-combined-primary-chargeable": detachedUnchanged(
    (source, basket) => isPrimary(source) && secondariesOf(basket).length > 0,
  ),
  "detach-fails-source": decides("sourceStateAfterDetach", "failed", not(isReusable)),
  "detach-consumes-source": decides("sourceStateAfterDetach", "consumed", not(isReusable)),
  "detach-cancels-saved-source": decides("sourceStateAfterDetach", "cancelled"),

  "reattach-accepted": accepts("sourceFitsSession"),
  "reattach-refused-once": refusesOnce(
    "sourceFitsSession",
    ({ source, basket }) => `${basket.holder.id} ${source.id}`,
  ),
  "reattach-accepted-by-path": by("path", accepts("sourceFitsSession")),
  "reattach-accepted-by-body": by("body", accepts("sourceFitsSession")),
  "reattach-accepted-by-same-checkout": accepts("sourceFitsSession", wasHeldHere),
  "reattach-accepted-by-other-checkout": accepts("sourceFitsSession", not(wasHeldHere)),
  "reattach-accepted-by-other-checkout-in-body": by(
    "body",
    accepts("sourceFitsSession", not(wasHeldHere)),
  ),
  "reattach-of-secondary-accepted": accepts("sourceFitsSession", coming(isSecondary)),
  "reattach-refused-but-attached": refusedYetHeld(coming(isGone)),
  "reattach-wrong-code": misworded(spent, withError({ code: "source_not_chargeable" })),
  "reattach-wrong-status": misworded(spent, withStatus(404)),
  "reattach-wrong-type": misworded(spent, withType("not_found")),
  "reattach-wrong-message": misworded(spent, withError({ message: "Conflict" })),

  "detach-answers-with-empty-object": answers("sourceDetached", () => ({ status: 200, body: {} })),
  "detach-keeps-saved-source-listed": keepsListed(isReusable),
  "detach-of-primary-refused": refused(isPrimary),
  "detach-of-wallet-refused": refused(ofType("payPal")),
  "detach-keeps-second-secondary-listed": keepsListed(
    (source, basket) => secondaryPlace(source, basket) > 0,
  ),
  "reattach-without-type": misworded(spent, withoutMember("type")),
  "reattach-code-in-upper-case": misworded(
    spent,
    withError({ code: "SOURCE_STATUS_INVALID_FOR_SESSION" }),
  ),
  "reattach-as-unknown-to-same-checkout": refuses(
    "sourceFitsSession",
    reasons.unknown,
    every(coming(isGone), wasHeldHere),
  ),
  "reattach-as-unknown-by-path": by(
    "path",
    refuses("sourceFitsSession", reasons.unknown, coming(isGone)),
  ),
  "reattach-as-bad-parameter-by-body": by(
    "body",
    refuses(
      "sourceFitsSession",
      { reason: "invalid-parameter", parameter: "sourceId", value: "" },
      coming(isGone),
    ),
  ),
  "reattach-accepted-by-new-checkout": by("creation", accepts("sourceFitsSession")),
  "reattach-as-unknown-by-new-checkout": by(
    "creation",
    refuses("sourceFitsSession", reasons.unknown, coming(isGone)),
  ),
  "reattach-of-secondary-wrong-code": refuses(
    "sourceFitsSession",
    reasons.unchargeable,
    coming(every(isSecondary, isGone)),
  ),
  "reattach-refused-but-attached-by-body": refusedYetHeld(
    every(coming(isGone), ({ way }) => way !== "path"),
  ),
};
