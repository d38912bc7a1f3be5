import { exponentOf } from "../../domain/money.ts";
import { within } from "../../domain/override.ts";
import { createRefund } from "../../domain/refunds.ts";
import { settled, standing } from "../../domain/rules/charging.ts";
import type { FaultTable } from "../fault.ts";
import {
  asAttached,
  lastSecondaryFirst,
  primaries,
  secondaryFirst,
  secondSecondaryFirst,
  takesFrom,
  takesFromWhere,
} from "../makers/movements.ts";
import { rule } from "../makers/rules.ts";

/** Refunds give back to the primary charge first, no more than was captured. */
export const refundsFaults: FaultTable = {
  "refund-secondary-first": takesFrom("refundOrder", secondaryFirst),
  "refund-second-secondary-first": takesFrom("refundOrder", secondSecondaryFirst),
  "refund-in-order-of-attachment": takesFrom("refundOrder", asAttached),
  "refund-above-what-was-captured": rule(
    "refundableAmount",
    () => (charge) => (settled(charge.captures) > 0 ? charge.amount : 0) - standing(charge.refunds),
  ),
  "refund-forgets-earlier-refunds": rule(
    "refundableAmount",
    () => (charge) => settled(charge.captures),
  ),
  "refund-percent-in-cents": within(createRefund, ({ rules }, { currency }) => ({
    percentOf: (amount, percent) => {
      const exact = rules.percentOf(amount, percent);
      return exponentOf(currency) === 3 ? Math.floor(exact / 10) * 10 : exact;
    },
  })),
  "refund-never-reaches-credit": takesFrom("refundOrder", primaries),
  "refund-last-secondary-first": takesFrom("refundOrder", lastSecondaryFirst),
  "refund-ends-with-primary": takesFromWhere(
    "refundOrder",
    (charges) => primaries(charges).some(({ refunds }) => refunds.length > 0),
    primaries,
  ),
};
