import { describe, expect, it } from "vitest";
import { defaultKeys } from "./context.ts";
import { inMemory } from "./testing/client.ts";
import { billTo, openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);
const metadata = { colour: "red" };
const recipient = {
  ...billTo,
  phone: "555",
  email: "ada@example.com",
  organization: "Engines",
  additionalAddressInfo: { neighborhood: "N", division: "D", phoneticName: "P", title: "T" },
};
let count = 0;

interface Sent {
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: object;
  readonly key?: string;
}

/** A request with all the members that it may have, new each time. */
const requests: Readonly<Record<string, () => Promise<Sent>>> = {
  "a checkout": async () => ({
    method: "POST",
    path: "/checkouts",
    body: {
      currency: "USD",
      email: "ada@example.com",
      locale: "en_US",
      browserIp: "192.0.2.1",
      applicationId: "shop",
      upstreamId: "u-1",
      taxInclusive: false,
      chargeType: "customer_initiated",
      customerType: "business",
      organization: { id: "o-1" },
      purchaseLocation: { country: "US", state: "MN", postalCode: "55343" },
      shipFrom: { address: billTo.address },
      shipTo: recipient,
      billTo: recipient,
      shippingChoice: {
        amount: 5,
        description: "Ground",
        serviceLevel: "SG",
        shippingTerms: "DDP",
      },
      discount: { percentOff: 10 },
      shippingDiscount: { amountOff: 1 },
      items: [
        { skuId: "s", quantity: 2, price: 10, discount: { amountOff: 1, quantity: 1 }, metadata },
      ],
      metadata,
    },
  }),
  "a checkout of what no SKU describes": async () => ({
    method: "POST",
    path: "/checkouts",
    body: {
      currency: "USD",
      items: [
        {
          quantity: 2,
          aggregatePrice: 10,
          productDetails: {
            id: "p",
            skuGroupId: "g",
            name: "Lamp",
            description: "Bright",
            url: "https://shop.example/lamp",
            image: "https://shop.example/lamp.png",
            countryOfOrigin: "US",
            partNumber: "1",
            weight: 2,
            weightUnit: "kg",
          },
        },
      ],
    },
  }),
  "a customer": async () => ({
    method: "POST",
    path: "/customers",
    body: {
      id: `c-${(count += 1)}`,
      email: "ada@example.com",
      locale: "en_US",
      type: "business",
      enabled: true,
      requestToBeForgotten: false,
      shipping: recipient,
      metadata,
    },
  }),
  "a store credit": async () => ({
    method: "POST",
    path: "/sources",
    body: {
      type: "customerCredit",
      paymentSessionId: (await shop.checkout()).payment.session.id,
      amount: 1,
      customerCredit: {},
      upstreamId: "u-1",
    },
  }),
  "a card": async () => ({
    method: "POST",
    path: "/payments/sources",
    key: defaultKeys.public,
    body: {
      type: "creditCard",
      currency: "USD",
      amount: 5,
      owner: {
        firstName: "Ada",
        lastName: "Byron",
        email: "ada@example.com",
        phoneNumber: "555",
        organization: "Engines",
        referenceId: "r-1",
        address: billTo.address,
      },
      creditCard: {
        number: "4444222233331111",
        expirationMonth: 7,
        expirationYear: 2031,
        cvv: "123",
      },
    },
  }),
  "a SKU": async () => ({
    method: "PUT",
    path: `/skus/s-${(count += 1)}`,
    body: {
      name: "Lamp",
      eccn: "EAR99",
      taxCode: "4323.310_A",
      countryOfOrigin: "US",
      hsCode: "1",
      skuGroupId: "g",
      partNumber: "p",
      manufacturerId: "m",
      image: "https://shop.example/lamp.png",
      url: "https://shop.example/lamp",
      weight: 2,
      weightUnit: "kg",
      physical: true,
      metadata,
    },
  }),
  "a webhook": async () => ({
    method: "POST",
    path: "/webhooks",
    body: {
      address: "http://127.0.0.1:1/hook",
      apiVersion: "2021-12-13",
      enabled: true,
      types: ["order.accepted"],
    },
  }),
  "a fulfillment": async () => {
    const order = await shop.order({ total: 20 });
    const body = {
      orderId: order.id,
      shipmentId: "s",
      trackingCompany: "Ships",
      trackingNumber: "1",
      trackingUrl: "https://ships.example/1",
      items: [{ itemId: order.items[0].id, quantity: 1, cancelQuantity: 0 }],
      metadata,
    };
    return { method: "POST", path: "/fulfillments", body };
  },
  "a refund": async () => {
    const order = await shop.order({ total: 20 });
    await shop.fulfil(order, { quantity: 2 });
    const items = [{ itemId: order.items[0].id, quantity: 1, amount: 1 }];
    const body = { orderId: order.id, currency: "USD", items, reason: "late", metadata };
    return { method: "POST", path: "/refunds", body };
  },
  "an invoice": async () => ({
    method: "POST",
    path: "/invoices",
    body: {
      customerId: (await shop.customer()).id,
      state: "draft",
      currency: "USD",
      email: "ada@example.com",
      items: [{ skuId: "s", price: 5, quantity: 1 }],
      collectionPeriodDays: 5,
      billTo: recipient,
      metadata,
    },
  }),
};

