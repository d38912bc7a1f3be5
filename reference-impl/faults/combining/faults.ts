import { attach, basketOf, hold, put } from "../../domain/attachments.ts";
import { createCheckout, updateCheckout } from "../../domain/checkouts.ts";
import { exponentOf } from "../../domain/money.ts";
import { within } from "../../domain/override.ts";
import type { Attempt } from "../../domain/rules/attaching.ts";
import { isPrimary, isSecondary, primaryOf, secondariesOf } from "../../domain/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { lists, listsEach, misworded, withError, withoutMember } from "../makers/answers.ts";
import { withStatus, withType } from "../makers/answers.ts";
import {
  alone,
  doneAnd,
  editSource,
  forgets,
  holds,
  joins,
  refusedYet,
  refusedYetHeld,
} from "../makers/operations.ts";
import {
  accepts,
  by,
  reasons,
  refuses,
  refusesOnce,
  rule,
  type RuleFault,
} from "../makers/rules.ts";
import {
  any,
  behind,
  beside,
  coming,
  every,
  inState,
  isReusable,
  joining,
  not,
  ofFlow,
  ofType,
  replacing,
} from "../makers/which.ts";

const late = "secondary-after-single-use-primary";
const isSavable = ({ type }: { type: string }) => sourceType(type)?.savable === true;
const behindSaved = (count: number) => every(behind(isReusable), beside(count));
const behindSingleUse = behind(not(isReusable));
const isOfGuest = ({ basket }: Attempt) => basket.holder.customerId === undefined;
const isEmpty = ({ basket }: Attempt) => basket.held.length === 0;
const oneUnitShort = (when: (attempt: Pick<Attempt, "basket">) => boolean) =>
  rule("primaryAmount", (amount) => (basket) => amount(basket) + (when({ basket }) ? 1 : 0));

