import { standing } from "../../domain/rules/charging.ts";
import type { FaultTable } from "../fault.ts";
import {
  asAttached,
  givesOneUnitMore,
  lastSecondaryFirst,
  primaries,
  secondaryFirst,
  secondSecondaryFirst,
  takesFrom,
  takesFromWhere,
} from "../makers/movements.ts";
import { rule } from "../makers/rules.ts";

/** Cancels take from the primary charge first, and from each all that it has. */
export const cancelsFaults: FaultTable = {
  "cancel-secondary-first": takesFrom("cancelOrder", secondaryFirst),
  "cancel-second-secondary-first": takesFrom("cancelOrder", secondSecondaryFirst),
  "cancel-in-order-of-attachment": takesFrom("cancelOrder", asAttached),
  "open-amount-ignores-cancels": rule(
    "openAmount",
    () => (charge) => charge.amount - standing(charge.captures),
  ),
  "cancel-never-reaches-credit": takesFrom("cancelOrder", primaries),
  "cancel-after-capture-spares-primary": takesFromWhere(
    "cancelOrder",
    (charges) => charges.some(({ captures }) => captures.length > 0),
    secondaryFirst,
  ),
  "cancel-last-secondary-first": takesFrom("cancelOrder", lastSecondaryFirst),
  "cancel-takes-one-unit-too-much-of-primary": givesOneUnitMore(
    ({ secondary, cancels }) => !secondary && cancels.length > 0,
  ),
};
