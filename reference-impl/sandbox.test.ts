import { describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { createContext, defaultKeys } from "./context.ts";
import type { Body, Client } from "./testing/client.ts";
import { createClient, inMemory, refusal } from "./testing/client.ts";
import type { Shop } from "./testing/shop.ts";
import { openShop } from "./testing/shop.ts";
import { variationNames } from "./variations/catalogue.ts";

const origin = "http://sandbox.example";

describe("accounts", () => {
  it("keep what they hold to themselves", async () => {
    const client = inMemory();
    const customer = (await client.post("/customers", {})).body;
    const { keys } = (await client.post("/_sandbox/accounts", {})).body;
    expect(
      (await client.call("GET", `/customers/${customer.id}`, undefined, { key: keys.confidential }))
        .status,
    ).toBe(404);
    expect((await client.delete(`/_sandbox/accounts/${keys.confidential}`)).status).toBe(204);
    expect(
      (await client.call("GET", "/customers", undefined, { key: keys.confidential })).status,
    ).toBe(401);
  });

  it("carry their own faults", async () => {
    const faulty = await account({
      faults: ["secondary-after-primary-accepted-by-body", "detach-answers-202"],
    });
    const checkout = await checkoutOf(faulty);
    await faulty.client.post(`/checkouts/${checkout.id}`, {
      sourceId: (await faulty.primary()).id,
    });
    const credit = async () =>
      (
        await faulty.client.post("/sources", {
          type: "customerCredit",
          amount: 1,
          paymentSessionId: checkout.payment.session.id,
        })
      ).body;
    expect(
      (await faulty.client.post(`/checkouts/${checkout.id}`, { sourceId: (await credit()).id }))
        .status,
    ).toBe(200);
    expect(
      refusal(await faulty.client.post(`/checkouts/${checkout.id}/sources/${(await credit()).id}`)),
    ).toEqual([409, "conflict", "session_update_not_allowed", undefined]);
  });

  it.each([
    {
      body: { faults: ["reatach-accepted"] },
      want: 'unknown fault "reatach-accepted"; did you mean "reattach-accepted"?',
    },
    { body: { faults: "reattach-accepted" }, want: '"faults" is not a list of names.' },
    { body: { ids: "tiny" }, want: '"ids" is none of uuid, short, long, punctuated.' },
    { body: { settleMs: -1 }, want: '"settleMs" is not a number of milliseconds.' },
    {
      body: { variations: { upsideDown: true } },
      want: `"variations" takes ${variationNames.join(", ")}.`,
    },
  ])("are refused for $body", async ({ body, want }) => {
    expect(await inMemory().post("/_sandbox/accounts", body)).toMatchObject({
      status: 400,
      body: { error: want },
    });
  });

  it.each(["short", "long", "punctuated"])("live with %s identifiers", async (ids) => {
    const { client, primary } = await account({ ids });
    const checkout = await checkoutOf({ client });
    const source = await primary();
    expect(
      (
        await client.post(
          `/checkouts/${encodeURIComponent(checkout.id)}/sources/${encodeURIComponent(source.id)}`,
        )
      ).body.id,
    ).toBe(source.id);
    expect((await client.post("/orders", { checkoutId: checkout.id })).status).toBe(201);
  });

  it("vary within what is written", async () => {
    const { client, primary } = await account({
      variations: { reversedKeys: true, extraFields: true, attachAnswers201: true },
    });
    const checkout = await checkoutOf({ client });
    expect(checkout).toMatchObject({ extension: {}, payment: { extension: {} } });
    expect(Object.keys(checkout).at(-1)).toBe("id");
    const attached = await client.call(
      "POST",
      `/checkouts/${checkout.id}/sources/${(await primary()).id}`,
      undefined,
      { undocumented: true },
    );
    expect([attached.status, attached.body.extension]).toEqual([201, { addedLater: true }]);
  });
});

it("refuses an event that the state of a source does not know", async () => {
  const client = inMemory();
  const source = await openShop(client).primary();
  expect(await client.post(`/_sandbox/sources/${source.id}/approve`)).toMatchObject({
    status: 409,
    body: { error: "A source that is chargeable cannot approve." },
  });
});

describe("the same seed", () => {
  it("gives the same answers to the same calls", async () => {
    const wanted = { total: 26.89, credits: [11] };
    expect(await seeded().order(wanted)).toEqual(await seeded().order(wanted));
  });
});

describe("a settle delay", () => {
  it("leaves movements pending until it is over", async () => {
    const { client, primary } = await account({ settleMs: 60_000 });
    const checkout = await checkoutOf({ client });
    await client.post(`/checkouts/${checkout.id}`, { sourceId: (await primary()).id });
    const { body: order } = await client.post("/orders", { checkoutId: checkout.id });
    await client.post("/fulfillments", {
      orderId: order.id,
      items: [{ itemId: order.items[0].id, quantity: 1 }],
    });
    expect((await client.get(`/orders/${order.id}`)).body).toMatchObject({
      state: "fulfilled",
      capturedAmount: 0,
      payment: { charges: [{ state: "processing", captures: [{ state: "pending" }] }] },
    });
  });
});

describe("the redirect page", () => {
  it.each([
    { decision: "approve", want: "chargeable" },
    { decision: "decline", want: "pending_redirect" },
  ])("takes the customer back after they $decision", async ({ decision, want }) => {
    const { client, send, source } = await redirected("https://shop.example/back?order=1");
    const url = source.payPal.redirect.redirectUrl;
    const page = await (await send(new Request(url))).text();
    expect(page).toContain("Approve");
    const decided = await send(
      new Request(url, { method: "POST", body: new URLSearchParams({ decision }) }),
    );
    expect([decided.status, decided.headers.get("location")]).toEqual([
      303,
      "https://shop.example/back?order=1",
    ]);
    expect((await client.get(`/sources/${source.id}`)).body.state).toBe(want);
  });

  it.each(["javascript:alert(1)", "data:text/html,hello", "no address"])(
    "goes nowhere for %s",
    async (returnUrl) => {
      const { send, source } = await redirected(returnUrl);
      const decided = await send(
        new Request(source.payPal.redirect.redirectUrl, {
          method: "POST",
          body: new URLSearchParams({ decision: "approve" }),
        }),
      );
      expect([decided.status, decided.headers.get("location")]).toEqual([200, null]);
    },
  );

  it("shows nothing of other accounts", async () => {
    const { send, source } = await redirected("https://shop.example/");
    const url = new URL(source.payPal.redirect.redirectUrl);
    url.searchParams.set("apiKey", "pk_test_other");
    expect((await send(new Request(url))).status).toBe(404);
  });
});

it("answers for its health and lists its faults", async () => {
  const client = inMemory({
    catalogue: new URL("faults", import.meta.url).pathname,
  });
  expect((await client.get("/_sandbox/health")).body).toEqual({ status: "ok" });
  expect((await client.get("/_sandbox/faults")).body).toContainEqual({
    name: "secondary-after-primary-accepted",
    breaks: "The order in which sources arrive is never looked at.",
    requirement: "DR-SEQ-2",
  });
});

it.each([
  { type: "carrierPigeon", want: [400, "bad_request", "invalid_parameter", "type"] },
  { type: "customerCredit", want: [400, "bad_request", "invalid_parameter", "type"] },
])("the browser makes no $type", async ({ type, want }) => {
  expect(
    refusal(
      await inMemory().call("POST", "/_sandbox/sources", { type }, { key: defaultKeys.public }),
    ),
  ).toEqual(want);
});

async function account(wanted: object): Promise<{ client: Client; primary: () => Promise<Body> }> {
  const send = createApp(createContext({ deliver: () => undefined }));
  const { keys } = (await createClient(send, origin).post("/_sandbox/accounts", wanted)).body;
  const client = createClient(send, origin, keys.confidential);
  return {
    client,
    primary: async () =>
      (await client.call("POST", "/_sandbox/sources", { type: "creditCard" }, { key: keys.public }))
        .body,
  };
}

async function checkoutOf({ client }: { client: Client }): Promise<Body> {
  const address = {
    line1: "1 Main Street",
    city: "Minnetonka",
    postalCode: "55343",
    country: "US",
  };
  return (
    await client.post("/checkouts", {
      currency: "USD",
      email: "a@example.com",
      billTo: { name: "Ada", address },
      items: [{ skuId: "book", price: 10 }],
    })
  ).body;
}

async function redirected(returnUrl: string) {
  const send = createApp(createContext({ deliver: () => undefined }));
  const client = createClient(send, origin);
  return { client, send, source: await openShop(client).primary("payPal", { returnUrl }) };
}

function seeded(): Shop {
  return openShop(inMemory({ seed: 7, now: () => 1_700_000_000_000 }));
}
