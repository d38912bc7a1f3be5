import { request } from "undici";
import type { components } from "../../../specs/types/digital-river.d.ts";

type Schemas = components["schemas"];
export type Source = Schemas["Source"];
export type Order = Schemas["Order"];

/** What came back: the resource, nothing, or the refusal with its codes. */
export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly data: T }
  | {
      readonly ok: false;
      readonly status: number;
      readonly type: string;
      readonly codes: string[];
    };

/** The calls that a checkout page makes. */
export interface CheckoutClient {
  readonly attach: (checkoutId: string, sourceId: string) => Promise<Answer<Source>>;
  readonly detach: (checkoutId: string, sourceId: string) => Promise<Answer<undefined>>;
  readonly save: (customerId: string, sourceId: string) => Promise<Answer<undefined>>;
  readonly order: (checkoutId: string) => Promise<Answer<Pick<Order, "id" | "state">>>;
}

/** @param key The confidential key of the shop. */
export function createCheckoutClient(baseUrl: string, key: string): CheckoutClient {
  const send = <T>(method: Method, path: string, body?: object): Promise<Answer<T>> =>
    call(method, `${baseUrl}${path}`, key, body);
  return {
    attach: (checkoutId, sourceId) => send("POST", `/checkouts/${checkoutId}/sources/${sourceId}`),
    detach: (checkoutId, sourceId) =>
      send("DELETE", `/checkouts/${checkoutId}/sources/${sourceId}`),
    save: (customerId, sourceId) => send("POST", `/customers/${customerId}/sources/${sourceId}`),
    order: (checkoutId) => send("POST", "/orders", { checkoutId }),
  };
}

type Method = "POST" | "DELETE";

async function call<T>(
  method: Method,
  url: string,
  key: string,
  body: object | undefined,
): Promise<Answer<T>> {
  const { statusCode: status, body: reply } = await request(url, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const data: unknown = text === "" ? undefined : JSON.parse(text);
  if (status < 300) return { ok: true, status, data: data as T };
  const { type, errors } = data as { type: string; errors: readonly { readonly code: string }[] };
  return { ok: false, status, type, codes: errors.map(({ code }) => code) };
}
