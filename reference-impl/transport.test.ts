import { describe, expect, it } from "vitest";
import { defaultKeys } from "./context.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

describe("keys", () => {
  it.each([
    { name: "no key", key: undefined, want: [401, "unauthorized", "unauthorized", undefined] },
    {
      name: "a wrong key",
      key: "sk_test_nobody",
      want: [401, "unauthorized", "unauthorized", undefined],
    },
    {
      name: "the public key",
      key: defaultKeys.public,
      want: [403, "forbidden", "forbidden", undefined],
    },
  ])("$name opens nothing", async ({ key, want }) => {
    expect(refusal(await client.call("GET", "/orders", undefined, { key }))).toEqual(want);
    expect(
      refusal(await client.call("POST", "/sources", { type: "customerCredit" }, { key })),
    ).toEqual(want);
  });

  it.each(["Bearer sk_test_headwater", "bearer sk_test_headwater", "sk_test_headwater"])(
    "%s is a key",
    async (authorization) => {
      expect(
        (await client.call("GET", "/orders", undefined, { headers: { authorization } })).status,
      ).toBe(200);
    },
  );

  it("that are public create primary sources, which are single-use", async () => {
    const source = await shop.primary("creditCard", {
      creditCard: { number: "5466 1600 0000 0008", expirationMonth: 5, expirationYear: 2035 },
    });
    expect(source).toMatchObject({
      type: "creditCard",
      state: "chargeable",
      reusable: false,
      flow: "standard",
      creditCard: {
        brand: "MasterCard",
        expirationMonth: 5,
        expirationYear: 2035,
        lastFourDigits: "0008",
      },
    });
    expect(JSON.stringify(source)).not.toContain("5466");
  });
});

