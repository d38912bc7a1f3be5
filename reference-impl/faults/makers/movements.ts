import type { Charge } from "../../domain/types.ts";
import { rule } from "./rules.ts";

type Charges = readonly Charge[];

export const primaries = (charges: Charges): Charges =>
  charges.filter(({ secondary }) => !secondary);

export const secondaries = (charges: Charges): Charges =>
  charges.filter(({ secondary }) => secondary);

export const secondaryFirst = (charges: Charges): Charges => [
  ...secondaries(charges),
  ...primaries(charges),
];

export const primaryFirst = (charges: Charges): Charges => [
  ...primaries(charges),
  ...secondaries(charges),
];

export const secondSecondaryFirst = (charges: Charges): Charges => [
  ...secondaries(charges).slice(1),
  ...primaries(charges),
  ...secondaries(charges).slice(0, 1),
];

export const lastSecondaryFirst = (charges: Charges): Charges => [
  ...secondaries(charges).slice(-1),
  ...primaries(charges),
  ...secondaries(charges).slice(0, -1),
];

export const asAttached = (charges: Charges): Charges => charges;

export const noCharge = (): Charges => [];

/** Money is taken from the charges in this order. */
export const takesFrom = (
  name: "captureOrder" | "cancelOrder" | "refundOrder",
  order: (charges: Charges) => Charges,
) => rule(name, () => order);

/** In this order from charges of this kind, and else as documented. */
export const takesFromWhere = (
  name: "captureOrder" | "cancelOrder" | "refundOrder",
  when: (charges: Charges) => boolean,
  order: (charges: Charges) => Charges,
) =>
  rule(name, (documented) => (charges) => (when(charges) ? order(charges) : documented(charges)));

/** A charge that is used up gives one unit more. */
export const givesOneUnitMore = (when: (charge: Charge) => boolean) =>
  rule("openAmount", (open) => (charge) => (open(charge) === 0 && when(charge) ? 1 : open(charge)));
