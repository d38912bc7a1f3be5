import { removeSource, saveSource } from "../../domain/customers.ts";
import { around } from "../../domain/override.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { answers, misworded, withError, withStatus, withType } from "../makers/answers.ts";
import { doneAnd, editSource, refusedYet, refusing } from "../makers/operations.ts";
import { accepts, reasons, refuses, rule } from "../makers/rules.ts";
import { coming, every, inState, isFresh, isSaved, not } from "../makers/which.ts";

const refusal = "source-not-chargeable";
const isGone = inState("cancelled");
const isRemoved = every<Source>(isGone, isSaved);
const becomesOnRemoval = (edit: (before: Source) => Source) =>
  doneAnd(
    removeSource,
    (account, _customer, source) => void account.store.sources.put(edit(source)),
  );
const becomesOnRefusal = (state: Source["state"]) =>
  refusedYet(saveSource, (account, _customer, { id }) =>
    editSource(account, id, (source) => (isGone(source) ? { ...source, state } : source)),
  );

/** A source removed from its customer is cancelled, and saved by nobody from then on. */
export const removingFaults: FaultTable = {
  "source-removed-by-any-customer": around(
    removeSource,
    (remove) => (account, customer, source) =>
      remove(account, account.store.customers.get(source.customerId ?? "") ?? customer, source),
  ),
  "removed-source-saved-again": accepts("stateCanBeSaved", isGone),
  "removed-source-saved-by-other-customer": [
    accepts("stateCanBeSaved", isGone),
    rule("customerMaySave", (may) => (source, customer) => {
      if (!isGone(source)) return may(source, customer);
      return source.customerId === customer.id ? reasons.unchargeable : undefined;
    }),
  ],
  "removed-source-stays-chargeable": becomesOnRemoval((before) => before),
  "removed-source-fails": becomesOnRemoval((before) => ({ ...before, state: "failed" })),
  "removed-source-stays-listed": rule(
    "sourceIdsAfterRemoval",
    () =>
      ({ sourceIds }) =>
        sourceIds,
  ),
  "removed-wallet-stays-listed": doneAnd(removeSource, ({ store }, { id, sourceIds }, { type }) => {
    const customer = store.customers.get(id);
    if (customer !== undefined && type !== "creditCard")
      store.customers.put({ ...customer, sourceIds });
  }),
  "removed-source-stays-listed-beside-others": rule(
    "sourceIdsAfterRemoval",
    (documented) => (customer, id) =>
      customer.sourceIds.length > 1 ? customer.sourceIds : documented(customer, id),
  ),
  "removed-later-source-stays-chargeable": doneAnd(
    removeSource,
    ({ store }, { sourceIds }, source) =>
      void (sourceIds[0] === source.id ? undefined : store.sources.put(source)),
  ),
  "removed-source-still-charged": accepts("sourceCanPay"),
  "removed-source-revived-by-refusal": becomesOnRefusal("chargeable"),
  "removed-source-wrong-code": refuses("stateCanBeSaved", reasons.unsavable, isGone),
  "removed-source-without-parameter": misworded(refusal, withError({ parameter: undefined })),
  "removed-source-wrong-parameter": misworded(refusal, withError({ parameter: "id" })),
  "removed-source-message-without-id": misworded(
    refusal,
    withError({ message: "Source is not chargeable." }),
  ),

  "remove-answers-404": answers("sourceRemoved", () => ({ status: 404 })),
  "remove-of-default-refused": refusing(
    removeSource,
    reasons.foreign,
    (_account, customer, source) => customer.defaultSourceId === source.id,
  ),
  "removed-source-charged-by-its-checkout": accepts("sourceCanPay", every(isGone, not(isFresh))),
  "save-after-removal-unprocessable": misworded(refusal, withStatus(422)),
  "removed-source-type-bad-request": misworded(refusal, withType("bad_request")),
  "removed-source-type-is-its-code": misworded(refusal, withType("source_not_chargeable")),
  "removed-source-code-of-sessions": refuses("stateCanBeSaved", reasons.spent, isGone),
  "removed-source-saved-by-same-customer": accepts("stateCanBeSaved", isRemoved),
  "removed-source-unknown-to-its-customer": refuses("stateCanBeSaved", reasons.unknown, isRemoved),
  "removed-source-in-use-for-others": [
    accepts("stateCanBeSaved", isGone),
    refuses(
      "customerMaySave",
      reasons.unchargeable,
      (source, customer) => isGone(source) && source.customerId === customer.id,
    ),
  ],
  "removed-source-failed-by-refusal": becomesOnRefusal("failed"),
  "removed-source-attached-and-charged": [
    accepts("sourceFitsSession", coming(isRemoved)),
    accepts("sourceCanPay", isRemoved),
  ],
};
