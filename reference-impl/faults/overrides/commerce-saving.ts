import { refuse } from "../../domain/refusal.ts";
import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";

/** Payment options: what is saved, and what saving does to the source. */
export const commerceSavingFaults: FaultTable = {
  "commerce-save-refused": {
    onlyBy: "commerce",
    rules: () => ({
      typeCanBeSaved: ({ id }) => ({ reason: "source-not-savable", sourceId: id }),
    }),
  },
  "commerce-save-reads-another-member": {
    commerceWire: ({ sourceToSave }) => ({
      sourceToSave: ({ paymentOption: _unread, ...body }) => sourceToSave(body),
    }),
  },
  "commerce-save-with-name-refused": {
    commerceWire: ({ optionFields }) => ({
      optionFields: (body) =>
        JSON.stringify(body).includes('"nickName"')
          ? refuse({ reason: "unknown-parameter", parameter: "paymentOption.nickName" })
          : optionFields(body),
    }),
  },
  "commerce-save-with-default-as-text-refused": {
    commerceWire: ({ optionFields }) => ({
      optionFields: (body) =>
        /"isDefault":"/.test(JSON.stringify(body))
          ? refuse({
              reason: "invalid-parameter",
              parameter: "paymentOption.isDefault",
              value: "text",
            })
          : optionFields(body),
    }),
  },
  "commerce-save-leaves-single-use": {
    onlyBy: "commerce",
    rules: () => ({
      sourceAfterSave: (source, customer) => ({ ...source, customerId: customer.id }),
    }),
  },
  "commerce-save-of-fresh-source-refused": {
    onlyBy: "commerce",
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) =>
        source.reusable
          ? typeCanBeSaved(source)
          : { reason: "source-not-savable", sourceId: source.id },
    }),
  },
  "commerce-save-of-single-use-type-accepted": {
    onlyBy: "commerce",
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) => (isSecondary(source) ? typeCanBeSaved(source) : undefined),
    }),
  },
  "commerce-refused-save-makes-reusable": {
    onlyBy: "commerce",
    rules: () => ({
      sourceAfterRefusedSave: (before) => ({ ...before, reusable: !isSecondary(before) }),
    }),
  },
  "commerce-save-of-credit-accepted": {
    onlyBy: "commerce",
    rules: ({ typeCanBeSaved }) => ({
      typeCanBeSaved: (source) => (isSecondary(source) ? undefined : typeCanBeSaved(source)),
    }),
  },
  "commerce-refused-save-makes-credit-reusable": {
    onlyBy: "commerce",
    rules: () => ({
      sourceAfterRefusedSave: (before) => ({ ...before, reusable: isSecondary(before) }),
    }),
  },
};
