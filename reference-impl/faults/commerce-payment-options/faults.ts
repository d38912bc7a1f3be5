import type { Account } from "../../domain/account.ts";
import { isPrimary, isSecondary } from "../../domain/basket.ts";
import { createOption } from "../../domain/payment-options.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { bodyRefused, othersAtHand, staysCharged } from "../makers/commerce.ts";
import { begins, doneAnd, editSource, refusedYet } from "../makers/operations.ts";
import { accepts, inCommerce, reasons, refuses, rule } from "../makers/rules.ts";
import {
  any,
  coming,
  every,
  isHeldElsewhere,
  isReusable,
  isSaved,
  isUnsavable,
  not,
  ofFlow,
  ofType,
  type Which,
} from "../makers/which.ts";

const unsavable = (which: Which<Source>) =>
  inCommerce(refuses("typeCanBeSaved", reasons.unsavable, which));
const savable = (which: Which<Source>) => inCommerce(accepts("typeCanBeSaved", which));
const reusableAnyway = (reusable: (source: Source) => boolean) =>
  refusedYet(createOption, (account: Account, _customer, { id }) =>
    editSource(account, id, (source) => ({ ...source, reusable: reusable(source) })),
  );
const unknown = (parameter: string) => ({ reason: "unknown-parameter", parameter }) as const;

/** What is saved as a payment option, what saving does to the source, and how a saved source is used. */
export const commercePaymentOptionsFaults: FaultTable = {
  "commerce-attach-of-saved-source-refused": inCommerce(
    refuses("sourceFitsSession", reasons.foreign, coming(isSaved)),
  ),
  "commerce-attach-of-saved-card-refused": inCommerce(
    refuses("sourceFitsSession", reasons.spent, coming(every(isReusable, ofType("creditCard")))),
  ),
  "commerce-saved-source-attached-once": inCommerce(
    refuses("sourceFitsSession", reasons.spent, every(coming(isReusable), isHeldElsewhere)),
  ),
  "commerce-saved-redirect-source-attached-once": inCommerce(
    refuses(
      "sourceFitsSession",
      reasons.spent,
      every(coming(every(isReusable, ofFlow("redirect"))), isHeldElsewhere),
    ),
  ),
  "commerce-charged-single-use-type-stays-chargeable": staysCharged(isUnsavable),
  "commerce-charged-konbini-stays-chargeable": staysCharged(ofType("konbini")),

  "commerce-save-refused": unsavable(any),
  "commerce-save-reads-another-member": {
    commerceWire: ({ sourceToSave }) => ({
      sourceToSave: ({ paymentOption: _unread, ...body }) => sourceToSave(body),
    }),
  },
  "commerce-save-needs-type": bodyRefused("sourceToSave", /^(?!.*"type")/, {
    reason: "missing-parameter",
    parameter: "paymentOption.type",
  }),
  "commerce-save-saves-all-at-hand": doneAnd(createOption, (account, { id }, source) => {
    const { store, rules } = account;
    for (const other of othersAtHand(account, [{ source, amount: 0 }])) {
      const customer = store.customers.get(id);
      if (customer === undefined) return;
      store.sources.put(rules.sourceAfterSave(other, customer));
      store.customers.put({ ...customer, sourceIds: rules.sourceIdsAfterSave(customer, other) });
    }
  }),
  "commerce-save-with-name-refused": bodyRefused(
    "optionFields",
    /"nickName"/,
    unknown("paymentOption.nickName"),
  ),
  "commerce-save-with-spaces-in-name-refused": bodyRefused("optionFields", /"nickName":"[^"]* /, {
    reason: "invalid-parameter",
    parameter: "paymentOption.nickName",
    value: " ",
  }),
  "commerce-save-with-default-as-text-refused": bodyRefused("optionFields", /"isDefault":"/, {
    reason: "invalid-parameter",
    parameter: "paymentOption.isDefault",
    value: "text",
  }),
  "commerce-save-with-default-refused": bodyRefused(
    "optionFields",
    /"isDefault"/,
    unknown("paymentOption.isDefault"),
  ),
  "commerce-save-leaves-single-use": inCommerce(
    rule("sourceAfterSave", () => (source, { id }) => ({ ...source, customerId: id })),
  ),
  "commerce-save-of-fresh-source-refused": unsavable(not(isReusable)),
  "commerce-refused-save-clears-reusable": reusableAnyway(() => false),
  "commerce-save-of-wallet-refused": unsavable(ofType("googlePay")),
  "commerce-save-of-single-use-type-accepted": savable(isPrimary),
  "commerce-refused-save-makes-reusable": reusableAnyway(isPrimary),
  "commerce-save-of-credit-accepted": savable(isSecondary),
  "commerce-refused-save-makes-credit-reusable": reusableAnyway(isSecondary),
  "commerce-refused-save-lists-credit": refusedYet(createOption, ({ store }, customer, source) => {
    if (isSecondary(source))
      store.customers.put({ ...customer, sourceIds: [...customer.sourceIds, source.id] });
  }),
  "commerce-credit-born-reusable": begins({ reusable: true }, isSecondary),
};
