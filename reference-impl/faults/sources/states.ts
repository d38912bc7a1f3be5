import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { attach } from "../../domain/attachments.ts";
import { saveSource } from "../../domain/customers.ts";
import { createFulfillment } from "../../domain/fulfillments.ts";
import { exponentOf } from "../../domain/money.ts";
import { createOrder } from "../../domain/orders.ts";
import { within } from "../../domain/override.ts";
import type { Source } from "../../domain/types.ts";
import type { Wire } from "../../digital-river/wire.ts";
import type { FaultTable } from "../fault.ts";
import { shows, without } from "../makers/answers.ts";
import { noCharge, takesFrom } from "../makers/movements.ts";
import {
  attachedAs,
  becomes,
  begins,
  charges,
  doneAnd,
  editSource,
  refusedYet,
  reusableAsAsked,
  timesCharged,
  uncharged,
} from "../makers/operations.ts";
import { accepts, decides, reasons, refuses, rule } from "../makers/rules.ts";
import {
  any,
  coming,
  every,
  inState,
  isReusable,
  isUnsavable,
  not,
  ofFlow,
  ofType,
  type Which,
} from "../makers/which.ts";

type OrderCharge = NonNullable<
  NonNullable<ReturnType<Wire["order"]>["payment"]>["charges"]
>[number];

const orderCharges = (edit: (charge: OrderCharge) => object) =>
  shows("order", (view) => ({
    ...view,
    payment: { ...view.payment, charges: view.payment?.charges?.map(edit) },
  }));
const unmoved = (which: Which<Source>) =>
  becomes("unchanged", (source, event) => which(source) && event !== "expire");
const declines = (which: Which<Source>) => refuses("authorizationGranted", reasons.declined, which);
const afterCharge = (state: Source["state"], which: Which<Source>) =>
  decides("sourceStateAfterCharge", state, which);
const staysCharged = (which: Which<Source>) =>
  rule(
    "sourceStateAfterCharge",
    (next) => (source) => (which(source) ? source.state : next(source)),
  );

