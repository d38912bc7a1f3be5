/** Ways in which answers to shoppers differ between the samples and clients of the documentation, each as legal as ours. */
export interface ShopperVariations {
  /** Without the wrapper: `{ "id": ... }` in place of `{ "cart": { "id": ... } }`. */
  readonly bareBodies?: boolean;
  /** A repeated element that is there once comes as an object in place of an array. */
  readonly singleObjects?: boolean;
  /** Amounts come as text: `"45.91"`. */
  readonly amountsAsText?: boolean;
  /** Saving a source answers 204 without a body. */
  readonly saveAnswers204?: boolean;
}

export const shopperVariationNames = [
  "bareBodies",
  "singleObjects",
  "amountsAsText",
  "saveAnswers204",
] as const satisfies readonly (keyof ShopperVariations)[];

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