/** Secondary before a single-use primary; a saved primary gives way; what is held together is listed together. */
export const combiningFaults: FaultTable = {
  "secondary-after-primary-accepted": accepts("secondaryMayFollow"),
  "secondary-after-primary-accepted-by-path": by("path", accepts("secondaryMayFollow")),
  "secondary-after-primary-accepted-by-body": by("body", accepts("secondaryMayFollow")),
  "secondary-after-savable-primary-accepted": accepts("secondaryMayFollow", behind(isSavable)),
  "secondary-after-unsavable-primary-accepted": accepts(
    "secondaryMayFollow",
    behind(not(isSavable)),
  ),
  "second-secondary-after-primary-accepted": accepts("secondaryMayFollow", beside(1)),
  "secondary-after-primary-refused-once": refusesOnce(
    "secondaryMayFollow",
    ({ source, basket }) => `${basket.holder.id} ${source.id}`,
  ),
  "secondary-after-primary-attached-anyway": refusedYetHeld(
    every(behindSingleUse, coming(not(inState("cancelled")))),
  ),
  "secondary-after-primary-drops-primary": refusedYet(attach, (account, holder) => {
    const basket = basketOf(account, holder);
    hold(account, holder, secondariesOf(basket));
  }),
  "secondary-after-primary-wrong-code": misworded(
    late,
    withError({ code: "source_status_invalid_for_session" }),
  ),
  "secondary-after-primary-wrong-status": misworded(late, withStatus(400)),
  "secondary-after-primary-wrong-type": misworded(late, withType("bad_request")),
  "secondary-after-primary-wrong-message": misworded(late, withError({ message: "Conflict" })),
  "secondary-after-saved-primary-refused": refuses("secondaryMayFollow", reasons.late, behind(any)),
  "secondary-after-saved-primary-refused-by-body": by(
    "body",
    refuses("secondaryMayFollow", reasons.late, behind(any)),
  ),
  "second-secondary-after-saved-primary-refused": refuses(
    "secondaryMayFollow",
    reasons.late,
    every(behind(any), beside(1)),
  ),
  "secondary-after-saved-primary-not-listed": forgets(behind(isReusable)),
  "secondary-replaces-saved-primary": holds(coming(isSecondary), (attempt) => [
    ...secondariesOf(attempt.basket),
    ...alone(attempt),
  ]),
  "saved-primary-keeps-amount": rule(
    "primaryAmount",
    () =>
      ({ total }) =>
        total,
  ),
  "saved-primary-keeps-amount-by-body": inBodies(
    rule(
      "primaryAmount",
      () =>
        ({ total }) =>
          total,
    ),
  ),
  "saved-primary-reduced-once": rule(
    "primaryAmount",
    () => (basket) => basket.total - (secondariesOf(basket)[0]?.amount ?? 0),
  ),
  "saved-primary-reduced-by-last": rule(
    "primaryAmount",
    () => (basket) => basket.total - (secondariesOf(basket).at(-1)?.amount ?? 0),
  ),
  "saved-primary-reduced-one-unit-short": oneUnitShort(
    ({ basket }) => primaryOf(basket)?.source.reusable === true && secondariesOf(basket).length > 0,
  ),
  "saved-primary-reduced-in-cents": rule("primaryAmount", (amount) => (basket) => {
    const exact = amount(basket);
    return exponentOf(basket.currency) === 3 ? Math.floor(exact / 10) * 10 : exact;
  }),
  "primary-after-secondary-refused": refuses("sourceFitsSession", reasons.late, joining(1)),
  "primary-after-two-secondaries-refused": refuses("sourceFitsSession", reasons.late, joining(2)),
  "second-secondary-replaces-first": holds(coming(isSecondary), (attempt) => [
    ...attempt.basket.held.filter(({ source }) => isPrimary(source)),
    ...alone(attempt),
  ]),
  "one-listed-type-does-not-combine": refuses(
    "primaryMayJoin",
    reasons.apart,
    every(joining(1), coming(ofType("alipayCn"))),
  ),

  "primary-alone-listed-twice": lists((sources) =>
    sources.length === 1 ? [...sources, ...sources] : sources,
  ),
  "primary-alone-not-held": forgets(every(coming(isPrimary), isEmpty)),
  "secondary-alone-not-held": forgets(every(coming(isSecondary), isEmpty)),
  "secondary-listed-as-store-credit": listsEach((source) =>
    source.type === "customerCredit" ? { ...source, type: "storeCredit" } : source,
  ),
  "primary-drops-secondaries": holds(joining(1), alone),
  "second-source-not-listed": lists((sources) => sources.slice(0, 1)),
  "fourth-source-not-listed": lists((sources) => sources.slice(0, 3)),
  "primary-keeps-last-secondary": holds(joining(2), (attempt) => [
    ...secondariesOf(attempt.basket).slice(-1),
    ...alone(attempt),
  ]),
  "one-listed-type-drops-secondaries": holds(
    every(joining(1), coming(ofType("klarnaCreditRecurring"))),
    alone,
  ),
  "third-secondary-replaces-second": holds(
    every(coming(isSecondary), beside(2), ({ basket }) => secondariesOf(basket).length === 2),
    (attempt) => [
      ...attempt.basket.held.filter((held) => held !== secondariesOf(attempt.basket)[1]),
      ...alone(attempt),
    ],
  ),
  "same-primary-listed-twice": doneAnd(attach, (account, holder, source) => {
    const { held, total } = basketOf(account, holder);
    if (isPrimary(source) && held.some((each) => each.source.id === source.id))
      hold(account, holder, [...held, { source, amount: total }]);
  }),
  "primary-joins-saved-one": joins(every(replacing(isReusable), coming(not(isReusable)))),
  "primary-joins-by-body": by("body", joins(coming(isPrimary))),
  "primary-of-one-type-refused-after-secondary": refuses(
    "sourceFitsSession",
    reasons.late,
    every(joining(1), coming(ofType("konbini"))),
  ),
  "primary-after-two-secondaries-drops-them": holds(joining(2), alone),
  "further-secondary-wrong-code": refuses(
    "secondaryMayFollow",
    reasons.spent,
    every(behindSingleUse, beside(1)),
  ),
  "secondary-after-saved-primary-refused-by-path": by(
    "path",
    refuses("secondaryMayFollow", reasons.late, behind(any)),
  ),
  "secondary-after-saved-wallet-refused-by-body": by(
    "body",
    refuses("secondaryMayFollow", reasons.late, behind(not(ofType("googlePay")))),
  ),
  "second-secondary-after-saved-primary-not-listed": forgets(behindSaved(1)),
  "second-secondary-drops-saved-primary": holds(behindSaved(1), (attempt) => [
    ...secondariesOf(attempt.basket),
    ...alone(attempt),
  ]),
  "saved-primary-after-secondary-refused": refuses(
    "sourceFitsSession",
    reasons.late,
    every(joining(1), coming(isReusable)),
  ),
  "saved-primary-after-secondary-drops-it": holds(every(joining(1), coming(isReusable)), alone),
  "saved-primary-reduced-one-unit-short-by-body": inBodies(oneUnitShort(beside(1))),

  "secondary-after-primary-without-type": misworded(late, withoutMember("type")),
  "secondary-after-primary-code-in-upper-case": misworded(
    late,
    withError({ code: "SESSION_UPDATE_NOT_ALLOWED" }),
  ),
  "secondary-after-redirect-primary-accepted-by-path": by(
    "path",
    accepts("secondaryMayFollow", behind(ofFlow("redirect"))),
  ),
  "secondary-after-redirect-primary-accepted-by-body": by(
    "body",
    accepts("secondaryMayFollow", behind(ofFlow("redirect"))),
  ),
  "secondary-after-primary-attached-anyway-by-body": refusedYetHeld(
    every(behind(any), ({ way }) => way !== "path"),
  ),
  "secondary-after-primary-takes-its-place": refusedYetHeld(behind(any), (attempt) => [
    ...secondariesOf(attempt.basket),
    ...alone(attempt),
  ]),
  "secondary-after-primary-accepted-for-guests": accepts("secondaryMayFollow", isOfGuest),
  "secondary-after-primary-as-spent-for-guests": refuses(
    "secondaryMayFollow",
    reasons.spent,
    every(behindSingleUse, isOfGuest),
  ),
  "secondary-after-primary-accepted-for-customers": accepts("secondaryMayFollow", not(isOfGuest)),
  "secondary-after-receiver-primary-accepted": accepts(
    "secondaryMayFollow",
    behind(ofFlow("receiver")),
  ),
  "third-secondary-alone-refused": refuses(
    "secondaryFitsTotal",
    reasons.apart,
    every(coming(isSecondary), beside(2), ({ basket }) => primaryOf(basket) === undefined),
  ),
  "refused-credit-lowers-primary": refusedYet(attach, (account, holder, source) => {
    const basket = basketOf(account, holder);
    if (!isSecondary(source) || primaryOf(basket)?.source.reusable !== true) return;
    const lowered = (sourceId: string, amount: number) =>
      sourceId === primaryOf(basket)?.source.id ? Math.max(0, amount - 1) : amount;
    put(account, {
      ...holder,
      attachments: holder.attachments.map(({ sourceId, amount }) => ({
        sourceId,
        amount: lowered(sourceId, amount),
      })),
    });
  }),
  "refused-secondary-is-cancelled": refusedYet(attach, (account, holder, source) => {
    const primary = primaryOf(basketOf(account, holder))?.source;
    if (isSecondary(source) && primary !== undefined && !primary.reusable)
      editSource(account, source.id, (refused) => ({ ...refused, state: "cancelled" }));
  }),
};

/** The rule is broken where a body changes a checkout or makes one, whichever member it names. */
function inBodies({ rules: broken }: RuleFault): readonly Fault[] {
  return [
    within(createCheckout, ({ rules }) => broken(rules)),
    within(updateCheckout, ({ rules }) => broken(rules)),
  ];
}
