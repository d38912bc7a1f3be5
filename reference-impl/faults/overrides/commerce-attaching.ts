import { refuse } from "../../domain/refusal.ts";
import { isSecondary } from "../../domain/rules/basket.ts";
import type { FaultTable } from "../fault.ts";

/** Requests as shoppers send them, and what a cart does with a source. */
export const commerceAttachingFaults: FaultTable = {
  "commerce-bearer-in-lower-case-refused": {
    commerceWire: ({ bearerOf }) => ({
      bearerOf: (authorization) =>
        authorization?.startsWith("bearer") ? undefined : bearerOf(authorization),
    }),
  },
  "commerce-json-refused": {
    commerceWire: ({ isJsonType }) => ({
      isJsonType: (type) => isJsonType(type) && !/^application\/json/i.test(type ?? ""),
    }),
  },
  "commerce-attach-refused": {
    onlyBy: "commerce",
    rules: () => ({
      sourceFitsSession: ({ id }) => ({ reason: "source-state-invalid", sourceId: id }),
    }),
  },
  "commerce-attach-ignored": {
    rules: () => ({ sourcesInCart: (_source, basket) => basket.held.map(({ source }) => source) }),
  },
  "commerce-attach-needs-type": {
    commerceWire: ({ sourceToApply }) => ({
      sourceToApply: (body) =>
        JSON.stringify(body).includes('"type"')
          ? sourceToApply(body)
          : refuse({ reason: "missing-parameter", parameter: "paymentMethod.type" }),
    }),
  },
  "commerce-attach-reads-another-member": {
    commerceWire: ({ sourceToApply }) => ({
      sourceToApply: ({ paymentMethod: _unread, ...body }) => sourceToApply(body),
    }),
  },
  "commerce-attach-makes-reusable": {
    rules: () => ({ sourceAfterAttachToCart: (source) => ({ ...source, reusable: true }) }),
  },
  "commerce-attach-of-saved-source-refused": {
    onlyBy: "commerce",
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.customerId === undefined
          ? sourceFitsSession(source, basket)
          : { reason: "source-of-other-customer", sourceId: source.id },
    }),
  },
  "commerce-saved-source-attached-once": {
    onlyBy: "commerce",
    rules: ({ sourceFitsSession }) => ({
      sourceFitsSession: (source, basket) =>
        source.reusable && source.heldBy !== undefined && source.heldBy !== basket.payableId
          ? { reason: "source-state-invalid", sourceId: source.id }
          : sourceFitsSession(source, basket),
    }),
  },
  "commerce-another-source-charged": {
    rules: () => ({
      chargedInCart: (basket, known) => {
        const attached = new Set(basket.held.map(({ source }) => source.id));
        const other = known().find(
          (source) =>
            !attached.has(source.id) && source.state === "chargeable" && !isSecondary(source),
        );
        return other ? { ...basket, held: [{ source: other, amount: basket.total }] } : basket;
      },
    }),
  },
};
