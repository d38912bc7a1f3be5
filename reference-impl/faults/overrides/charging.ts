import { exponentOf } from "../../domain/money.ts";
import type { Basket, Held } from "../../domain/rules/basket.ts";
import { isSecondary, secondariesOf } from "../../domain/rules/basket.ts";
import type { Charge } from "../../domain/types.ts";
import type { Wire } from "../../digital-river/wire.ts";
import type { FaultTable } from "../fault.ts";
import { accepts, ofType, rule, shows, together, without } from "../makers.ts";

type OrderCharge = NonNullable<
  NonNullable<ReturnType<Wire["order"]>["payment"]>["charges"]
>[number];
const paid = (edit: (held: readonly Held[], basket: Basket) => readonly Held[]) =>
  rule("chargedHeld", (charged) => (basket, known) => edit(charged(basket, known), basket));
const primaries = (charges: readonly Charge[]) => charges.filter((charge) => !charge.secondary);
const secondaries = (charges: readonly Charge[]) => charges.filter((charge) => charge.secondary);
const lastSecondaryFirst = (charges: readonly Charge[]) => [
  ...secondaries(charges).slice(-1),
  ...primaries(charges),
  ...secondaries(charges).slice(0, -1),
];
const none: readonly Charge[] = [];
const orderCharges = (edit: (charge: OrderCharge) => object) =>
  shows("order", (view) => ({
    ...view,
    payment: { ...view.payment, charges: view.payment?.charges?.map(edit) },
  }));

/** An order charges each of its sources once, captures, cancels and refunds each as documented. */
export const chargingFaults: FaultTable = {
  "primary-not-charged-beside-credit": paid((held) =>
    held.some(({ source }) => isSecondary(source))
      ? held.filter(({ source }) => isSecondary(source))
      : held,
  ),
  "waiting-primary-not-charged": paid((held) =>
    held.filter(({ source }) => isSecondary(source) || source.flow !== "receiver"),
  ),
  "second-secondary-not-charged": paid((held, basket) =>
    held.filter(
      (each) =>
        !secondariesOf(basket)
          .slice(1)
          .some(({ source }) => source.id === each.source.id),
    ),
  ),
  "primary-charged-twice": paid((held) =>
    held.flatMap((each) => (isSecondary(each.source) ? [each] : [each, each])),
  ),
  "primary-charge-split": paid((held) =>
    held.flatMap((each) =>
      isSecondary(each.source)
        ? [each]
        : [
            { ...each, amount: 1 },
            { ...each, amount: each.amount - 1 },
          ],
    ),
  ),
  "combination-charged-once": paid((held, basket) =>
    held.slice(0, 1).map((each) => ({ ...each, amount: basket.total })),
  ),
  "credit-beside-saved-primary-not-charged": paid((held) =>
    held.some(({ source }) => source.reusable)
      ? held.filter(({ source }) => source.reusable)
      : held,
  ),
  "credit-charged-again": together(
    accepts("sourceFitsSession", isSecondary),
    accepts("sourceCanPay", isSecondary),
  ),
  "credit-charge-split": paid((held) =>
    held.flatMap((each) =>
      isSecondary(each.source)
        ? [
            { ...each, amount: 1 },
            { ...each, amount: each.amount - 1 },
          ]
        : [each],
    ),
  ),
  "charge-before-order": shows("checkout", (view) => ({
    ...view,
    payment: {
      ...view.payment,
      charges: view.payment?.sources?.map(({ id, amount }) => ({
        id: `ch_${id}`,
        sourceId: id,
        amount,
        state: "pending",
      })),
    },
  })),
  "source-consumed-before-order": rule(
    "sourceAfterAttach",
    () => (source) => (source.reusable ? source : { ...source, state: "consumed" }),
  ),
  "single-use-primary-not-charged": paid((held) =>
    held.filter(({ source }) => isSecondary(source) || source.reusable),
  ),
  "wallet-not-charged": paid((held) => held.filter(({ source }) => !ofType("googlePay")(source))),
  "cancel-never-reaches-credit": rule("cancelOrder", () => primaries),
  "cancel-after-capture-spares-primary": rule(
    "cancelOrder",
    (order) => (charges) =>
      charges.some(({ captures }) => captures.length > 0)
        ? [...secondaries(charges), ...primaries(charges)]
        : order(charges),
  ),
  "cancel-last-secondary-first": rule("cancelOrder", () => lastSecondaryFirst),
  "cancel-takes-one-unit-too-much-of-primary": rule(
    "openAmount",
    (open) => (charge) =>
      open(charge) === 0 && !charge.secondary && charge.cancels.length > 0 ? 1 : open(charge),
  ),
  "capture-after-cancel-begins-with-primary": rule(
    "captureOrder",
    (order) => (charges) =>
      charges.some(({ cancels }) => cancels.length > 0)
        ? [...primaries(charges), ...secondaries(charges)]
        : order(charges),
  ),
  "capture-last-secondary-last": rule("captureOrder", () => (charges) => [
    ...secondaries(charges).slice(0, -1),
    ...primaries(charges),
    ...secondaries(charges).slice(-1),
  ]),
  "capture-takes-one-unit-too-much-of-credit": rule(
    "openAmount",
    (open) => (charge) =>
      open(charge) === 0 && charge.secondary && charge.captures.length > 0 ? 1 : open(charge),
  ),
  "refund-never-reaches-credit": rule("refundOrder", () => primaries),
  "refund-last-secondary-first": rule("refundOrder", () => lastSecondaryFirst),
  "refund-ends-with-primary": rule(
    "refundOrder",
    (order) => (charges) =>
      primaries(charges).some(({ refunds }) => refunds.length > 0)
        ? primaries(charges)
        : order(charges),
  ),
  "capture-in-whole-units": rule("unitsAmount", (amount) => (line, units, currency) => {
    const one = 10 ** exponentOf(currency);
    return Math.floor(amount(line, units, currency) / one) * one;
  }),
  "cancel-touches-no-charge": rule("cancelOrder", () => () => none),
  "cancel-shown-as-capture": orderCharges((charge) =>
    charge.cancels === undefined
      ? charge
      : {
          ...without(charge, "cancels"),
          captures: [...(charge.captures ?? []), ...charge.cancels],
        },
  ),
  "refund-touches-no-charge": rule("refundOrder", () => () => none),
  "refund-takes-captures-away": orderCharges((charge) =>
    charge.refunds === undefined ? charge : without(charge, "captures"),
  ),
};
