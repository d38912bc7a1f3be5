import type { Basket } from "../../domain/rules/basket.ts";
import { isSecondary, primaryOf, secondariesOf } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source, Payable } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus, withType } from "../fault.ts";
import {
  accepts,
  by,
  decides,
  inState,
  isPrimary,
  ofFlow,
  ofType,
  reasons,
  refuses,
  rule,
  together,
  withoutMember,
} from "../makers.ts";

const both = (basket: Basket) =>
  primaryOf(basket) !== undefined && secondariesOf(basket).length > 0;
const born = (when: (source: Source) => boolean) =>
  rule("sourceAtFirst", () => (source) => (when(source) ? { ...source, reusable: true } : source));
const own = (source: Source, payable: Payable) =>
  source.customerId !== undefined && source.customerId === payable.customerId;
const turnsReusable = (when: (source: Source) => boolean) =>
  rule(
    "sourceAfterAttach",
    () => (source) => (when(source) ? { ...source, reusable: true } : source),
  );

/** How often a source pays, for whom, and for which orders. */
export const reusingFaults: FaultTable = {
  "single-use-source-charged-again": together(
    accepts("sourceFitsSession", inState("consumed")),
    accepts("sourceCanPay", inState("consumed")),
  ),
  "single-use-wallet-stays-chargeable": decides(
    "sourceStateAfterCharge",
    "chargeable",
    ofType("googlePay"),
  ),
  "saved-card-consumed": decides("sourceStateAfterCharge", "consumed", ofType("creditCard")),
  "saved-source-refused-for-later-order": decides(
    "sourceStateAfterCharge",
    "cancelled",
    (source) => source.reusable,
  ),
  "source-reusable-from-the-start": born(isPrimary),
  "savable-source-reusable-from-the-start": born(ofType("payPalBilling")),
  "attached-source-becomes-reusable": turnsReusable(isPrimary),
  "attached-wallet-becomes-reusable": turnsReusable(
    (source) => isPrimary(source) && !ofType("creditCard")(source),
  ),
  "charged-saved-redirect-source-consumed": decides(
    "sourceStateAfterCharge",
    "consumed",
    ofFlow("redirect"),
  ),
  "unsavable-type-makes-no-order": refuses(
    "authorizationGranted",
    reasons.declined,
    (source) => isPrimary(source) && sourceType(source.type)?.savable === false,
  ),
  "unsavable-type-not-charged": rule(
    "chargedHeld",
    (charged) => (basket, known) =>
      charged(basket, known).filter(
        ({ source }) => isSecondary(source) || sourceType(source.type)?.savable === true,
      ),
  ),
  "order-needs-a-secondary": refuses(
    "paymentComplete",
    reasons.unpaid,
    (basket) => secondariesOf(basket).length === 0,
  ),
  "order-needs-a-card": refuses(
    "paymentComplete",
    reasons.unpaid,
    (basket) => primaryOf(basket) !== undefined && primaryOf(basket)?.source.type !== "creditCard",
  ),
  "order-of-one-secondary-refused": refuses(
    "paymentComplete",
    reasons.unpaid,
    (basket) => primaryOf(basket) === undefined && basket.held.length === 1,
  ),
  "order-of-combination-refused": refuses("paymentComplete", reasons.unpaid, both),
  "order-of-three-sources-refused": refuses(
    "paymentComplete",
    reasons.unpaid,
    (basket) => both(basket) && secondariesOf(basket).length > 1,
  ),
  "saved-source-refused-for-own-customer": refuses(
    "sourceOfCustomer",
    reasons.foreign,
    (source) => source.customerId !== undefined,
  ),
  "saved-wallet-refused-for-own-customer": refuses(
    "sourceOfCustomer",
    reasons.foreign,
    (source, payable) => own(source, payable) && !ofType("creditCard")(source),
  ),
  "saved-wallet-charged-without-customer": accepts(
    "sourceOfCustomer",
    (source, payable) => payable.customerId === undefined && !ofType("creditCard")(source),
  ),
  "saved-source-refused-by-guest-checkout-in-body": by(
    "body",
    refuses(
      "sourceFitsSession",
      reasons.foreign,
      (source, basket) => source.reusable && basket.customerId === undefined,
    ),
  ),
  "source-in-use-unknown-checkout": misworded("source-of-other-customer", withStatus(404)),
  "source-in-use-type-forbidden": misworded("source-of-other-customer", withType("forbidden")),
  "source-in-use-without-type": misworded("source-of-other-customer", withoutMember("type")),
  "source-in-use-code-in-camel-case": misworded(
    "source-of-other-customer",
    withError({ code: "sourceInUse" }),
  ),
  "source-in-use-without-parameter": misworded(
    "source-of-other-customer",
    withError({ parameter: undefined }),
  ),
  "saved-wallet-charged-for-other-customer": accepts(
    "sourceOfCustomer",
    (source, payable) => payable.customerId !== undefined && !ofType("creditCard")(source),
  ),
};
