import type { Held } from "../../domain/rules/basket.ts";
import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError } from "../fault.ts";
import {
  accepts,
  by,
  isPrimary,
  ofFlow,
  reasons,
  refuses,
  rule,
  withoutMember,
} from "../makers.ts";

const lateKept = (before: readonly Held[], attempted: readonly Held[]) => {
  const last = attempted.at(-1);
  return (
    last !== undefined && isSecondary(last.source) && before.some(({ source }) => isPrimary(source))
  );
};

/** A secondary source behind a single-use primary source is refused for everybody, everywhere. */
export const lateFaults: FaultTable = {
  "secondary-after-primary-without-type": misworded(
    "secondary-after-single-use-primary",
    withoutMember("type"),
  ),
  "secondary-after-primary-code-in-upper-case": misworded(
    "secondary-after-single-use-primary",
    withError({ code: "SESSION_UPDATE_NOT_ALLOWED" }),
  ),
  "secondary-after-redirect-primary-accepted-by-path": by(
    "path",
    accepts("secondaryMayFollow", ofFlow("redirect")),
  ),
  "secondary-after-redirect-primary-accepted-by-body": by(
    "body",
    accepts("secondaryMayFollow", ofFlow("redirect")),
  ),
  "secondary-after-primary-attached-anyway-by-body": by(
    "body",
    rule(
      "heldAfterRefusedAttach",
      (kept) => (before, attempted) =>
        lateKept(before, attempted) ? attempted : kept(before, attempted),
    ),
  ),
  "secondary-after-primary-takes-its-place": rule(
    "heldAfterRefusedAttach",
    (kept) => (before, attempted) =>
      lateKept(before, attempted)
        ? attempted.filter(({ source }) => isSecondary(source))
        : kept(before, attempted),
  ),
  "secondary-after-primary-accepted-for-guests": accepts(
    "secondaryMayFollow",
    (_primary, _secondary, basket) => basket.customerId === undefined,
  ),
  "secondary-after-primary-as-spent-for-guests": refuses(
    "secondaryMayFollow",
    reasons.spent,
    (primary, _secondary, basket) => !primary.reusable && basket.customerId === undefined,
  ),
  "secondary-after-primary-accepted-for-customers": accepts(
    "secondaryMayFollow",
    (_primary, _secondary, basket) => basket.customerId !== undefined,
  ),
  "secondary-after-receiver-primary-accepted": accepts("secondaryMayFollow", ofFlow("receiver")),
};
