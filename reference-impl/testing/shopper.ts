import { expect } from "vitest";
import { createApp } from "../app.ts";
import type { ServerOptions } from "../context.ts";
import { createContext, defaultKeys } from "../context.ts";
import type { Answer, Body, CallOptions, Client, Send } from "./client.ts";
import { createClient } from "./client.ts";
import { createJudge } from "./openapi.ts";

/** Whoever buys, with a token; every answer is held against the description of the Commerce API. */
export interface Shopper {
  readonly token: string;
  /** A path below /v1/shoppers/me. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** The active cart with the product in it and an address to bill. */
  fill(productId?: string): Promise<Body>;
  apply(source: Body): Promise<Answer>;
  submit(): Promise<Answer>;
  save(source: Body, nickName?: string, isDefault?: unknown): Promise<Answer>;
  cart(): Promise<Body>;
  options(): Promise<readonly Body[]>;
}

/** A shop with its shoppers, over one server. */
export interface Storefront {
  /** The other API on the same server. */
  readonly merchant: Client;
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  token(form: Readonly<Record<string, string>>, authorization?: string): Promise<Answer>;
  shopper(name?: string): Promise<Shopper>;
  guest(): Promise<Shopper>;
  as(token: string): Shopper;
  source(type?: string, more?: object): Promise<Body>;
  /** The source as it is now. */
  again(source: Body): Promise<Body>;
  credit(cart: Body, amount: number): Promise<Body>;
  sandbox(path: string, body?: unknown): Promise<Answer>;
}

export const owner = {
  firstName: "Ada",
  lastName: "Stone",
  email: "ada@example.com",
  address: { line1: "1 Quay", city: "Cork", state: "CO", postalCode: "T12 X1", country: "IE" },
};

export const billingAddress = {
  id: "billingAddress",
  firstName: "Ada",
  lastName: "Stone",
  line1: "2 Harbour",
  city: "Cork",
  countrySubdivision: "CO",
  postalCode: "T12 X2",
  country: "IE",
};

export function openStorefront(options: ServerOptions = {}): Storefront {
  const send = createApp(createContext({ deliver: () => undefined, ...options }));
  return createStorefront(send, "http://sandbox.example");
}

export function createStorefront(
  send: Send,
  origin: string,
  keys: { readonly confidential: string; readonly public: string } = defaultKeys,
): Storefront {
  const merchant = createClient(send, origin, keys.confidential);
  const call: Storefront["call"] = async (method, path, body, given = {}) => {
    const response = await send(requestOf(origin, method, path, body, given));
    const text = await response.text();
    const answer = {
      status: response.status,
      body: text === "" ? undefined : JSON.parse(text),
      headers: response.headers,
    };
    const [route = ""] = path.split("?");
    if (given.undocumented !== true)
      expect(
        judge(method, route, answer.status, answer.body),
        `${method} ${path} -> ${answer.status} ${text}`,
      ).toEqual([]);
    return answer;
  };
  const sandbox = (path: string, body?: unknown) => merchant.post(`/_sandbox${path}`, body);
  const as = (token: string) => shopperOf(call, token);
  const front: Storefront = {
    merchant,
    call,
    sandbox,
    as,
    token: (form, authorization) =>
      call("POST", "/oauth20/token", undefined, {
        key: undefined,
        raw: String(new URLSearchParams(form)),
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          ...(authorization === undefined ? {} : { authorization }),
        },
      }),
    shopper: async (name) =>
      as(
        (await sandbox("/shoppers", name === undefined ? {} : { externalReferenceId: name })).body
          .token,
      ),
    guest: async () => as((await sandbox("/shoppers", { guest: true })).body.token),
    source: async (type = "creditCard", more = {}) =>
      made(
        await call(
          "POST",
          "/payments/sources",
          {
            type,
            owner,
            creditCard: { number: "4444222233331111", expirationMonth: 11, expirationYear: 2031 },
            ...more,
          },
          { key: keys.public },
        ),
      ),
    again: async ({ id }) =>
      made(await call("GET", `/sources/${id}`, undefined, { key: keys.confidential })),
    credit: async (cart, amount) =>
      made(
        await call(
          "POST",
          "/sources",
          {
            type: "customerCredit",
            customerCredit: {},
            amount,
            paymentSessionId: cart.paymentSession.id,
          },
          { key: keys.confidential },
        ),
      ),
  };
  return front;
}

/** The code of a refused shopper call, with its status. */
export function refused({ status, body }: Answer): readonly (string | number | undefined)[] {
  return [status, body?.errors?.error?.[0]?.code];
}

function shopperOf(call: Storefront["call"], token: string): Shopper {
  const mine: Shopper["call"] = (method, path, body, options = {}) =>
    call(method, `/v1/shoppers/me${path}`, body, { key: token, ...options });
  const shopper: Shopper = {
    token,
    call: mine,
    fill: async (productId = "900100") =>
      made(await mine("POST", `/carts/active?productId=${productId}`, { cart: { billingAddress } }))
        .cart,
    apply: ({ id }) =>
      mine("POST", "/carts/active/apply-payment-method", { paymentMethod: { sourceId: id } }),
    submit: () => mine("POST", "/carts/active/submit-cart"),
    save: ({ id }, nickName = `Card ${id}`, isDefault = "true") =>
      mine("POST", "/payment-options", {
        paymentOption: { nickName, isDefault, sourceId: id },
      }),
    cart: async () => made(await mine("GET", "/carts/active?expand=all")).cart,
    options: async () =>
      made(await mine("GET", "/payment-options?expand=all")).paymentOptions.paymentOption,
  };
  return shopper;
}

function requestOf(
  origin: string,
  method: string,
  path: string,
  body: unknown,
  { key, headers, raw }: CallOptions,
): Request {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Request(origin + path, {
    method,
    headers: {
      accept: "application/json",
      ...(key === undefined ? {} : { authorization: `bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
}

/** The body of an answer that has to be a good one. */
export function made({ status, body }: Answer): Body {
  if (status !== 200 && status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const judge = createJudge("commerce");