/** Values of every kind but one's own; identifiers are sent as numbers, too, and a flag or a number is metadata as well. */
const others: Readonly<Record<string, readonly unknown[]>> = {
  text: [true, [], {}, ["x"], 7],
  id: [true, [], {}, ["x"]],
  number: ["x", true, [], {}, -1],
  boolean: ["x", 7, [], {}, "true"],
  object: ["x", 7, true, []],
  array: ["x", 7, true, {}],
  metadata: [[], {}, ["x"]],
};

function kindOf(path: readonly (string | number)[], value: unknown): string {
  if (path.includes("metadata") && typeof value !== "object") return "metadata";
  if (typeof value === "string")
    return /(^id|Id|Number|^number|^cvv)$/.test(String(path.at(-1))) ? "id" : "text";
  return Array.isArray(value) ? "array" : typeof value;
}

type Place = readonly (string | number)[];

/** Every member at every depth. */
function placesIn(value: unknown, path: Place = []): readonly { path: Place; value: unknown }[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const step = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return [
    ...(path.length === 0 ? [] : [{ path, value }]),
    ...inner.flatMap(([key, member]) => placesIn(member, [...path, step(key)])),
  ];
}

function withMember(value: object, [key = "", ...rest]: Place, member: unknown): object {
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  copy[key] = rest.length === 0 ? member : withMember(copy[key] as object, rest, member);
  return copy;
}

const send = ({ method, path, body, key = defaultKeys.confidential }: Sent) =>
  client.call(method, path, body, { key, undocumented: true });

describe("every member at every depth is of its kind, or refused", () => {
  it.each(Object.entries(requests))("of %s", async (_name, request) => {
    const whole = await request();
    expect((await send(whole)).status).toBe(201);
    const taken: string[] = [];
    for (const { path, value } of placesIn(whole.body)) {
      for (const other of others[kindOf(path, value)] ?? []) {
        const sent = await request();
        const { status } = await send({ ...sent, body: withMember(sent.body, path, other) });
        const isRefused = status >= 400 && status < 500;
        if (!isRefused) taken.push(`${path.join(".")} ${JSON.stringify(other)}: ${status}`);
      }
    }
    expect(taken).toEqual([]);
  });

  it.each(Object.entries(requests))(
    "and null where it may be absent is no crash: %s",
    async (_name, request) => {
      const { body } = await request();
      for (const { path } of placesIn(body)) {
        const sent = await request();
        const { status } = await send({ ...sent, body: withMember(sent.body, path, null) });
        expect([path.join("."), status < 500]).toEqual([path.join("."), true]);
      }
    },
  );
});