/** When a source becomes chargeable, how often it pays, and what its charges tell. */
export const sourceStateFaults: FaultTable = {
  "movement-one-unit-short-when-it-spills": rule(
    "distribute",
    (distribute) => (amount, capacities) => {
      const parts = distribute(amount, capacities);
      if (parts.length < 2) return parts;
      const short = (index: number) => (index === parts.length - 1 ? 1 : 0);
      return parts
        .map((part, index) => ({ ...part, amount: part.amount - short(index) }))
        .filter((part) => part.amount > 0);
    },
  ),
  "charged-primary-stays-chargeable": staysCharged(isPrimary),
  "charged-secondary-stays-chargeable": staysCharged(isSecondary),
  "charged-saved-source-consumed": decides("sourceStateAfterCharge", "consumed"),
  "capture-in-whole-units": within(createFulfillment, ({ rules }, { currency }) => ({
    unitsAmount: (line, units) => {
      const one = 10 ** exponentOf(currency);
      return Math.floor(rules.unitsAmount(line, units) / one) * one;
    },
  })),
  "cancel-touches-no-charge": takesFrom("cancelOrder", noCharge),
  "cancel-shown-as-capture": orderCharges((charge) =>
    charge.cancels === undefined
      ? charge
      : {
          ...without(charge, "cancels"),
          captures: [...(charge.captures ?? []), ...charge.cancels],
        },
  ),
  "refund-touches-no-charge": takesFrom("refundOrder", noCharge),
  "refund-takes-captures-away": orderCharges((charge) =>
    charge.refunds === undefined ? charge : without(charge, "captures"),
  ),

  "receiver-charge-capturable-at-once": decides("chargeWaits", false, inState("pending_funds")),
  "konbini-charge-capturable-at-once": decides("chargeWaits", false, ofType("konbini")),
  "receiver-charge-never-capturable": decides("chargeWaits", true, ofFlow("receiver")),
  "receiver-charge-refused-after-funds": declines(
    every<Source>(ofFlow("receiver"), inState("chargeable")),
  ),
  "card-waits-for-its-customer": begins({ state: "requires_action" }, ofType("creditCard")),
  "card-is-pending-at-first": shows(
    "source",
    (view) => ({ ...view, state: "pending" }),
    (view) => view.type === "creditCard" && view.amount === undefined,
  ),
  "redirect-source-chargeable-at-once": begins(
    { state: "chargeable" },
    inState("pending_redirect"),
  ),
  "redirect-source-chargeable-once-attached": attachedAs(
    { state: "chargeable" },
    every<Source>(ofType("payPal"), inState("pending_redirect")),
  ),
  "approved-source-stays-pending": unmoved(inState("pending_redirect")),
  "confirmed-source-stays-pending": unmoved(inState("pending_funds")),
  "card-order-waits": declines(every(ofType("creditCard"), not(isReusable))),
  "card-not-charged": uncharged(ofType("creditCard")),
  "authorized-redirect-refused": declines(every<Source>(ofFlow("redirect"), inState("chargeable"))),
  "authorized-redirect-not-charged": uncharged(ofFlow("redirect")),
  "receiver-charge-processing": decides(
    "chargeStateOf",
    "processing",
    ({ authorization }) => authorization === "pending",
  ),
  "transfer-charge-authorized-at-once": decides("chargeWaits", false, ofType("wireTransfer")),
  "redirect-charge-capturable-at-once": decides("chargeWaits", false, inState("pending_redirect")),
  "one-redirect-charge-capturable-at-once": decides("chargeWaits", false, ofType("payPal")),
  "charged-redirect-stays-chargeable": afterCharge(
    "chargeable",
    every(ofFlow("redirect"), not(isReusable)),
  ),
  "consumed-source-charged": accepts("sourceCanPay", inState("consumed")),
  "consumed-source-revived": refusedYet(createOrder, (account, { attachments }) => {
    for (const { sourceId } of attachments)
      editSource(account, sourceId, (source) =>
        source.state === "consumed" ? { ...source, state: "chargeable" } : source,
      );
  }),
  "saved-source-waits-after-charge": afterCharge("requires_action", isReusable),
  "saved-wallet-consumed": afterCharge("consumed", ofType("googlePay")),
  "receiver-source-chargeable-at-once": begins({ state: "chargeable" }, inState("pending_funds")),
  "receiver-source-pending-redirect": shows(
    "source",
    (view) => ({ ...view, state: "pending_redirect" }),
    ({ state }) => state === "pending_funds",
  ),
  "receiver-source-consumed-by-funds": becomes(
    "consumed",
    (_source, event) => event === "confirm-funds",
  ),
  "transfer-source-ignores-funds": unmoved(ofType("wireTransfer")),
  "charged-credit-cancelled": afterCharge("cancelled", isSecondary),

  "single-use-source-charged-again": [
    accepts("sourceFitsSession", coming(inState("consumed"))),
    accepts("sourceCanPay", inState("consumed")),
  ],
  "single-use-wallet-stays-chargeable": afterCharge("chargeable", ofType("googlePay")),
  "saved-card-consumed": afterCharge("consumed", ofType("creditCard")),
  "saved-source-refused-for-later-order": afterCharge("cancelled", isReusable),
  "source-reusable-from-the-start": begins({ reusable: true }, isPrimary),
  "savable-source-reusable-from-the-start": begins({ reusable: true }, ofType("payPalBilling")),
  "attached-source-becomes-reusable": attachedAs({ reusable: true }, isPrimary),
  "attached-wallet-becomes-reusable": attachedAs(
    { reusable: true },
    every(isPrimary, not(ofType("creditCard"))),
  ),
  "charged-saved-redirect-source-consumed": afterCharge("consumed", ofFlow("redirect")),
  "unsavable-type-makes-no-order": declines(isUnsavable),
  "unsavable-type-not-charged": uncharged(isUnsavable),
  "failed-source-charged": [
    accepts("sourceFitsSession", coming(inState("failed"))),
    accepts("sourceCanPay", inState("failed")),
  ],
  "failed-source-revived": refusedYet(attach, (account, _holder, { id }) =>
    editSource(account, id, (source) =>
      source.state === "failed" ? { ...source, state: "chargeable" } : source,
    ),
  ),
  "failing-card-waits-first": begins({ state: "requires_action" }, inState("failed")),
  "unpaid-order-is-captured": accepts(
    "orderTakesFulfillment",
    ({ state }) => state === "pending_payment",
  ),
  "wish-for-reusable-heeded": reusableAsAsked(any),
  "restricted-wallet-saved": accepts("typeCanBeSaved", ofType("payPal", "alipay")),
  "restricted-source-refused-yet-reusable": refusedYet(saveSource, (account, _customer, { id }) =>
    editSource(account, id, (source) => ({ ...source, reusable: true })),
  ),
  "saved-source-not-charged-a-third-time": charges((held, _basket, account) =>
    held.filter(({ source }) => timesCharged(account, source.id) < 2),
  ),
  "saved-source-consumed-by-third-charge": doneAnd(createOrder, (account, { attachments }) => {
    for (const { sourceId } of attachments)
      if (timesCharged(account, sourceId) > 2)
        editSource(account, sourceId, (source) => ({ ...source, state: "consumed" }));
  }),
};
