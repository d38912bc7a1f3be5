import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { removeSource, saveSource } from "../../domain/customers.ts";
import { createOrder } from "../../domain/orders.ts";
import { around } from "../../domain/override.ts";
import { accept } from "../../domain/refusal.ts";
import type { Customer, Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import {
  answers,
  customerShownWith,
  withBody,
  withoutMember,
  withStatus,
} from "../makers/answers.ts";
import { attachedAs, doneAnd, editSource, refusing, timesCharged } from "../makers/operations.ts";
import { accepts, by, decides, reasons, refuses, rule } from "../makers/rules.ts";
import {
  coming,
  every,
  inState,
  isHeldElsewhere,
  isReusable,
  not,
  ofFlow,
  ofType,
  type Which,
} from "../makers/which.ts";

const savedAs = (edit: Partial<Source>, which: Which<Source>) =>
  rule("sourceAfterSave", (save) => (source, customer) => {
    const saved = save(source, customer);
    return which(saved) ? { ...saved, ...edit } : saved;
  });
const unsavable = (which: Which<Source>) => refuses("typeCanBeSaved", reasons.unsavable, which);
const namesAnother = (which: (newestFirst: readonly Customer[]) => Customer | undefined) =>
  around(saveSource, (save) => (account, customer, source) => {
    const saved = save(account, customer, source);
    const other = which(account.store.customers.newestFirst());
    if (!saved.ok || other === undefined) return saved;
    return accept(account.store.sources.put({ ...saved.value, customerId: other.id }));
  });

/** What saving does, and how it answers. */
export const savingFaults: FaultTable = {
  "save-leaves-single-use": rule("sourceAfterSave", () => (source, { id }) => ({
    ...source,
    customerId: id,
  })),
  "save-answers-before-saving": answers("sourceSaved", withBody({ reusable: false })),
  "save-answers-204": answers("sourceSaved", () => ({ status: 204 })),
  "save-of-unsavable-type-accepted": accepts("typeCanBeSaved", isPrimary),
  "save-of-secondary-accepted": accepts("typeCanBeSaved", isSecondary),
  "save-of-fresh-source-refused": [
    unsavable(not(isReusable)),
    accepts("typeCanBeSaved", isReusable),
  ],
  "save-of-pending-source-accepted": accepts(
    "stateCanBeSaved",
    inState("pending_redirect", "pending_funds"),
  ),
  "save-of-consumed-source-accepted": accepts("stateCanBeSaved", inState("consumed")),
  "save-of-failed-source-accepted": accepts("stateCanBeSaved", inState("failed")),
  "save-of-source-that-requires-action-accepted": accepts(
    "stateCanBeSaved",
    inState("requires_action"),
  ),

  "save-of-cards-alone": unsavable(not(ofType("creditCard"))),
  "save-of-direct-debit-refused": unsavable(ofType("directDebit")),
  "save-answers-201": answers("sourceSaved", withStatus(201)),
  "save-answers-with-link": answers("sourceSaved", withBody({ id: "link-1" })),
  "save-answers-without-id": answers("sourceSaved", withoutMember("id")),
  "save-answers-reusable-as-text": answers("sourceSaved", withBody({ reusable: "true" })),
  "saved-wallet-single-use": savedAs({ reusable: false }, ofType("googlePay")),
  "save-answers-without-customer": answers("sourceSaved", withoutMember("customerId")),
  "save-answers-customer-as-object": answers("sourceSaved", (reply) => {
    const { customerId } = (reply.body ?? {}) as { customerId?: string };
    return withBody({ customerId: { id: customerId } })(reply);
  }),
  "save-answers-state-saved": answers("sourceSaved", withBody({ state: "saved" })),
  "save-answers-without-state": answers("sourceSaved", withoutMember("state")),
  "save-answers-type-reusable": answers("sourceSaved", withBody({ type: "reusable" })),
  "saved-agreement-becomes-wallet": savedAs({ type: "payPal" }, ofType("payPalBilling")),
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
    every(coming(isReusable), isHeldElsewhere),
  ),
  "saved-source-refused-by-new-checkout": by(
    "creation",
    refuses("sourceFitsSession", reasons.foreign, coming(isReusable)),
  ),
  "saved-card-declined-the-second-time": decides(
    "sourceStateAfterCharge",
    "failed",
    every(isReusable, ofFlow("standard")),
  ),
  "saved-wallet-pays-once": decides("sourceStateAfterCharge", "failed", ofType("payPalBilling")),
  "save-of-fresh-redirect-source-refused": unsavable(every(ofFlow("redirect"), not(isReusable))),
  "save-of-approved-redirect-refused": refuses(
    "stateCanBeSaved",
    reasons.unchargeable,
    ofFlow("redirect"),
  ),
  "saved-redirect-source-single-use": savedAs({ reusable: false }, ofFlow("redirect")),
  "customer-lists-sources-of-all": customerShownWith((_customer, { store }) => ({
    sourceIds: store.sources
      .newestFirst()
      .filter(isReusable)
      .map(({ id }) => id),
  })),
  "removal-cancels-every-source": doneAnd(removeSource, (account, { id, sourceIds }) => {
    for (const sourceId of sourceIds)
      editSource(account, sourceId, (source) => ({ ...source, state: "cancelled" }));
    const customer = account.store.customers.get(id);
    if (customer) account.store.customers.put({ ...customer, sourceIds: [] });
  }),
  "attach-makes-saved-source-single-use": attachedAs({ reusable: false }),
  "save-names-newest-customer": namesAnother(([newest]) => newest),
  "save-names-oldest-customer": namesAnother((customers) => customers.at(-1)),
  "saved-source-refused-for-third-order": refusing(
    createOrder,
    reasons.declined,
    (account, { attachments }) =>
      attachments.some(({ sourceId }) => timesCharged(account, sourceId) > 1),
  ),
};
