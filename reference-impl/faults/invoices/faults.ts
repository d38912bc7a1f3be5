import { isSecondary } from "../../domain/basket.ts";
import type { FaultTable } from "../fault.ts";
import { alone, holds } from "../makers/operations.ts";
import { reasons, refuses } from "../makers/rules.ts";
import { coming, every, isUnlisted, joining } from "../makers/which.ts";

/** Which sources an invoice takes, and which it holds together. */
export const invoicesFaults: FaultTable = {
  "invoice-takes-one-source": refuses(
    "invoiceTakesSource",
    reasons.closed,
    ({ basket }) => basket.held.length > 0,
  ),
  "invoice-takes-no-credit": refuses("invoiceTakesSource", reasons.closed, coming(isSecondary)),
  "invoice-refuses-unlisted-type": refuses("invoiceTakesSource", reasons.apart, coming(isUnlisted)),
  "unlisted-type-drops-secondaries": holds(every(joining(1), coming(isUnlisted)), alone),
};
