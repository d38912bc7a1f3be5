import type { Account } from "../../domain/account.ts";
import type { Basket } from "../../domain/basket.ts";
import { isPrimary, isSecondary, secondaryTotal } from "../../domain/basket.ts";
import type { Attempt } from "../../domain/rules/attaching.ts";
import type { FaultTable } from "../fault.ts";
import { lists, listsEach, misworded, shows, withError } from "../makers/answers.ts";
import { alone, charges, forgets, holds, joins } from "../makers/operations.ts";
import { accepts, by, reasons, refuses, rule } from "../makers/rules.ts";
import {
  any,
  beside,
  coming,
  every,
  isReusable,
  not,
  replacing,
  type Which,
} from "../makers/which.ts";

const isUnsaved = coming(every(isPrimary, not(isReusable)));
const otherType: Which<Attempt> = (attempt) =>
  replacing(({ type }) => type !== attempt.source.type)(attempt);
const sums = (test: (all: number, total: number) => boolean): Which<Attempt> =>
  every(coming(isSecondary), ({ source, basket }) =>
    test(secondaryTotal(basket) + (source.amount ?? 0), basket.total),
  );
const earlier = ({ store }: Account, { holder, held }: Basket) =>
  store.sources
    .newestFirst()
    .filter(
      (source) =>
        isPrimary(source) &&
        source.heldBy === holder.id &&
        held.every((each) => each.source.id !== source.id),
    );

/** A source is attached in each documented way: one primary at a time, and no more than the total amount. */
export const attachingFaults: FaultTable = {
  "second-primary-added": joins(coming(isPrimary)),
  "second-primary-added-by-body": by("body", joins(coming(isPrimary))),
  "second-primary-ignored": forgets(replacing(any)),
  "replacement-drops-secondaries": holds(replacing(any), alone),
  "replacement-by-body-drops-secondaries": by("body", holds(replacing(any), alone)),
  "primary-shown-with-whole-total": shows("checkout", (view) => ({
    ...view,
    payment: {
      ...view.payment,
      sources: (view.payment?.sources ?? []).map((source) =>
        source.type === "customerCredit" ? source : { ...source, amount: view.totalAmount },
      ),
    },
  })),
  "secondary-limit-missing": accepts("secondaryFitsTotal"),
  "secondary-limit-forgets-earlier-ones": rule(
    "secondaryFitsTotal",
    (fits) => (attempt) => fits({ ...attempt, basket: { ...attempt.basket, held: [] } }),
  ),
  "secondary-limit-one-unit-high": rule(
    "secondaryFitsTotal",
    (fits) => (attempt) =>
      fits({ ...attempt, basket: { ...attempt.basket, total: attempt.basket.total + 1 } }),
  ),
  "secondary-limit-one-unit-low": refuses(
    "secondaryFitsTotal",
    reasons.tooMuch,
    sums((all, total) => all === total),
  ),
  "secondary-limit-wrong-code": misworded(
    "sources-exceed-total",
    withError({ code: "amount_too_large" }),
  ),

  "primary-by-path-refused": by(
    "path",
    refuses("sourceFitsSession", reasons.spent, coming(isPrimary)),
  ),
  "primary-by-path-forgotten": by("path", forgets(coming(isPrimary))),
  "secondary-by-path-refused": by(
    "path",
    refuses("sourceFitsSession", reasons.spent, coming(isSecondary)),
  ),
  "secondary-by-path-forgotten": by("path", forgets(coming(isSecondary))),
  "primary-by-body-refused": by(
    "body",
    refuses("sourceFitsSession", reasons.spent, coming(isPrimary)),
  ),
  "primary-by-body-forgotten": by("body", forgets(coming(isPrimary))),
  "secondary-by-body-refused": by(
    "body",
    refuses("sourceFitsSession", reasons.spent, coming(isSecondary)),
  ),
  "secondary-by-body-forgotten": by("body", forgets(coming(isSecondary))),
  "source-of-new-checkout-refused": by("creation", refuses("sourceFitsSession", reasons.spent)),
  "source-of-new-checkout-forgotten": by("creation", forgets(any)),
  "attached-source-has-id-of-its-own": listsEach((source) => ({
    ...source,
    id: `att_${source.id}`,
  })),
  "attached-source-in-upper-case": listsEach((source) => ({
    ...source,
    id: source.id?.toUpperCase(),
  })),
  "unsaved-primary-refused": refuses("sourceFitsSession", reasons.foreign, isUnsaved),
  "unsaved-primary-refused-by-body": by(
    "body",
    refuses("sourceFitsSession", reasons.foreign, isUnsaved),
  ),

  "second-primary-by-path-refused": by(
    "path",
    refuses("sourceFitsSession", reasons.late, replacing(any)),
  ),
  "second-primary-refused-in-place-of-saved": by(
    "path",
    refuses(
      "sourceFitsSession",
      reasons.late,
      every(replacing(isReusable), coming(not(isReusable))),
    ),
  ),
  "second-primary-by-body-refused": by(
    "body",
    refuses("sourceFitsSession", reasons.late, replacing(any)),
  ),
  "saved-primary-by-body-refused-in-place-of-single-use": by(
    "body",
    refuses("sourceFitsSession", reasons.late, every(replacing(any), coming(isReusable))),
  ),
  "replaced-saved-primary-kept": joins(replacing(isReusable)),
  "replaced-saved-primary-kept-by-body": by("body", joins(replacing(isReusable))),
  "second-primary-ignored-by-body": by("body", forgets(replacing(any))),
  "second-primary-of-other-type-refused": refuses("sourceFitsSession", reasons.apart, otherType),
  "second-primary-of-other-type-joins": joins(otherType),
  "order-charges-first-primary": charges((held, basket, account) => {
    const first = earlier(account, basket).at(-1);
    return first === undefined
      ? held
      : held.map((each) => (isSecondary(each.source) ? each : { ...each, source: first }));
  }),
  "order-charges-no-replacement": charges((held, basket, account) =>
    earlier(account, basket).length === 0 ? held : held.filter(({ source }) => isSecondary(source)),
  ),
  "order-charges-replaced-primary-too": charges((held, basket, account) => [
    ...held,
    ...earlier(account, basket).map((source) => ({ source, amount: basket.total })),
  ]),
  "order-verifies-replaced-primary": charges((held, basket, account) => [
    ...held,
    ...earlier(account, basket).map((source) => ({ source, amount: 1 })),
  ]),
  "eleventh-secondary-refused": refuses(
    "secondaryFitsTotal",
    reasons.tooMuch,
    every(coming(isSecondary), beside(10)),
  ),
  "eleventh-secondary-not-shown": lists((sources) => sources.slice(0, 10)),
  "exact-secondary-refused-by-body": by(
    "body",
    refuses(
      "secondaryFitsTotal",
      reasons.tooMuch,
      sums((all, total) => all === total),
    ),
  ),
};
