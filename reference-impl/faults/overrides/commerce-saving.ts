import { refuse } from "../../domain/refusal.ts";
import { isSecondary } from "../../domain/rules/basket.ts";
import { forShoppers } from "../commerce-makers.ts";
import type { FaultTable } from "../fault.ts";
import { ofType, reasons, refuses, rule } from "../makers.ts";

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
  "commerce-save-needs-type": {
    commerceWire: ({ sourceToSave }) => ({
      sourceToSave: (body) =>
        JSON.stringify(body).includes('"type"')
          ? sourceToSave(body)
          : refuse({ reason: "missing-parameter", parameter: "paymentOption.type" }),
    }),
  },
  "commerce-save-saves-all-at-hand": forShoppers(
    rule("sourcesToSave", () => (source, known) => [
      source,
      ...known().filter(
        (other) => other.id !== source.id && other.state === "chargeable" && !isSecondary(other),
      ),
    ]),
  ),
  "commerce-save-with-name-refused": {
    commerceWire: ({ optionFields }) => ({
      optionFields: (body) =>
        JSON.stringify(body).includes('"nickName"')
          ? refuse({ reason: "unknown-parameter", parameter: "paymentOption.nickName" })
          : optionFields(body),
    }),
  },
  "commerce-save-with-spaces-in-name-refused": {
    commerceWire: ({ optionFields }) => ({
      optionFields: (body) =>
        /"nickName":"[^"]* /.test(JSON.stringify(body))
          ? refuse({ reason: "invalid-parameter", parameter: "paymentOption.nickName", value: " " })
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
  "commerce-save-with-default-refused": {
    commerceWire: ({ optionFields }) => ({
      optionFields: (body) =>
        JSON.stringify(body).includes('"isDefault"')
          ? refuse({ reason: "unknown-parameter", parameter: "paymentOption.isDefault" })
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
  "commerce-refused-save-clears-reusable": forShoppers(
    rule("sourceAfterRefusedSave", () => (before) => ({ ...before, reusable: false })),
  ),
  "commerce-save-of-wallet-refused": forShoppers(
    refuses("typeCanBeSaved", reasons.unsavable, ofType("googlePay")),
  ),
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
  "commerce-refused-save-lists-credit": forShoppers(
    rule(
      "sourceIdsAfterRefusedSave",
      (ids) => (customer, source) =>
        isSecondary(source) ? [...customer.sourceIds, source.id] : ids(customer, source),
    ),
  ),
  "commerce-refused-save-fails-consumed": forShoppers(
    rule(
      "sourceAfterRefusedSave",
      (after) => (before, attempted) =>
        before.state === "consumed" ? { ...before, state: "failed" } : after(before, attempted),
    ),
  ),
};
