import { type Held, isPrimary, isSecondary, secondariesOf } from "../../domain/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { shows } from "../makers/answers.ts";
import { attachedAs, charges, uncharged } from "../makers/operations.ts";
import { accepts } from "../makers/rules.ts";
import { coming, every, isReusable, not, ofFlow, ofType, type Which } from "../makers/which.ts";

const halves = (held: Held): readonly Held[] => [
  { ...held, amount: 1 },
  { ...held, amount: held.amount - 1 },
];
const chargesEach = (which: Which<Source>, edit: (held: Held) => readonly Held[]) =>
  charges((held) => held.flatMap((each) => (which(each.source) ? edit(each) : [each])));
/** Only these are charged, where there are some. */
const chargesOnly = (which: Which<Source>) =>
  charges((held) => {
    const charged = held.filter(({ source }) => which(source));
    return charged.length > 0 ? charged : held;
  });

/** An order charges each of its sources once, what it is to pay. */
export const chargesFaults: FaultTable = {
  "order-of-secondaries-shows-nothing-to-pay": shows(
    "order",
    (view) => ({ ...view, totalAmount: 0 }),
    ({ payment }) => payment?.sources?.every(({ type }) => type === "customerCredit") === true,
  ),
  "secondary-not-charged": uncharged(isSecondary),
  "primary-not-charged-beside-credit": chargesOnly(isSecondary),
  "waiting-primary-not-charged": uncharged(every(isPrimary, ofFlow("receiver"))),
  "second-secondary-not-charged": charges((held, basket) => {
    const [, ...later] = secondariesOf(basket).map(({ source }) => source.id);
    return held.filter(({ source }) => !later.includes(source.id));
  }),
  "primary-charged-twice": chargesEach(isPrimary, (held) => [held, held]),
  "primary-charge-split": chargesEach(isPrimary, halves),
  "combination-charged-once": charges((held, { total }) =>
    held.slice(0, 1).map((each) => ({ ...each, amount: total })),
  ),
  "credit-beside-saved-primary-not-charged": chargesOnly(isReusable),
  "credit-charged-again": [
    accepts("sourceFitsSession", coming(isSecondary)),
    accepts("sourceCanPay", isSecondary),
  ],
  "credit-charge-split": chargesEach(isSecondary, halves),
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
  "source-consumed-before-order": attachedAs({ state: "consumed" }, not(isReusable)),
  "single-use-primary-not-charged": uncharged(every(isPrimary, not(isReusable))),
  "wallet-not-charged": uncharged(ofType("googlePay")),
};
