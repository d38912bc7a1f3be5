import type { ShopperVariations } from "./commerce/variations.ts";
import {
  isSilentSave,
  shopperOverrides,
  shopperBody,
  shopperVariationNames,
  sourceBody,
} from "./commerce/variations.ts";
import type { Override } from "./domain/override.ts";

/** Ways to answer that differ from ours and are as legal: nothing that is written rules them out. */
export interface Variations extends ShopperVariations {
  readonly reversedKeys?: boolean;
  readonly extraFields?: boolean;
  /** Attaching by path answers 201. */
  readonly attachAnswers201?: boolean;
  /** Secondary charges are captured last attached first; which comes first among them is not written. */
  readonly reversedSecondaries?: boolean;
  /** Another source becomes the default when the default is removed; what happens then is not written. */
  readonly movingDefault?: boolean;
}

export const variationNames = [
  "reversedKeys",
  "extraFields",
  "attachAnswers201",
  "reversedSecondaries",
  "movingDefault",
  ...shopperVariationNames,
] as const satisfies readonly (keyof Variations)[];

/** The rules that the variations replace. */
export function overridesOf(variations: Variations): readonly Override[] {
  return [
    ...(variations.reversedSecondaries === true ? [reversedSecondaries] : []),
    ...(variations.movingDefault === true ? [movingDefault] : []),
    ...shopperOverrides(variations),
  ];
}

const reversedSecondaries: Override = {
  rules: ({ captureOrder }) => ({ captureOrder: (charges) => captureOrder(charges.toReversed()) }),
};

const movingDefault: Override = {
  rules: ({ defaultAfterRemoval }) => ({
    defaultAfterRemoval: (customer, sourceId) =>
      defaultAfterRemoval(customer, sourceId) ?? customer.sourceIds.find((id) => id !== sourceId),
  }),
};

/** The response as the account varies it. */
export async function varied(
  variations: Variations,
  request: Request,
  response: Response,
): Promise<Response> {
  if (!Object.values(variations).some(Boolean) || isPage(response)) return response;
  if (isSilentSave(variations, request, response.status))
    return new Response(null, { status: 204 });
  const status =
    variations.attachAnswers201 === true && isAttach(request) && response.status === 200
      ? 201
      : response.status;
  const text = await response.text();
  const body =
    text === "" ? null : JSON.stringify(reshaped(variations, shaped(variations, request, text)));
  return new Response(body, { status, headers: response.headers });
}

/** The redirect page is no answer of an API. */
function isPage({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/html") ?? false;
}

/** What shoppers are told varies in more ways than the rest. */
function shaped(variations: Variations, { url }: Request, text: string): unknown {
  const body: unknown = JSON.parse(text);
  const { pathname } = new URL(url);
  if (/^(\/payments)?\/sources(\/|$)/.test(pathname)) return sourceBody(variations, body);
  return pathname.startsWith("/v1/shoppers/") ? shopperBody(variations, body) : body;
}

function isAttach(request: Request): boolean {
  return (
    request.method === "POST" &&
    /^\/checkouts\/[^/]+\/sources\/[^/]+$/.test(new URL(request.url).pathname)
  );
}

function reshaped(variations: Variations, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => reshaped(variations, item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, reshaped(variations, member)] as const,
  );
  const ordered = variations.reversedKeys === true ? entries.toReversed() : entries;
  const extra =
    variations.extraFields === true ? ([["extension", { addedLater: true }]] as const) : [];
  return Object.fromEntries([...extra, ...ordered]);
}
