import type { Basket, Held } from "../../domain/rules/basket.ts";
import { isSecondary, secondariesOf } from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError } from "../fault.ts";
import {
  accepts,
  answers,
  by,
  isPrimary,
  ofType,
  reasons,
  refuses,
  rule,
  withoutMember,
} from "../makers.ts";

const gone = (source: Source) => source.state === "cancelled";
const keepsListed = (when: (held: Held, basket: Basket) => boolean) =>
  rule(
    "heldAfterDetach",
    (held) => (sourceId, basket) =>
      basket.held.some((each) => each.source.id === sourceId && when(each, basket))
        ? basket.held
        : held(sourceId, basket),
  );

/** A source leaves its checkout, and comes back to none. */
export const leavingFaults: FaultTable = {
  "detach-answers-with-empty-object": answers("sourceDetached", () => ({ status: 200, body: {} })),
  "detach-keeps-saved-source-listed": keepsListed(({ source }) => source.reusable),
  "detach-of-primary-refused": refuses("sourceMayLeave", reasons.late, isPrimary),
  "detach-of-wallet-refused": refuses("sourceMayLeave", reasons.late, ofType("payPal")),
  "detach-keeps-second-secondary-listed": keepsListed(
    (held, basket) => secondariesOf(basket).indexOf(held) > 0,
  ),
  "reattach-without-type": misworded("source-state-invalid", withoutMember("type")),
  "reattach-code-in-upper-case": misworded(
    "source-state-invalid",
    withError({ code: "SOURCE_STATUS_INVALID_FOR_SESSION" }),
  ),
  "reattach-as-unknown-to-same-checkout": refuses(
    "sourceFitsSession",
    reasons.unknown,
    (source, basket) => gone(source) && source.heldBy === basket.payableId,
  ),
  "reattach-as-unknown-by-path": by("path", refuses("sourceFitsSession", reasons.unknown, gone)),
  "reattach-as-bad-parameter-by-body": by(
    "body",
    refuses(
      "sourceFitsSession",
      { reason: "invalid-parameter", parameter: "sourceId", value: "" },
      gone,
    ),
  ),
  "reattach-accepted-by-new-checkout": by("creation", accepts("sourceFitsSession")),
  "reattach-as-unknown-by-new-checkout": by(
    "creation",
    refuses("sourceFitsSession", reasons.unknown, gone),
  ),
  "reattach-of-secondary-wrong-code": refuses(
    "sourceFitsSession",
    reasons.unchargeable,
    (source) => isSecondary(source) && gone(source),
  ),
  "reattach-refused-but-attached-by-body": by(
    "body",
    rule(
      "heldAfterRefusedAttach",
      (kept) => (before, attempted) =>
        attempted.some(({ source }) => gone(source)) ? attempted : kept(before, attempted),
    ),
  ),
};
