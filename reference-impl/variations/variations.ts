import { isSilentSave, shopperOverrides, shopperBody, sourceBody } from "../commerce/variations.ts";
import type { Answering } from "../answering.ts";
import type { Override } from "../domain/override.ts";
import { freely } from "./answers.ts";
import type { Variations } from "./catalogue.ts";
import { isOffered, notOffered } from "./minimal.ts";

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

/** What makes the answers of an API vary; nothing, where it has no variations. */
export function answeringOf(variations: Variations): readonly Answering[] {
  return Object.values(variations).some(Boolean)
    ? [(request, answer) => varied(variations, request, answer)]
    : [];
}

async function varied(
  variations: Variations,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (variations.minimal === true && !(await isOffered(request))) return notOffered();
  const response = await answer(request);
  if (isPage(response)) return response;
  if (isSilentSave(variations, request, response.status))
    return new Response(null, { status: 204 });
  const text = await response.text();
  const body = text === "" ? undefined : shaped(variations, request, JSON.parse(text));
  return freely(variations, request, { status: response.status, body, headers: response.headers });
}

/** The redirect page is no answer of an API. */
function isPage({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/html") ?? false;
}

/** What shoppers are told varies in more ways than the rest. */
function shaped(variations: Variations, { url }: Request, body: unknown): unknown {
  const { pathname } = new URL(url);
  if (/^(\/payments)?\/sources(\/|$)/.test(pathname)) return sourceBody(variations, body);
  return pathname.startsWith("/v1/shoppers/") ? shopperBody(variations, body) : body;
}
