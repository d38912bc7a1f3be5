import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withStatus, withType } from "../fault.ts";
import {
  accepts,
  answers,
  by,
  decides,
  inState,
  ofFlow,
  ofType,
  reasons,
  refuses,
  rule,
  shows,
  together,
  withBody,
  without,
  withoutMember,
} from "../makers.ts";

const savedAs = (edit: (saved: Source) => Source) =>
  rule("sourceAfterSave", (save) => (source, customer) => edit(save(source, customer)));
const listed = (edit: (sources: readonly object[]) => readonly object[]) =>
  shows("customer", (view) => ({ ...view, sources: edit(view.sources ?? []) }));

/** Saving sources to a customer, using them again, removing them. */
export const keepingFaults: FaultTable = {
  "second-save-replaces-first": rule("sourceIdsAfterSave", () => (_customer, source) => [
    source.id,
  ]),
  "third-save-refused": refuses(
    "customerMaySave",
    reasons.foreign,
    (_source, customer) => customer.sourceIds.length >= 2,
  ),
  "customer-lists-default-alone": shows("customer", (view) => ({
    ...view,
    sources: view.sources?.filter(({ id }) => id === view.defaultSourceId),
  })),
  "customer-lists-two-sources": listed((sources) => sources.slice(0, 2)),
  "default-as-object": shows(
    "customer",
    (view) => ({ ...view, defaultSourceId: { id: view.defaultSourceId } }),
    (view) => view.defaultSourceId !== undefined,
  ),
  "default-needs-second-source": shows(
    "customer",
    (view) => without(view, "defaultSourceId"),
    (view) => view.sources?.length === 1,
  ),
  "default-shown-after-update-alone": rule(
    "defaultAfterSave",
    () => (customer) => customer.defaultSourceId ?? customer.sourceIds[0],
  ),
  "default-of-third-source-ignored": rule(
    "defaultAfterUpdate",
    (update) => (customer, sourceId) =>
      customer.sourceIds.indexOf(sourceId) > 1
        ? customer.defaultSourceId
        : update(customer, sourceId),
  ),
  "default-lost-by-removal": decides("defaultAfterRemoval", undefined),
  "default-changed-once": rule(
    "defaultAfterUpdate",
    (update) => (customer, sourceId) =>
      customer.defaultSourceId === customer.sourceIds[0]
        ? update(customer, sourceId)
        : customer.defaultSourceId,
  ),
  "remove-answers-404": answers("sourceRemoved", () => ({ status: 404 })),
  "remove-of-default-refused": refuses(
    "sourceMayBeRemoved",
    reasons.foreign,
    (source, customer) => customer.defaultSourceId === source.id,
  ),
  "removed-source-charged-by-its-checkout": accepts(
    "sourceCanPay",
    (source) => source.state === "cancelled" && source.heldBy !== undefined,
  ),
  "save-after-removal-unprocessable": misworded("source-not-chargeable", withStatus(422)),
  "removed-source-type-bad-request": misworded("source-not-chargeable", withType("bad_request")),
  "removed-source-type-is-its-code": misworded(
    "source-not-chargeable",
    withType("source_not_chargeable"),
  ),
  "removed-source-code-of-sessions": refuses(
    "stateCanBeSaved",
    reasons.spent,
    inState("cancelled"),
  ),
  "removed-source-saved-by-same-customer": accepts(
    "stateCanBeSaved",
    (source) => source.state === "cancelled" && source.customerId !== undefined,
  ),
  "removed-source-unknown-to-its-customer": refuses(
    "stateCanBeSaved",
    reasons.unknown,
    (source) => source.state === "cancelled" && source.customerId !== undefined,
  ),
  "removed-source-in-use-for-others": together(
    accepts("stateCanBeSaved", inState("cancelled")),
    refuses(
      "customerMaySave",
      reasons.unchargeable,
      (source, customer) => source.state === "cancelled" && source.customerId === customer.id,
    ),
  ),
  "removed-source-failed-by-refusal": rule(
    "sourceAfterRefusedSave",
    () => (before) => (before.state === "cancelled" ? { ...before, state: "failed" } : before),
  ),
  "save-of-cards-alone": refuses(
    "typeCanBeSaved",
    reasons.unsavable,
    (source) => !ofType("creditCard")(source),
  ),
  "save-of-direct-debit-refused": refuses(
    "typeCanBeSaved",
    reasons.unsavable,
    ofType("directDebit"),
  ),
  "save-answers-201": answers("sourceSaved", withStatus(201)),
  "save-answers-with-link": answers("sourceSaved", (reply) => withBody({ id: "link-1" })(reply)),
  "save-answers-without-id": answers("sourceSaved", withoutMember("id")),
  "save-answers-reusable-as-text": answers("sourceSaved", withBody({ reusable: "true" })),
  "saved-wallet-single-use": savedAs((saved) =>
    ofType("googlePay")(saved) ? { ...saved, reusable: false } : saved,
  ),
  "save-answers-without-customer": answers("sourceSaved", withoutMember("customerId")),
  "save-answers-customer-as-object": answers("sourceSaved", (reply) => {
    const { customerId } = (reply.body ?? {}) as { customerId?: string };
    return withBody({ customerId: { id: customerId } })(reply);
  }),
  "save-answers-state-saved": answers("sourceSaved", withBody({ state: "saved" })),
  "save-answers-without-state": answers("sourceSaved", withoutMember("state")),
  "save-answers-type-reusable": answers("sourceSaved", withBody({ type: "reusable" })),
  "saved-agreement-becomes-wallet": savedAs((saved) =>
    ofType("payPalBilling")(saved) ? { ...saved, type: "payPal" } : saved,
  ),
  "empty-body-refused": {
    wire: ({ body }) => ({
      body: (text, contentType) => (text === "" ? undefined : body(text, contentType)),
    }),
  },
  "empty-json-body-refused": {
    wire: ({ body }) => ({
      body: (text, contentType) =>
        text === "" && contentType?.startsWith("application/json") === true
          ? undefined
          : body(text, contentType),
    }),
  },
  "save-answers-without-card": answers("sourceSaved", withoutMember("creditCard")),
  "save-answers-card-as-text": answers("sourceSaved", withBody({ creditCard: "1111" })),
  "saved-source-attached-once": refuses(
    "sourceFitsSession",
    reasons.spent,
    (source, basket) =>
      source.reusable && source.heldBy !== undefined && source.heldBy !== basket.payableId,
  ),
  "saved-source-refused-by-new-checkout": by(
    "creation",
    refuses("sourceFitsSession", reasons.foreign, (source) => source.reusable),
  ),
  "saved-card-declined-the-second-time": decides(
    "sourceStateAfterCharge",
    "failed",
    (source) => source.reusable && ofFlow("standard")(source),
  ),
  "saved-wallet-pays-once": decides("sourceStateAfterCharge", "failed", ofType("payPalBilling")),
  "save-of-fresh-redirect-source-refused": refuses(
    "typeCanBeSaved",
    reasons.unsavable,
    (source) => ofFlow("redirect")(source) && !source.reusable,
  ),
  "save-of-approved-redirect-refused": refuses(
    "stateCanBeSaved",
    reasons.unchargeable,
    ofFlow("redirect"),
  ),
  "saved-redirect-source-single-use": savedAs((saved) =>
    ofFlow("redirect")(saved) ? { ...saved, reusable: false } : saved,
  ),
};
