import type { Basket } from "../../domain/rules/basket.ts";
import {
  isSecondary,
  primaryOf,
  secondariesOf,
  secondaryTotal,
} from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { by, isPrimary, reasons, refuses, rule, shows } from "../makers.ts";

const full = (_source: Source, basket: Basket) => primaryOf(basket) !== undefined;
const other = (source: Source, basket: Basket) =>
  isPrimary(source) && full(source, basket) && primaryOf(basket)?.source.type !== source.type;
const secondTime = (source: Source, basket: Basket) => isPrimary(source) && full(source, basket);
const joins = (when: (source: Source, basket: Basket) => boolean) =>
  rule(
    "heldAfterAttach",
    (hold) => (source, basket) =>
      when(source, basket)
        ? [...basket.held, { source, amount: basket.total }]
        : hold(source, basket),
  );
const ignored = (when: (source: Source, basket: Basket) => boolean) =>
  rule(
    "heldAfterAttach",
    (hold) => (source, basket) => (when(source, basket) ? basket.held : hold(source, basket)),
  );
const earlier = (basket: Basket, known: () => readonly Source[]) =>
  known().filter(
    (source) =>
      isPrimary(source) &&
      source.heldBy === basket.payableId &&
      basket.held.every((held) => held.source.id !== source.id),
  );

/** A different primary source takes the place of the one that a checkout has, up to its order. */
export const replacingFaults: FaultTable = {
  "second-primary-by-path-refused": by(
    "path",
    refuses("sourceFitsSession", reasons.late, secondTime),
  ),
  "second-primary-refused-in-place-of-saved": by(
    "path",
    refuses(
      "sourceFitsSession",
      reasons.late,
      (source, basket) =>
        secondTime(source, basket) &&
        primaryOf(basket)?.source.reusable === true &&
        !source.reusable,
    ),
  ),
  "second-primary-by-body-refused": by(
    "body",
    refuses("sourceFitsSession", reasons.late, secondTime),
  ),
  "saved-primary-by-body-refused-in-place-of-single-use": by(
    "body",
    refuses(
      "sourceFitsSession",
      reasons.late,
      (source, basket) => secondTime(source, basket) && source.reusable,
    ),
  ),
  "replaced-saved-primary-kept": joins(
    (source, basket) => secondTime(source, basket) && primaryOf(basket)?.source.reusable === true,
  ),
  "replaced-saved-primary-kept-by-body": by(
    "body",
    joins(
      (source, basket) => secondTime(source, basket) && primaryOf(basket)?.source.reusable === true,
    ),
  ),
  "second-primary-ignored-by-body": by("body", ignored(secondTime)),
  "second-primary-of-other-type-refused": refuses("sourceFitsSession", reasons.apart, other),
  "second-primary-of-other-type-joins": joins(other),
  "order-charges-first-primary": rule(
    "chargedHeld",
    (charged) => (basket, known) =>
      charged(basket, known).map((held) => {
        const [first] = earlier(basket, known).toReversed();
        return first === undefined || isSecondary(held.source) ? held : { ...held, source: first };
      }),
  ),
  "order-charges-no-replacement": rule(
    "chargedHeld",
    (charged) => (basket, known) =>
      charged(basket, known).filter(
        ({ source }) => isSecondary(source) || earlier(basket, known).length === 0,
      ),
  ),
  "order-charges-replaced-primary-too": rule("chargedHeld", (charged) => (basket, known) => [
    ...charged(basket, known),
    ...earlier(basket, known).map((source) => ({ source, amount: basket.total })),
  ]),
  "order-verifies-replaced-primary": rule("chargedHeld", (charged) => (basket, known) => [
    ...charged(basket, known),
    ...earlier(basket, known).map((source) => ({ source, amount: 1 })),
  ]),
  "eleventh-secondary-refused": refuses(
    "secondaryFitsTotal",
    reasons.tooMuch,
    (_secondary, basket) => secondariesOf(basket).length >= 10,
  ),
  "eleventh-secondary-not-shown": shows("checkout", (view) => ({
    ...view,
    payment: { ...view.payment, sources: view.payment?.sources?.slice(0, 10) },
  })),
  "exact-secondary-refused-by-body": by(
    "body",
    refuses(
      "secondaryFitsTotal",
      reasons.tooMuch,
      (secondary, basket) => secondaryTotal(basket) + (secondary.amount ?? 0) === basket.total,
    ),
  ),
};
