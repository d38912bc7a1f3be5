import { isSecondary } from "../../domain/rules/basket.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus, withType } from "../fault.ts";
import {
  accepts,
  inState,
  isPrimary,
  reasons,
  refuses,
  rule,
  together,
  withoutMember,
} from "../makers.ts";

const changedByRefusal = (edit: (before: Source) => Source) =>
  rule("sourceAfterRefusedSave", () => edit);
const listedAnyway = (when: (source: Source) => boolean) =>
  rule(
    "sourceIdsAfterRefusedSave",
    (ids) => (customer, source) =>
      when(source) ? [...customer.sourceIds, source.id] : ids(customer, source),
  );
const unready = (source: Source) => source.state !== "chargeable";

/** What cannot be saved is refused for the right reason, and nothing changes. */
export const decliningFaults: FaultTable = {
  "save-of-unsavable-type-bad-request": misworded("source-not-savable", withType("bad_request")),
  "save-of-unsavable-type-without-type": misworded("source-not-savable", withoutMember("type")),
  "save-of-unsavable-type-wrong-code": misworded(
    "source-not-savable",
    withError({ code: "source_not_reusable" }),
  ),
  "save-of-unsavable-type-as-unchargeable": refuses(
    "typeCanBeSaved",
    reasons.unchargeable,
    (source) => isPrimary(source) && sourceType(source.type)?.savable === false,
  ),
  "save-of-secondary-not-found": refuses("typeCanBeSaved", reasons.unknown, isSecondary),
  "save-of-secondary-as-in-use": refuses("typeCanBeSaved", reasons.foreign, isSecondary),
  "save-refused-yet-failed": changedByRefusal((before) =>
    before.state === "chargeable" ? { ...before, state: "failed" } : before,
  ),
  "save-refused-yet-listed": listedAnyway(isPrimary),
  "save-of-secondary-refused-yet-listed": listedAnyway(isSecondary),
  "save-of-unready-source-bad-request": misworded("source-not-chargeable", withStatus(400)),
  "save-of-unready-source-accepted": accepts("stateCanBeSaved"),
  "save-of-unready-source-wrong-type": misworded("source-not-chargeable", withType("forbidden")),
  "save-of-unready-source-without-type": misworded("source-not-chargeable", withoutMember("type")),
  "save-of-unready-source-wrong-code": misworded(
    "source-not-chargeable",
    withError({ code: "nonreusable_source" }),
  ),
  "save-of-unready-source-code-in-upper-case": misworded(
    "source-not-chargeable",
    withError({ code: "SOURCE_NOT_CHARGEABLE" }),
  ),
  "save-of-unready-source-names-customer": misworded(
    "source-not-chargeable",
    withError({ parameter: "customerId" }),
  ),
  "save-of-unready-source-names-source": misworded(
    "source-not-chargeable",
    withError({ parameter: "source" }),
  ),
  "save-of-pending-source-in-use": refuses(
    "stateCanBeSaved",
    reasons.foreign,
    inState("pending_redirect"),
  ),
  "save-of-unfunded-source-accepted": together(
    accepts("typeCanBeSaved", inState("pending_funds")),
    accepts("stateCanBeSaved", inState("pending_funds")),
  ),
  "save-of-unfunded-source-yet-reusable": changedByRefusal((before) =>
    before.state === "pending_funds" ? { ...before, reusable: true } : before,
  ),
  "save-of-consumed-source-not-found": refuses(
    "stateCanBeSaved",
    reasons.unknown,
    inState("consumed"),
  ),
  "save-of-detached-source-accepted": accepts(
    "stateCanBeSaved",
    (source) => source.state === "cancelled" && source.customerId === undefined,
  ),
  "save-of-detached-source-wrong-code": refuses(
    "stateCanBeSaved",
    reasons.spent,
    (source) => source.state === "cancelled" && source.customerId === undefined,
  ),
  "save-of-failed-source-wrong-code": refuses(
    "stateCanBeSaved",
    reasons.unsavable,
    inState("failed"),
  ),
  "save-of-unready-source-yet-reusable": changedByRefusal((before) =>
    unready(before) ? { ...before, reusable: true } : before,
  ),
  "save-of-unready-source-yet-chargeable": changedByRefusal((before) =>
    before.state === "consumed" ? { ...before, state: "chargeable" } : before,
  ),
  "save-of-unready-source-yet-listed": listedAnyway(unready),
  "save-of-failed-source-yet-listed": listedAnyway(inState("failed")),
};
