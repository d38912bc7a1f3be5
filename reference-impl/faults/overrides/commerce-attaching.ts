import { refuse } from "../../domain/refusal.ts";
import type { Basket } from "../../domain/rules/basket.ts";
import { isSecondary } from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import { forShoppers } from "../commerce-makers.ts";
import type { FaultTable } from "../fault.ts";
import { decides, reasons, refuses, rule, together } from "../makers.ts";

/** Requests as shoppers send them, and what a cart does with a source. */
export const commerceAttachingFaults: FaultTable = {
  "commerce-bearer-in-lower-case-refused": {
    commerceWire: ({ bearerOf }) => ({
      bearerOf: (authorization) =>
        authorization?.startsWith("bearer") ? undefined : bearerOf(authorization),
    }),
  },
  "commerce-bearer-scheme-kept": {
    commerceWire: () => ({ bearerOf: (authorization) => authorization?.trim() }),
  },
  "commerce-json-refused": {
    commerceWire: ({ isJsonType }) => ({
      isJsonType: (type) => isJsonType(type) && !/^application\/json/i.test(type ?? ""),
    }),
  },
  "commerce-json-needs-a-charset": {
    commerceWire: ({ isJsonType }) => ({
      isJsonType: (type) => isJsonType(type) && /charset=/i.test(type ?? ""),
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
  "commerce-attach-makes-card-reusable": {
    rules: () => ({
      sourceAfterAttachToCart: (source) => ({ ...source, reusable: source.type === "creditCard" }),
    }),
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
  "commerce-attach-of-saved-card-refused": forShoppers(
    refuses(
      "sourceFitsSession",
      reasons.spent,
      (source) => source.reusable && source.type === "creditCard",
    ),
  ),
  "commerce-saved-source-attached-once": forShoppers(
    refuses(
      "sourceFitsSession",
      reasons.spent,
      (source, basket) => source.reusable && isHeldElsewhere(source, basket),
    ),
  ),
  "commerce-saved-redirect-source-attached-once": forShoppers(
    refuses(
      "sourceFitsSession",
      reasons.spent,
      (source, basket) => isSavedRedirect(source) && isHeldElsewhere(source, basket),
    ),
  ),
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
  "commerce-other-sources-charged-too": rule(
    "chargedInCart",
    () => (basket, known) => withOthers(basket, known, ({ reusable }) => !reusable),
  ),
  "commerce-default-source-used-up-beside": together(
    rule(
      "chargedInCart",
      () => (basket, known) => withOthers(basket, known, ({ reusable }) => reusable),
    ),
    decides("sourceStateAfterCharge", "consumed"),
  ),
  "commerce-flow-in-cart-in-capitals": {
    commerceWire: ({ cart }) => ({
      cart: (...given) => {
        const view = cart(...given);
        const { paymentMethod } = view;
        return paymentMethod === undefined
          ? view
          : { ...view, paymentMethod: JSON.parse(shouted(paymentMethod)) as typeof paymentMethod };
      },
    }),
  },
};

function isSavedRedirect(source: Source): boolean {
  return source.reusable && source.flow === "redirect";
}

function isHeldElsewhere({ heldBy }: Source, { payableId }: Basket): boolean {
  return heldBy !== undefined && heldBy !== payableId;
}

/** The basket with other primary sources that can be charged, each for one minor unit. */
function withOthers(
  basket: Basket,
  known: () => readonly Source[],
  isMeant: (source: Source) => boolean,
): Basket {
  const attached = new Set(basket.held.map(({ source }) => source.id));
  const others = known().filter(
    (source) =>
      !attached.has(source.id) &&
      source.state === "chargeable" &&
      !isSecondary(source) &&
      isMeant(source),
  );
  return { ...basket, held: [...basket.held, ...others.map((source) => ({ source, amount: 1 }))] };
}

/** As JSON, every flow in capitals. */
function shouted(paymentMethod: object): string {
  return JSON.stringify(paymentMethod, (name, value: unknown) =>
    name === "flow" && typeof value === "string" ? value.toUpperCase() : value,
  );
}
