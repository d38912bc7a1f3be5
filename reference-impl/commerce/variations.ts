import { isSecondary, primaryOf } from "../domain/basket.ts";
import { payWith, takeOff } from "../domain/carts.ts";
import { type Override, within } from "../domain/override.ts";
import { createOption } from "../domain/payment-options.ts";
import { sourceType } from "../domain/source-types.ts";

/**
 * Ways in which the Commerce API may differ, each as legal as ours: its pages and clients show it in both ways, or leave
 * it open. The last four would be wrong in the Digital River API, whose pages do say.
 */
export const shopperVariations = {
  bareBodies: "bodies have no wrapper: the members of a cart in place of one member cart",
  singleObjects: "a repeated element that is there once comes as an object in place of an array",
  amountsAsText: "amounts come as text",
  saveAnswers204: "saving a source answers 204 without a body",
  savesSingleUse: "saving a source that cannot be reused is accepted, and leaves it single-use",
  refusesSecondSource: "a second source is refused once a primary one is attached",
  keepsDetached: "detaching leaves the state of a source as it is",
  pendingInOneWord: "every source that waits has the state pending",
} as const;

export type ShopperVariations = { readonly [Name in keyof typeof shopperVariations]?: boolean };

/** The rules of carts and payment options that the variations replace, and only for what shoppers do. */
export function shopperOverrides(variations: ShopperVariations): readonly Override[] {
  return [
    ...(variations.savesSingleUse === true ? [savesSingleUse] : []),
    ...(variations.refusesSecondSource === true ? [refusesSecondSource] : []),
    ...(variations.keepsDetached === true ? [keepsDetached] : []),
  ];
}

const savesSingleUse = within(createOption, ({ rules }) => ({
  typeCanBeSaved: (source) => (isSecondary(source) ? rules.typeCanBeSaved(source) : undefined),
  sourceAfterSave: (source, customer) => {
    const saved = rules.sourceAfterSave(source, customer);
    return sourceType(source.type)?.savable === true ? saved : { ...saved, reusable: false };
  },
}));

const refusesSecondSource = within(payWith, ({ rules }) => ({
  sourceFitsSession: (attempt) => {
    const primary = primaryOf(attempt.basket)?.source;
    return primary === undefined || primary.id === attempt.source.id
      ? rules.sourceFitsSession(attempt)
      : { reason: "source-not-combinable", sourceId: attempt.source.id };
  },
}));

const keepsDetached = within(takeOff, () => ({ sourceStateAfterDetach: ({ state }) => state }));

/** A source, as the account varies it. */
export function sourceBody({ pendingInOneWord }: ShopperVariations, body: unknown): unknown {
  if (pendingInOneWord !== true || typeof body !== "object" || body === null) return body;
  const waits = "state" in body && waiting.has(String(body.state));
  return waits ? { ...body, state: "pending" } : body;
}

const waiting: ReadonlySet<string> = new Set([
  "pending_redirect",
  "pending_funds",
  "requires_action",
]);

/** The body of an answer to a shopper, as the account varies it. */
export function shopperBody(variations: ShopperVariations, body: unknown): unknown {
  const { bareBodies, singleObjects, amountsAsText } = variations;
  const bare = bareBodies === true ? unwrapped(body) : body;
  return mapped(bare, (value, name) => {
    if (singleObjects === true && Array.isArray(value) && value.length === 1) return value[0];
    return amountsAsText === true && name === "value" ? String(value) : value;
  });
}

/** Whether the answer is that of a save that says nothing. */
export function isSilentSave(
  variations: ShopperVariations,
  { method, url }: Request,
  status: number,
): boolean {
  if (variations.saveAnswers204 !== true || method !== "POST" || status !== 201) return false;
  return new URL(url).pathname === "/v1/shoppers/me/payment-options";
}

/** Errors keep their envelope: it is no wrapper. */
function unwrapped(body: unknown): unknown {
  if (typeof body !== "object" || body === null || "errors" in body) return body;
  const inner: readonly unknown[] = Object.values(body);
  return inner.length === 1 ? inner[0] : body;
}

function mapped(value: unknown, edit: (value: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, edit));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, edit(mapped(member, edit), name)]),
  );
}
