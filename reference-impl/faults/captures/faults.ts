import { share, sum } from "../../domain/money.ts";
import { standing } from "../../domain/rules/charging.ts";
import type { FaultTable } from "../fault.ts";
import {
  asAttached,
  givesOneUnitMore,
  primaries,
  primaryFirst,
  secondaries,
  takesFrom,
  takesFromWhere,
} from "../makers/movements.ts";
import { rule } from "../makers/rules.ts";

/** Captures take from secondary charges first, and from each all that it has. */
export const capturesFaults: FaultTable = {
  "capture-primary-first": takesFrom("captureOrder", primaryFirst),
  "capture-in-order-of-attachment": takesFrom("captureOrder", asAttached),
  "capture-second-secondary-last": takesFrom("captureOrder", (charges) => [
    ...secondaries(charges).slice(0, 1),
    ...primaries(charges),
    ...secondaries(charges).slice(1),
  ]),
  "capture-larger-charge-first": takesFrom("captureOrder", (charges) =>
    charges.toSorted((one, other) => other.amount - one.amount),
  ),
  "movements-shared-in-proportion": rule("distribute", () => (amount, capacities) => {
    const rooms = sum(capacities.map(({ room }) => Math.max(0, room)));
    let left = Math.min(amount, rooms);
    const parts = capacities.map(({ charge, room }, index) => {
      const part =
        index === capacities.length - 1
          ? left
          : Math.min(left, share(amount, Math.max(0, room), Math.max(1, rooms)));
      left -= part;
      return { charge, amount: part };
    });
    return parts.filter((part) => part.amount > 0);
  }),
  "movement-stops-at-first-charge": rule(
    "distribute",
    (distribute) => (amount, capacities) =>
      distribute(amount, capacities.filter(({ room }) => room > 0).slice(0, 1)),
  ),
  "movement-on-the-edge-spills-over": rule("distribute", (distribute) => (amount, capacities) => {
    const open = capacities.filter(({ room }) => room > 0);
    const [first, ...rest] = open;
    const isEdge = first !== undefined && rest.length > 0 && first.room === amount && amount > 1;
    return distribute(amount, isEdge ? [{ ...first, room: amount - 1 }, ...rest] : open);
  }),
  "small-movement-takes-last-charge": rule("distribute", (distribute) => (amount, capacities) => {
    const open = capacities.filter(({ room }) => room > 0);
    return distribute(amount, open.every(({ room }) => amount < room) ? open.toReversed() : open);
  }),
  "open-amount-ignores-captures": rule(
    "openAmount",
    () => (charge) => charge.amount - standing(charge.cancels),
  ),
  "capture-after-cancel-begins-with-primary": takesFromWhere(
    "captureOrder",
    (charges) => charges.some(({ cancels }) => cancels.length > 0),
    primaryFirst,
  ),
  "capture-last-secondary-last": takesFrom("captureOrder", (charges) => [
    ...secondaries(charges).slice(0, -1),
    ...primaries(charges),
    ...secondaries(charges).slice(-1),
  ]),
  "capture-takes-one-unit-too-much-of-credit": givesOneUnitMore(
    ({ secondary, captures }) => secondary && captures.length > 0,
  ),
};
