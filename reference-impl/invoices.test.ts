import { describe, expect, it } from "vitest";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

describe("without billing optimization", () => {
  it.each(["creditCard", "msts", "amazonPay"])(
    "a single-use %s is combined with credits that came first",
    async (type) => {
      const invoice = await made({ billingOptimization: false, state: "draft" });
      const credit = await creditOf(invoice, 5);
      for (const source of [credit, await shop.primary(type)]) {
        expect(await client.post(`/invoices/${invoice.id}/sources/${source.id}`)).toMatchObject({
          status: 200,
          body: { id: source.id },
        });
      }
      expect((await read(invoice)).payment.sources.map(({ amount }: Body) => amount)).toEqual([
        5, 15,
      ]);
      expect((await client.delete(`/invoices/${invoice.id}/sources/${credit.id}`)).status).toBe(
        204,
      );
      expect((await client.get(`/sources/${credit.id}`)).body.state).toBe("cancelled");
    },
  );

  it("one refused attempt makes the invoice uncollectible", async () => {
    const source = await shop.primary("creditCard", { creditCard: { number: "4000000000003600" } });
    expect(await made({ billingOptimization: false, sourceId: source.id })).toMatchObject({
      state: "uncollectible",
      attemptCount: 1,
    });
  });
});

describe("with billing optimization", () => {
  it.each([
    { name: "a single-use source", make: (_invoice: Body) => shop.primary() },
    { name: "store credit", make: (invoice: Body) => creditOf(invoice, 5) },
  ])("$name is not taken", async ({ make }) => {
    const invoice = await made({ state: "draft" });
    expect(
      (await client.post(`/invoices/${invoice.id}/sources/${(await make(invoice)).id}`)).status,
    ).toBe(409);
    expect((await read(invoice)).payment.sources).toEqual([]);
  });

  it("an open invoice with a saved source is paid by an order", async () => {
    const customer = await shop.customer();
    const source = await shop.saved(customer);
    const invoice = await made({ customerId: customer.id, sourceId: source.id });
    expect(invoice).toMatchObject({ state: "paid", attemptCount: 1, orderId: expect.any(String) });
    expect((await client.get(`/orders/${invoice.orderId}`)).body).toMatchObject({
      state: "complete",
      capturedAmount: 20,
    });
    expect(
      (await client.post("/refunds", { invoiceId: invoice.id, currency: "USD", percent: 100 }))
        .body,
    ).toMatchObject({ invoiceId: invoice.id, amount: 20 });
  });

  it("a refused attempt leaves the invoice open", async () => {
    const customer = await shop.customer();
    const { body: card } = await client.post("/_sandbox/sources", {
      type: "creditCard",
      creditCard: { number: "4000000000003600" },
    });
    await client.post(`/customers/${customer.id}/sources/${card.id}`);
    const invoice = await made({ customerId: customer.id, sourceId: card.id });
    expect(invoice).toMatchObject({ state: "open", attemptCount: 1 });
    expect((await client.post(`/_sandbox/invoices/${invoice.id}/collect`)).body).toMatchObject({
      state: "open",
      attemptCount: 2,
    });
  });
});

describe("the life of an invoice", () => {
  it("goes from draft to open to void, and no step twice", async () => {
    const invoice = await made({ state: "draft" });
    expect(refusal(await client.post(`/invoices/${invoice.id}/void`))).toEqual([
      409,
      "conflict",
      "invalid_state",
      "state",
    ]);
    expect((await client.post(`/invoices/${invoice.id}/open`)).body.state).toBe("open");
    expect((await client.post(`/invoices/${invoice.id}/open`)).status).toBe(409);
    expect((await client.post(`/invoices/${invoice.id}/void`)).body.state).toBe("void");
    expect((await client.post(`/invoices/${invoice.id}/void`)).body.errors[0].message).toBe(
      `Invoice ${invoice.id} is not open. Only open invoices can be voided.`,
    );
  });

  it("starts open, and ends by deletion only as a draft", async () => {
    const open = await made({});
    expect(open.state).toBe("open");
    expect((await client.delete(`/invoices/${open.id}`)).status).toBe(409);
    const draft = await made({ state: "draft" });
    expect((await client.delete(`/invoices/${draft.id}`)).status).toBe(204);
    expect((await client.get(`/invoices/${draft.id}`)).status).toBe(404);
  });
});

async function made(wanted: object): Promise<Body> {
  const items = [{ skuId: "plan", aggregatePrice: 20 }];
  const customerId = (await shop.customer()).id;
  const { status, body } = await client.post("/invoices", {
    customerId,
    currency: "USD",
    taxInclusive: true,
    items,
    ...wanted,
  });
  expect(status).toBe(201);
  return body;
}

async function creditOf(invoice: Body, amount: number): Promise<Body> {
  return shop.credit(invoice, amount);
}

async function read(invoice: Body): Promise<Body> {
  return (await client.get(`/invoices/${invoice.id}`)).body;
}
