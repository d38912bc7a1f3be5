import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withStatus, withType } from "../fault.ts";

const spent = "source-state-invalid";

/** A detached single-use source is taken by no checkout, a removed one by no customer. */
export const reattachingFaults: FaultTable = {
  "reattach-accepted": {
    rules: () => ({ sourceFitsSession: () => undefined }),
  },
  "reattach-accepted-by-path": {
    onlyBy: "path",
    rules: () => ({ sourceFitsSession: () => undefined }),
  },
  "reattach-accepted-by-body": {
    onlyBy: "body",
    rules: () => ({ sourceFitsSession: () => undefined }),
  },
  "reattach-accepted-by-same-checkout": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.heldBy === basket.payableId ? undefined : sourceFitsSession(source, basket),
    }),
  },
  "reattach-accepted-by-other-checkout": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.heldBy === basket.payableId ? sourceFitsSession(source, basket) : undefined,
    }),
  },
  "reattach-accepted-by-other-checkout-in-body": {
    onlyBy: "body",
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.heldBy === basket.payableId ? sourceFitsSession(source, basket) : undefined,
    }),
  },
  "reattach-of-secondary-accepted": {
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        isSecondary(source) ? undefined : sourceFitsSession(source, basket),
    }),
  },
  "reattach-refused-but-attached": {
    rules: ({ heldAfterRefusedAttach }) => ({
      heldAfterRefusedAttach: (before, attempted) =>
        attempted.some(({ source }) => source.state === "cancelled")
          ? attempted
          : heldAfterRefusedAttach(before, attempted),
    }),
  },
  "reattach-wrong-code": misworded(spent, withError({ code: "source_not_chargeable" })),
  "reattach-wrong-status": misworded(spent, withStatus(404)),
  "reattach-wrong-type": misworded(spent, withType("not_found")),
  "reattach-wrong-message": misworded(spent, withError({ message: "Conflict" })),
  "removed-source-saved-again": {
    rules: ({ stateCanBeSaved }) => ({
      stateCanBeSaved: (source) =>
        source.state === "cancelled" ? undefined : stateCanBeSaved(source),
    }),
  },
  "removed-source-saved-by-other-customer": {
    rules: ({ stateCanBeSaved, customerMaySave }) => ({
      stateCanBeSaved: (source) =>
        source.state === "cancelled" ? undefined : stateCanBeSaved(source),
      customerMaySave: (source, customer) => {
        if (source.state !== "cancelled") return customerMaySave(source, customer);
        return source.customerId === customer.id ? stateCanBeSaved(source) : undefined;
      },
    }),
  },
  "removed-source-stays-chargeable": {
    rules: () => ({ sourceStateAfterRemoval: (source) => source.state }),
  },
  "removed-source-fails": {
    rules: () => ({ sourceStateAfterRemoval: () => "failed" }),
  },
  "removed-source-stays-listed": {
    rules: () => ({ sourceIdsAfterRemoval: (customer) => customer.sourceIds }),
  },
  "removed-source-still-charged": {
    rules: () => ({ sourceCanPay: () => undefined }),
  },
  "removed-source-revived-by-refusal": {
    rules: ({ sourceAfterRefusedSave }) => ({
      sourceAfterRefusedSave: (before, attempted) =>
        before.state === "cancelled"
          ? { ...before, state: "chargeable" }
          : sourceAfterRefusedSave(before, attempted),
    }),
  },
  "removed-source-wrong-code": {
    rules: ({ stateCanBeSaved }) => ({
      stateCanBeSaved: (source) =>
        source.state === "cancelled"
          ? { reason: "source-not-savable", sourceId: source.id }
          : stateCanBeSaved(source),
    }),
  },
  "removed-source-without-parameter": misworded(
    "source-not-chargeable",
    withError({ parameter: undefined }),
  ),
  "removed-source-wrong-parameter": misworded(
    "source-not-chargeable",
    withError({ parameter: "id" }),
  ),
  "removed-source-message-without-id": misworded(
    "source-not-chargeable",
    withError({ message: "Source is not chargeable." }),
  ),
};
