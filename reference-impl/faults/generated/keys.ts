import type { Answering } from "../../answering.ts";
import { matches } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** Callers that are refused: without a key, with one that nobody has, with the public one. */
type Stranger = "no" | "unknown" | "public";

/** The requirement that speaks of each. */
const keyed: Readonly<Record<Stranger, string>> = {
  no: "DR-KEY-3",
  unknown: "DR-KEY-4",
  public: "DR-KEY-9",
};

const tokens: Readonly<Partial<Record<Stranger, string>>> = {
  no: "CO-TRANSPORT-7",
  unknown: "CO-TRANSPORT-8",
};

const keyCalls = [
  "POST /sources",
  "POST /checkouts",
  "GET /checkouts/:id",
  "POST /checkouts/:id",
  "POST /checkouts/:id/sources/:sourceId",
  "POST /customers",
  "GET /customers/:id",
  "POST /customers/:id",
  "POST /customers/:id/sources/:sourceId",
  "DELETE /customers/:id/sources/:sourceId",
  "POST /orders",
  "GET /orders/:id",
  "GET /customers",
  "DELETE /customers/:id",
  "GET /checkouts",
  "DELETE /checkouts/:id",
  "GET /orders",
  "POST /orders/:id",
  "POST /orders/:id/refresh",
];

/** What the page on the public key does not speak of: sources, which the browser reads, invoices, events, and what comes after the sale. */
const othersCalls = [
  "GET /sources/:id",
  "DELETE /checkouts/:id/sources/:sourceId",
  "GET /charges/:id",
  "POST /fulfillments",
  "GET /fulfillments",
  "GET /fulfillments/:id",
  "POST /fulfillments/:id",
  "GET /skus/:id",
  "POST /skus",
  "PUT /skus/:id",
  "GET /invoices",
  "POST /refunds",
  "GET /refunds",
  "GET /refunds/:id",
  "POST /refunds/:id",
  "POST /invoices",
  "GET /invoices/:id",
  "POST /invoices/:id",
  "DELETE /invoices/:id",
  "POST /invoices/:id/open",
  "POST /invoices/:id/void",
  "POST /invoices/:id/sources/:sourceId",
  "DELETE /invoices/:id/sources/:sourceId",
  "GET /events",
  "GET /events/:id",
  "GET /webhooks",
  "POST /webhooks",
  "GET /webhooks/:id",
  "PATCH /webhooks/:id",
  "DELETE /webhooks/:id",
];

const tokenCalls = [
  "GET /v1/shoppers/me/carts/active",
  "POST /v1/shoppers/me/carts/active",
  "POST /v1/shoppers/me/carts/active/submit-cart",
  "GET /v1/shoppers/me",
  "POST /v1/shoppers/me",
  "GET /v1/shoppers/me/carts/active/line-items",
  "POST /v1/shoppers/me/carts/active/line-items",
  "DELETE /v1/shoppers/me/carts/active/line-items",
  "GET /v1/shoppers/me/carts/active/payment-methods",
  "GET /v1/shoppers/me/carts/active/billing-address",
  "PUT /v1/shoppers/me/carts/active/billing-address",
  "GET /v1/shoppers/me/carts/active/shipping-address",
  "PUT /v1/shoppers/me/carts/active/shipping-address",
  "DELETE /v1/shoppers/me/carts/active/payment",
  "POST /v1/shoppers/me/carts/active/apply-shopper",
  "GET /v1/shoppers/me/orders",
  "GET /v1/shoppers/me/orders/:id",
  "GET /v1/shoppers/me/orders/:id/line-items",
  "GET /v1/shoppers/me/payment-options",
  "GET /v1/shoppers/me/payment-options/:id",
  "POST /v1/shoppers/me/payment-options/:id",
  "DELETE /v1/shoppers/me/payment-options/:id",
  "POST /v1/shoppers/me/carts/active/apply-payment-method",
  "POST /v1/shoppers/me/payment-options",
];

/** Every call with a key, or a token, that may not make it. */
export const keyFaults: readonly GeneratedFault[] = [
  ...keyCalls.flatMap((call) => takenFor(call, keyed)),
  ...othersCalls.flatMap((call) => takenFor(call, { no: keyed.no, unknown: keyed.unknown })),
  ...tokenCalls.flatMap((call) => takenFor(call, tokens)),
];

function takenFor(
  call: string,
  requirements: Readonly<Partial<Record<Stranger, string>>>,
): readonly GeneratedFault[] {
  return (Object.entries(requirements) as [Stranger, string][]).map(([stranger, requirement]) => ({
    name: slug(stranger, "key taken for", call),
    breaks: `${call} is done with ${stranger === "public" ? "the public" : stranger} key.`,
    requirement,
    call,
    whoever: true,
    fault: { answering: (keys) => taking(stranger, matches(call), keys) },
  }));
}

/** What a stranger asks is asked again as the one who may: with the key, or with the last token that did. */
function taking(
  stranger: Stranger,
  isMeant: (request: Request) => boolean,
  keys: { readonly confidential: string; readonly public: string },
): Answering {
  let token: string | undefined;
  return async (request, answer) => {
    const sent = request.headers.get("authorization");
    const isShopper = new URL(request.url).pathname.startsWith("/v1/shoppers/");
    const again = request.clone();
    const response = await answer(request);
    if (isShopper && response.ok) token = sent ?? token;
    const trusted = isShopper ? token : `Bearer ${keys.confidential}`;
    if (!isMeant(again) || trusted === undefined) return response;
    return isFrom(stranger, sent, response, keys.public)
      ? answer(withAuthorization(again, trusted))
      : response;
  };
}

function isFrom(
  stranger: Stranger,
  sent: string | null,
  { status }: Response,
  publicKey: string,
): boolean {
  switch (stranger) {
    case "no":
      return sent === null && status === 401;
    case "unknown":
      return sent !== null && status === 401;
    case "public":
      return sent?.endsWith(publicKey) === true;
  }
}

function withAuthorization(request: Request, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set("authorization", value);
  return new Request(request, { headers });
}
