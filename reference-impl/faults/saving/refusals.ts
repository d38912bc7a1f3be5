import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { saveSource } from "../../domain/customers.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withoutMember, withStatus, withType } from "../makers/answers.ts";
import { editSource, refusedYet } from "../makers/operations.ts";
import { accepts, reasons, refuses } from "../makers/rules.ts";
import { any, every, inState, isSaved, isUnsavable, not, type Which } from "../makers/which.ts";

const unsavable = "source-not-savable";
const unready = "source-not-chargeable";
const isUnready = not(inState("chargeable"));
const isDetached = every<Source>(inState("cancelled"), not(isSaved));
const changedAnyway = (edit: Partial<Source>, which: Which<Source> = any) =>
  refusedYet(saveSource, (account, _customer, { id }) =>
    editSource(account, id, (source) => (which(source) ? { ...source, ...edit } : source)),
  );
const listedAnyway = (which: Which<Source>) =>
  refusedYet(saveSource, ({ store }, customer, source) => {
    if (which(source))
      store.customers.put({ ...customer, sourceIds: [...customer.sourceIds, source.id] });
  });

/** What cannot be saved is refused for the right reason, and nothing changes. */
export const savingRefusalFaults: FaultTable = {
  "save-of-secondary-wrong-code": refuses("typeCanBeSaved", reasons.unchargeable, isSecondary),
  "save-of-unsavable-type-wrong-status": misworded(unsavable, withStatus(400)),
  "save-refused-yet-reusable": changedAnyway({ reusable: true }),
  "save-of-unsavable-type-wrong-message": misworded(unsavable, withError({ message: "Conflict" })),
  "save-of-unsavable-type-bad-request": misworded(unsavable, withType("bad_request")),
  "save-of-unsavable-type-without-type": misworded(unsavable, withoutMember("type")),
  "save-of-unsavable-type-wrong-code": misworded(
    unsavable,
    withError({ code: "source_not_reusable" }),
  ),
  "save-of-unsavable-type-as-unchargeable": refuses(
    "typeCanBeSaved",
    reasons.unchargeable,
    isUnsavable,
  ),
  "save-of-secondary-not-found": refuses("typeCanBeSaved", reasons.unknown, isSecondary),
  "save-of-secondary-as-in-use": refuses("typeCanBeSaved", reasons.foreign, isSecondary),
  "save-refused-yet-failed": changedAnyway({ state: "failed" }, inState("chargeable")),
  "save-refused-yet-listed": listedAnyway(isPrimary),
  "save-of-secondary-refused-yet-listed": listedAnyway(isSecondary),
  "save-of-unready-source-bad-request": misworded(unready, withStatus(400)),
  "save-of-unready-source-accepted": accepts("stateCanBeSaved"),
  "save-of-unready-source-wrong-type": misworded(unready, withType("forbidden")),
  "save-of-unready-source-without-type": misworded(unready, withoutMember("type")),
  "save-of-unready-source-wrong-code": misworded(
    unready,
    withError({ code: "nonreusable_source" }),
  ),
  "save-of-unready-source-code-in-upper-case": misworded(
    unready,
    withError({ code: "SOURCE_NOT_CHARGEABLE" }),
  ),
  "save-of-unready-source-names-customer": misworded(
    unready,
    withError({ parameter: "customerId" }),
  ),
  "save-of-unready-source-names-source": misworded(unready, withError({ parameter: "source" })),
  "save-of-pending-source-in-use": refuses(
    "stateCanBeSaved",
    reasons.foreign,
    inState("pending_redirect"),
  ),
  "save-of-unfunded-source-accepted": [
    accepts("typeCanBeSaved", inState("pending_funds")),
    accepts("stateCanBeSaved", inState("pending_funds")),
  ],
  "save-of-unfunded-source-yet-reusable": changedAnyway(
    { reusable: true },
    inState("pending_funds"),
  ),
  "save-of-consumed-source-not-found": refuses(
    "stateCanBeSaved",
    reasons.unknown,
    inState("consumed"),
  ),
  "save-of-detached-source-accepted": accepts("stateCanBeSaved", isDetached),
  "save-of-detached-source-wrong-code": refuses("stateCanBeSaved", reasons.spent, isDetached),
  "save-of-failed-source-wrong-code": refuses(
    "stateCanBeSaved",
    reasons.unsavable,
    inState("failed"),
  ),
  "save-of-source-that-requires-action-wrong-code": refuses(
    "stateCanBeSaved",
    reasons.unsavable,
    inState("requires_action"),
  ),
  "save-of-unready-source-yet-reusable": changedAnyway({ reusable: true }, isUnready),
  "save-of-unready-source-yet-chargeable": changedAnyway(
    { state: "chargeable" },
    inState("consumed"),
  ),
  "save-of-unready-source-yet-listed": listedAnyway(isUnready),
  "save-of-failed-source-yet-listed": listedAnyway(inState("failed")),
};
