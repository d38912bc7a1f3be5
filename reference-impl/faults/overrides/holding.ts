import type { Basket, Held } from "../../domain/rules/basket.ts";
import { isSecondary, primaryOf, secondariesOf } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { by, isPrimary, ofType, reasons, refuses, rule, shows } from "../makers.ts";

const arrives = (
  when: (source: Source, basket: Basket) => boolean,
  hold: (source: Source, basket: Basket) => readonly Held[],
) =>
  rule(
    "heldAfterAttach",
    (documented) => (source, basket) =>
      when(source, basket) ? hold(source, basket) : documented(source, basket),
  );
const alone = (source: Source, basket: Basket): readonly Held[] => [
  { source, amount: source.amount ?? basket.total },
];
const beside = (count: number) => (source: Source, basket: Basket) =>
  isPrimary(source) && secondariesOf(basket).length >= count;
const behindSaved = (count: number) => (source: Source, basket: Basket) =>
  isSecondary(source) &&
  primaryOf(basket)?.source.reusable === true &&
  secondariesOf(basket).length >= count;
const listing = (edit: (sources: readonly object[]) => readonly object[]) =>
  shows("checkout", (view) => ({
    ...view,
    payment: { ...view.payment, sources: edit(view.payment?.sources ?? []) },
  }));

/** Which sources a checkout or an invoice holds together. */
export const holdingFaults: FaultTable = {
  "primary-alone-listed-twice": listing((sources) =>
    sources.length === 1 ? [...sources, ...sources] : sources,
  ),
  "primary-alone-not-held": arrives(
    (source, basket) => isPrimary(source) && basket.held.length === 0,
    () => [],
  ),
  "secondary-alone-not-held": arrives(
    (source, basket) => isSecondary(source) && basket.held.length === 0,
    () => [],
  ),
  "secondary-listed-as-store-credit": listing((sources) =>
    sources.map((each) =>
      "type" in each && each.type === "customerCredit" ? { ...each, type: "storeCredit" } : each,
    ),
  ),
  "primary-drops-secondaries": arrives(beside(1), alone),
  "second-source-not-listed": listing((sources) => sources.slice(0, 1)),
  "fourth-source-not-listed": listing((sources) => sources.slice(0, 3)),
  "primary-keeps-last-secondary": arrives(beside(2), (source, basket) => [
    ...secondariesOf(basket).slice(-1),
    ...alone(source, basket),
  ]),
  "one-listed-type-drops-secondaries": arrives(
    (source, basket) => beside(1)(source, basket) && ofType("klarnaCreditRecurring")(source),
    alone,
  ),
  "third-secondary-replaces-second": arrives(
    (source, basket) => isSecondary(source) && secondariesOf(basket).length === 2,
    (source, basket) => [
      ...basket.held.filter((held) => held !== secondariesOf(basket)[1]),
      ...alone(source, basket),
    ],
  ),
  "primary-joins-saved-one": arrives(
    (source, basket) =>
      isPrimary(source) && primaryOf(basket)?.source.reusable === true && !source.reusable,
    (source, basket) => [...basket.held, ...alone(source, basket)],
  ),
  "primary-joins-by-body": by(
    "body",
    arrives(isPrimary, (source, basket) => [...basket.held, ...alone(source, basket)]),
  ),
  "primary-of-one-type-refused-after-secondary": refuses(
    "sourceFitsSession",
    reasons.late,
    (source, basket) => beside(1)(source, basket) && ofType("konbini")(source),
  ),
  "primary-after-two-secondaries-drops-them": arrives(beside(2), alone),
  "further-secondary-wrong-code": refuses(
    "secondaryMayFollow",
    reasons.spent,
    (primary, _secondary, basket) => !primary.reusable && secondariesOf(basket).length > 0,
  ),
  "secondary-after-saved-primary-refused-by-path": by(
    "path",
    refuses("secondaryMayFollow", reasons.late),
  ),
  "secondary-after-saved-wallet-refused-by-body": by(
    "body",
    refuses("secondaryMayFollow", reasons.late, (primary) => !ofType("googlePay")(primary)),
  ),
  "second-secondary-after-saved-primary-not-listed": arrives(
    behindSaved(1),
    (_source, basket) => basket.held,
  ),
  "second-secondary-drops-saved-primary": arrives(behindSaved(1), (source, basket) => [
    ...secondariesOf(basket),
    ...alone(source, basket),
  ]),
  "saved-primary-after-secondary-refused": refuses(
    "sourceFitsSession",
    reasons.late,
    (source, basket) => beside(1)(source, basket) && source.reusable,
  ),
  "saved-primary-after-secondary-drops-it": arrives(
    (source, basket) => beside(1)(source, basket) && source.reusable,
    alone,
  ),
  "saved-primary-reduced-one-unit-short-by-body": by(
    "body",
    rule(
      "primaryAmount",
      (amount) => (basket) => amount(basket) + (secondariesOf(basket).length > 0 ? 1 : 0),
    ),
  ),
  "invoice-takes-one-source": refuses(
    "invoiceTakesSource",
    reasons.closed,
    (_invoice, _source, basket) => basket.held.length > 0,
  ),
  "invoice-takes-no-credit": refuses("invoiceTakesSource", reasons.closed, (_invoice, source) =>
    isSecondary(source),
  ),
  "invoice-refuses-unlisted-type": refuses(
    "invoiceTakesSource",
    reasons.apart,
    (_invoice, source) => sourceType(source.type)?.combinable === false && isPrimary(source),
  ),
  "unlisted-type-drops-secondaries": arrives(
    (source, basket) => beside(1)(source, basket) && sourceType(source.type)?.combinable === false,
    alone,
  ),
};