describe("requests", () => {
  it("are read as JSON whatever their content type", async () => {
    const checkout = await shop.checkout();
    const source = await shop.primary();
    const { status } = await client.call(
      "POST",
      `/checkouts/${checkout.id}`,
      { sourceId: source.id },
      { headers: { "content-type": "text/plain" } },
    );
    expect(status).toBe(200);
  });

  it.each(["{", "[]", "7", '"text"'])("with the body %s are bad", async (raw) => {
    expect(refusal(await client.call("POST", "/customers", undefined, { raw }))).toEqual([
      400,
      "bad_request",
      "invalid_format",
      undefined,
    ]);
  });

  it.each([
    {
      name: "an unknown source",
      call: ["GET", "/sources/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown checkout",
      call: ["GET", "/checkouts/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown customer",
      call: ["GET", "/customers/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown order",
      call: ["GET", "/orders/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown charge",
      call: ["GET", "/charges/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown refund",
      call: ["GET", "/refunds/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown fulfillment",
      call: ["GET", "/fulfillments/1"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "an unknown invoice",
      call: ["GET", "/invoices/1"],
      want: [404, "not_found", "not_found", undefined],
    },
  ] as const)(
    "for $name are answered in the documented envelope",
    async ({ call: [method, path], want }) => {
      expect(refusal(await client.call(method, path))).toEqual(want);
    },
  );

  it.each([
    {
      name: "a path that is none",
      call: ["GET", "/unknown"],
      want: [404, "not_found", "not_found", undefined],
    },
    {
      name: "a method the path does not take",
      call: ["PUT", "/orders"],
      want: [405, "method_not_allowed", "method_not_allowed", undefined],
    },
  ] as const)(
    "for $name are answered in the documented envelope",
    async ({ call: [method, path], want }) => {
      expect(refusal(await client.call(method, path, undefined, { undocumented: true }))).toEqual(
        want,
      );
    },
  );

  it("that want something else than JSON are not acceptable", async () => {
    expect(
      refusal(await client.call("GET", "/orders", undefined, { headers: { accept: "text/html" } })),
    ).toEqual([406, "not_acceptable", "not_acceptable", undefined]);
    expect(
      (
        await client.call("GET", "/orders", undefined, {
          headers: { accept: "text/html, */*;q=0.1" },
        })
      ).status,
    ).toBe(200);
  });

  it("are numbered in their answers", async () => {
    expect((await client.get("/orders")).headers.get("x-dr-requestid")).toMatch(/./);
  });

  it.each([
    { body: { items: [{ skuId: "book", price: 1 }] }, want: "currency" },
    { body: { currency: "XYZ", items: [{ skuId: "book", price: 1 }] }, want: "currency" },
    { body: { currency: "USD" }, want: "items" },
    { body: { currency: "USD", items: [{ skuId: "book" }] }, want: "items.price" },
    { body: { currency: "USD", items: [{ price: 1 }] }, want: "items.skuId" },
    { body: { currency: "USD", items: [{ skuId: "book", price: "one" }] }, want: "items.price" },
    {
      body: { currency: "USD", items: [{ skuId: "book", price: 1, quantity: -1 }] },
      want: "items.quantity",
    },
    { body: { currency: "USD", items: [7] }, want: "items" },
    {
      body: { currency: "USD", items: [{ skuId: "book", price: 1 }], customerId: "nobody" },
      want: "customerId",
    },
  ])("for a checkout lacking its $want name it", async ({ body, want }) => {
    const answer = await client.post("/checkouts", body);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, want]);
  });

  it("cannot change the price of an item", async () => {
    const checkout = await shop.checkout();
    const update = await client.post(`/checkouts/${checkout.id}`, {
      items: [{ id: checkout.items[0].id, price: 1 }],
    });
    expect(refusal(update)).toEqual([400, "bad_request", "unknown_parameter", "price"]);
  });
});

describe("lists", () => {
  it("come newest first, in pages", async () => {
    const fresh = inMemory();
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1)
      ids.unshift((await fresh.post("/customers", {})).body.id);
    const page = async (query: string) => {
      const { body } = await fresh.get(`/customers${query}`);
      return [body.data.map(({ id }: { id: string }) => ids.indexOf(id)), body.hasMore];
    };
    expect(await page("")).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], true]);
    expect(await page(`?startingAfter=${ids[9]}`)).toEqual([[10, 11], false]);
    expect(await page(`?limit=2&endingBefore=${ids[5]}`)).toEqual([[3, 4], true]);
    expect(await page(`?ids=${ids[3]}&ids=${ids[7]}`)).toEqual([[3, 7], false]);
    expect((await fresh.get("/customers?limit=101")).status).toBe(400);
  });

  it("are filtered", async () => {
    const order = await shop.order({ total: 20 });
    expect((await client.get(`/orders?checkoutId=${order.checkoutId}`)).body.data).toMatchObject([
      { id: order.id },
    ]);
    expect((await client.get("/orders?checkoutId=other")).body.data).toEqual([]);
  });
});

describe("older versions", () => {
  const older = { headers: { "digitalriver-version": "2021-02-23" }, undocumented: true };
  const items = [{ skuId: "book", price: 20 }];

  it("show sources and session at the top, and take store credit as a sum, once", async () => {
    const { body } = await client.call(
      "POST",
      "/checkouts",
      { currency: "USD", taxInclusive: true, items, creditAmount: 5 },
      older,
    );
    expect(body).toMatchObject({
      sources: [{ type: "customerCredit", amount: 5 }],
      paymentSessionId: expect.any(String),
    });
    expect(body).not.toHaveProperty("payment");
    expect(
      refusal(await client.call("POST", `/checkouts/${body.id}`, { creditAmount: 1 }, older)),
    ).toEqual([409, "conflict", "creditAmount_already_updated", undefined]);
  });

  it("have their own refusal behind a single-use primary source", async () => {
    const { body } = await client.call(
      "POST",
      "/checkouts",
      { currency: "USD", items, sourceId: (await shop.primary()).id },
      older,
    );
    expect(
      refusal(await client.call("POST", `/checkouts/${body.id}`, { creditAmount: 1 }, older)),
    ).toEqual([409, "conflict", "source_not_supported", "sourceId"]);
  });

  it("take e-mail and default source from the customer; the present one does not", async () => {
    const { body: customer } = await client.post("/customers", { email: "ada@example.com" });
    const source = await shop.saved(customer);
    const request = { currency: "USD", items, customerId: customer.id };
    const { body } = await client.call("POST", "/checkouts", request, {
      headers: { "digitalriver-version": "2021-03-23" },
    });
    expect(body).toMatchObject({
      email: "ada@example.com",
      payment: { sources: [{ id: source.id }] },
    });
    const present = (await client.post("/checkouts", request)).body;
    expect([present.email, present.payment.sources]).toEqual([undefined, []]);
  });
});

describe("metadata", () => {
  it.each([
    { name: "more than 20 pairs", metadata: pairs(21), want: "too_many_metadata_pairs" },
    {
      name: "a key of 41 characters",
      metadata: { ["k".repeat(41)]: 1 },
      want: "invalid_metadata_key",
    },
    {
      name: "a value of 501 characters",
      metadata: { key: "v".repeat(501) },
      want: "invalid_metadata_value",
    },
    { name: "a value that is an object", metadata: { key: {} }, want: "invalid_metadata_value" },
    { name: "a value with decimals", metadata: { key: 1.5 }, want: "invalid_metadata_value" },
  ])("with $name is refused", async ({ metadata, want }) => {
    const answer = await client.post("/customers", { metadata });
    expect(refusal(answer)).toEqual([400, "bad_request", want, "metadata"]);
  });

  it("within its limits comes back as it was sent", async () => {
    const metadata = { ...pairs(18), ["k".repeat(40)]: true, text: "v".repeat(500) };
    expect((await client.post("/customers", { metadata })).body.metadata).toEqual(metadata);
  });
});

function pairs(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));
}
