import { type Basket, primaryOf, secondariesOf } from "../../domain/basket.ts";
import type { FaultTable } from "../fault.ts";
import { accepts, reasons, refuses } from "../makers/rules.ts";

const unpaid = (when: (basket: Basket) => boolean) =>
  refuses("paymentComplete", reasons.unpaid, when);
const hasPrimary = (basket: Basket) => primaryOf(basket) !== undefined;
const mixes = (basket: Basket) => hasPrimary(basket) && secondariesOf(basket).length > 0;

/** Of which checkouts an order can be made. */
export const ordersFaults: FaultTable = {
  "order-needs-a-primary": unpaid((basket) => !hasPrimary(basket)),
  "order-takes-short-payment": accepts("paymentComplete", ({ held }) => held.length > 0),
  "order-needs-a-secondary": unpaid((basket) => secondariesOf(basket).length === 0),
  "order-needs-a-card": unpaid(
    (basket) => hasPrimary(basket) && primaryOf(basket)?.source.type !== "creditCard",
  ),
  "order-of-one-secondary-refused": unpaid(
    (basket) => !hasPrimary(basket) && basket.held.length === 1,
  ),
  "order-of-combination-refused": unpaid(mixes),
  "order-of-three-sources-refused": unpaid(
    (basket) => mixes(basket) && secondariesOf(basket).length > 1,
  ),
};
