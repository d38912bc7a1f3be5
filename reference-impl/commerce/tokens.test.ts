import { describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { createContext, defaultKeys } from "../context.ts";
import { createStorefront, openStorefront, refused } from "../testing/shopper.ts";

const front = openStorefront();
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
const { confidential, public: open } = defaultKeys;

describe("a token", () => {
  it.each([
    {
      name: "a guest with the public key in the form",
      form: { grant_type: "password", client_id: open },
    },
    {
      name: "a guest by name",
      form: {
        grant_type: "password",
        client_id: open,
        username: "anonymous",
        password: "anonymous",
      },
    },
    {
      name: "a guest with the confidential key",
      form: { grant_type: "client_credentials" },
      authorization: basic(confidential, "any"),
    },
    {
      name: "a shopper with key and secret",
      form: { grant_type: "client_credentials", dr_external_reference_id: "ada" },
      authorization: basic(open, confidential),
    },
    {
      name: "a shopper with the confidential key",
      form: { grant_type: "client_credentials", dr_external_reference_id: "ada" },
      authorization: `Bearer ${confidential}`,
    },
    {
      name: "a shopper with a password",
      form: { grant_type: "password", client_id: open, username: "ada", password: "czNjcmV0" },
    },
  ])("is given to $name", async ({ form, authorization }) => {
    const { status, body } = await front.token(form, authorization);
    expect([status, body.token_type, body.expires_in]).toEqual([200, "bearer", "3600"]);
    expect((await front.as(body.access_token).cart()).id).toBeTruthy();
  });

  it("is given for a key in the query", async () => {
    const { body } = await front.call("POST", `/oauth20/token?apiKey=${open}&grant_type=password`);
    expect(body.access_token).toBeTruthy();
  });

  it.each([
    { name: "no key", form: { grant_type: "password" }, want: [401, "invalid_client"] },
    {
      name: "a key of nobody",
      form: { grant_type: "password", client_id: "pk_test_nobody" },
      want: [401, "invalid_client"],
    },
    {
      name: "the public key without its secret",
      form: { grant_type: "client_credentials", client_id: open },
      want: [401, "invalid_client"],
    },
    {
      name: "a wrong secret",
      form: { grant_type: "client_credentials" },
      authorization: basic(open, "guess"),
      want: [401, "invalid_client"],
    },
    { name: "no grant", form: { client_id: open }, want: [400, "invalid_request"] },
    {
      name: "a grant of another kind",
      form: { client_id: open, grant_type: "implicit" },
      want: [400, "unsupported_grant_type"],
    },
    {
      name: "no password",
      form: { client_id: open, grant_type: "password", username: "ada" },
      want: [400, "invalid_grant"],
    },
    {
      name: "a refresh token of nobody",
      form: { grant_type: "refresh_token", refresh_token: "x" },
      want: [400, "invalid_grant"],
    },
  ])("is refused for $name", async ({ form, authorization, want }) => {
    const { status, body } = await front.token(form, authorization);
    expect([status, body.error]).toEqual(want);
  });

  it("of a key of another account is no secret of this one", async () => {
    const { keys } = (await front.sandbox("/accounts", {})).body;
    const { status } = await front.token(
      { grant_type: "client_credentials" },
      basic(open, keys.confidential),
    );
    expect(status).toBe(401);
  });

  it("is renewed with its refresh token and keeps its cart", async () => {
    const { body: first } = await front.token({ grant_type: "password", client_id: open });
    const cart = await front.as(first.access_token).fill();
    const { body: second } = await front.token({
      grant_type: "refresh_token",
      refresh_token: first.refresh_token,
    });
    expect(second.access_token).not.toBe(first.access_token);
    expect((await front.as(second.access_token).cart()).id).toBe(cart.id);
  });

  it("takes over the cart of the guest who logs in", async () => {
    const guest = await front.guest();
    const cart = await guest.fill();
    const { body } = await front.token(
      {
        grant_type: "client_credentials",
        dr_external_reference_id: "grace",
        dr_limited_token: guest.token,
      },
      basic(open, confidential),
    );
    expect((await front.as(body.access_token).cart()).id).toBe(cart.id);
  });

  it("ends after an hour", async () => {
    let now = 1_700_000_000_000;
    const later = openStorefront({ now: () => now });
    const guest = await later.guest();
    await guest.cart();
    now += 3_600_000;
    expect(refused(await guest.call("GET", "/carts/active"))).toEqual([401, "invalid_token"]);
  });

  it("opens its own account alone", async () => {
    const send = createApp(createContext({ deliver: () => undefined }));
    const one = createStorefront(send, "http://sandbox.example");
    const { keys } = (await one.sandbox("/accounts", {})).body;
    const other = createStorefront(send, "http://sandbox.example", keys);
    const source = await other.source();
    const guest = await one.guest();
    await guest.fill();
    expect(refused(await guest.apply(source))).toEqual([409, "apply-payment-failure"]);
    await one.merchant.delete(`/_sandbox/accounts/${keys.confidential}`);
    expect((await other.guest().catch(() => undefined))?.token).toBeUndefined();
  });
});

describe("a shopper call", () => {
  it.each(["bearer", "Bearer", "BEARER"])("takes its token with the scheme %s", async (scheme) => {
    const { token } = await front.guest();
    const headers = { authorization: `${scheme} ${token}` };
    expect(
      (await front.call("GET", "/v1/shoppers/me/carts/active", undefined, { headers })).status,
    ).toBe(200);
  });

  it("takes its token from the query", async () => {
    const { token } = await front.guest();
    const path = `/v1/shoppers/me/carts/active?token=${encodeURIComponent(token)}`;
    expect((await front.call("GET", path)).status).toBe(200);
  });

  it.each([
    { name: "no token", key: undefined, want: [401, "invalid_request"] },
    { name: "a token of nobody", key: "abc.def", want: [401, "invalid_token"] },
    { name: "the public key", key: open, want: [401, "invalid_token"] },
  ])("is refused with $name", async ({ key, want }) => {
    expect(
      refused(await front.call("GET", "/v1/shoppers/me/carts/active", undefined, { key })),
    ).toEqual(want);
  });

  it.each([
    {
      name: "XML by header",
      path: "/carts/active",
      headers: { accept: "application/xml" },
      want: 406,
    },
    { name: "XML by query", path: "/carts/active?format=xml", headers: {}, want: 406 },
    {
      name: "JSON by query",
      path: "/carts/active?format=json",
      headers: { accept: "application/xml" },
      want: 200,
    },
    { name: "anything", path: "/carts/active", headers: { accept: "*/*" }, want: 200 },
  ])("that asks for $name is answered with $want", async ({ path, headers, want }) => {
    const guest = await front.guest();
    const { status, headers: sent } = await guest.call("GET", path, undefined, {
      key: guest.token,
      headers,
      undocumented: true,
    });
    expect([status, sent.get("content-type")]).toEqual([want, "application/json"]);
  });

  it.each([
    { name: "broken JSON", raw: "{", want: [400, "invalid-request"] },
    { name: "a list", raw: "[]", want: [400, "invalid-request"] },
  ])("with $name is refused", async ({ raw, want }) => {
    const guest = await front.guest();
    expect(
      refused(await guest.call("POST", "/carts/active", undefined, { key: guest.token, raw })),
    ).toEqual(want);
  });

  it("to no resource is a 404, with a wrong method a 405", async () => {
    const guest = await front.guest();
    const given = { key: guest.token, undocumented: true };
    expect(refused(await guest.call("GET", "/nowhere", undefined, given))).toEqual([
      404,
      "resource-not-found",
    ]);
    expect(refused(await guest.call("PUT", "/carts/active", {}, given))).toEqual([
      405,
      "method-not-allowed",
    ]);
  });

  it("is reduced to the fields that are asked for", async () => {
    const guest = await front.guest();
    await guest.fill();
    const { body } = await guest.call(
      "GET",
      "/carts/active?fields=cart.pricing.orderTotal,totalItemsInCart",
    );
    expect(Object.keys(body.cart).toSorted()).toEqual(["id", "pricing", "totalItemsInCart", "uri"]);
    expect(Object.keys(body.cart.pricing)).toEqual(["orderTotal"]);
  });
});

describe("what a token stands for", () => {
  it("is told and kept, in language and currency, until it is ended", async () => {
    const form = { grant_type: "client_credentials", dr_external_reference_id: "eve" };
    const { body } = await front.token(form, basic(open, confidential));
    const token = String(body.access_token);
    const about = `/oauth20/access-tokens?token=${token}`;
    const me = `/v1/shoppers/me?token=${token}`;
    expect((await front.call("GET", about)).body).toMatchObject({
      externalReferenceId: "eve",
      authenticated: "true",
      locale: "en_US",
      expiresIn: "3600",
    });
    expect((await front.call("POST", `${me}&locale=de_DE&currency=EUR`)).status).toBe(204);
    const { shopper } = (await front.call("GET", me)).body;
    expect(shopper).toMatchObject({ id: "eve", locale: "de_DE", currency: "EUR" });
    const options = await front.call(
      "GET",
      `${new URL(shopper.paymentOptions.uri).pathname}?token=${token}`,
    );
    expect(options.status).toBe(200);
    expect((await front.call("DELETE", about)).status).toBe(204);
    expect((await front.call("GET", about)).status).toBe(401);
    expect((await front.call("GET", me)).status).toBe(401);
  });
});
