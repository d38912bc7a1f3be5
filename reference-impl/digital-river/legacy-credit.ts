import type { Minor } from "../domain/money.ts";
import type { Reader } from "./read.ts";

/** Release notes 2021-3-23: from this version on there is `payment`, and store credit is a source. */
export const paymentVersion = "2021-03-23";

/** The sum that older versions take in place of a store credit source. */
export function legacyCredit(version: string, read: Reader, currency: string): Minor | undefined {
  return version < paymentVersion ? read.amount("creditAmount", currency) : undefined;
}
