import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Body } from "./testing/client.ts";
import { inMemory, refusal } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";

const client = inMemory();
const shop = openShop(client);

const told = {
  upstreamId: "v-1",
  applicationId: "app-1",
  email: "grace@example.com",
  locale: "en_GB",
  customerType: "business",
  browserIp: "192.0.2.7",
  chargeType: "moto",
};
const made: Record<string, Body> = {};

beforeAll(async () => {
  const customer = await shop.customer();
  const more = {
    ...told,
    items: [
      { skuId: "map", quantity: 2, price: 7.5, subscriptionInfo: { subscriptionId: "sub-1" } },
    ],
  };
  const checkout = await shop.checkout({ currency: "EUR", customerId: customer.id, more });
  await shop.attach(checkout, await shop.primary());
  const order = (await client.post("/orders", { checkoutId: checkout.id })).body;
  const fulfillment = (
    await client.post("/fulfillments", {
      orderId: order.id,
      trackingCompany: "River Post",
      trackingNumber: "RP1",
      items: [{ itemId: order.items[0].id, quantity: 2 }],
    })
  ).body;
  const refund = (
    await client.post("/refunds", { orderId: order.id, currency: "EUR", amount: 5, reason: "torn" })
  ).body;
  const other = await shop.order({ total: 99 });
  await shop.fulfil(other, { cancelQuantity: 2 });
  const waiting = await shop.checkout();
  await shop.attach(waiting, await shop.primary("wireTransfer"));
  await client.post("/orders", { checkoutId: waiting.id });
  await shop.order({ total: 30, card: { owner: { firstName: "Ada", lastName: "FraudReview" } } });
  const blocked = await shop.order({ total: 31, card: { owner: { lastName: "FraudReview" } } });
  await client.post(`/_sandbox/orders/${blocked.id}/block`);
  const returned = await shop.order({ total: 32 });
  await shop.fulfil(returned, { quantity: 2 });
  await client.post("/customers", { email: told.email });
  await client.post("/customers", { requestToBeForgotten: true });
  const saved = await shop.customer();
  const invoice = (
    await client.post("/invoices", {
      customerId: saved.id,
      currency: "EUR",
      upstreamId: "v-1",
      applicationId: "app-1",
      state: "draft",
      items: [{ skuId: "map", price: 7.5, quantity: 2 }],
    })
  ).body;
  await client.post("/invoices", {
    customerId: customer.id,
    currency: "USD",
    items: [{ skuId: "x", price: 1 }],
  });
  const hook = (
    await client.post("/webhooks", { types: ["order.accepted"], address: "https://a.example" })
  ).body;
  await client.post("/webhooks", { types: ["refund.failed"], address: "https://b.example" });
  Object.assign(made, {
    customer,
    checkout,
    order,
    fulfillment,
    refund,
    invoice,
    saved,
    hook,
    other,
  });
});

/** The ids of a list under a query, with `{name.member}` filled in. */
async function ids(path: string): Promise<readonly string[]> {
  const filled = path.replaceAll(
    /\{(\w+)\.(\w+)\}/g,
    (_all, name: string, member: string) => made[name][member],
  );
  const { status, body } = await client.get(filled);
  expect([filled, status]).toEqual([filled, 200]);
  return (Array.isArray(body) ? body : body.data).map(({ id }: Body) => id);
}

const past = "2001-01-01T00:00:00Z";

describe("a list", () => {
  it.each([
    ["/customers?email=grace@example.com&limit=100", 1],
    ["/customers?requestToBeForgotten=true", 1],
    ["/customers?ids={customer.id},{saved.id}", 2],
    ["/customers?ids={customer.id}&ids={saved.id}", 2],
    ["/customers?ids[]={customer.id}&ids[]={saved.id}", 2],
    [`/customers?updatedTime[gt]=${past}&limit=100`, 4],
    [`/customers?updatedTime[lt]=${past}`, 0],
    ["/checkouts?ids={checkout.id}", 1],
    ["/checkouts?upstreamIds=v-1", 1],
    ["/checkouts?upstreamIds=v-1,v-2", 1],
    ["/checkouts?upstreamIds=none", 0],
    ["/checkouts?customerId={customer.id}", 1],
    ["/checkouts?applicationId=app-1", 1],
    ["/checkouts?email=grace@example.com", 1],
    ["/checkouts?currency=EUR", 1],
    ["/checkouts?totalAmount[gte]=15&totalAmount[lte]=15", 1],
    ["/checkouts?totalAmount[eq]=15.00", 1],
    ["/checkouts?totalAmount[lt]=1", 0],
    ["/checkouts?locale=en_GB", 1],
    ["/checkouts?chargeType=moto", 1],
    ["/checkouts?customerType=business", 1],
    ["/checkouts?subscriptionId=sub-1", 1],
    ["/checkouts?browserIp=192.0.2.7", 1],
    [`/checkouts?createdTime[lt]=${past}`, 0],
    [`/checkouts?updatedTime[lt]=${past}`, 0],
    ["/orders?ids={order.id},{other.id}", 2],
    ["/orders?ids={order.id}&ids={other.id}", 2],
    ["/orders?upstreamIds=v-1", 1],
    ["/orders?totalAmount[eq]=99", 1],
    ["/orders?state=cancelled", 1],
    ["/orders?state=cancelled,pending_payment", 2],
    ["/orders?customerId={customer.id}", 1],
    ["/orders?checkoutId={checkout.id}", 1],
    ["/orders?applicationId=app-1", 1],
    ["/orders?email=grace@example.com", 1],
    ["/orders?currency=EUR", 1],
    ["/orders?skuId=map", 1],
    [`/orders?in_review[gt]=${past}`, 2],
    [`/orders?pending_payment[gt]=${past}`, 1],
    [`/orders?accepted[gt]=${past}`, 3],
    [`/orders?blocked[gt]=${past}`, 1],
    [`/orders?cancelled[gt]=${past}`, 1],
    [`/orders?fulfilled[gt]=${past}`, 2],
    [`/orders?complete[gt]=${past}`, 2],
    [`/orders?returned[gt]=${past}`, 0],
    ["/orders?fraudState=review_opened", 1],
    ["/orders?fraudState=blocked,passed", 4],
    [`/orders?fraudStateTransitions.blocked[gt]=${past}`, 1],
    [`/orders?fraudStateTransitions.review_opened[gt]=${past}`, 2],
    [`/orders?fraudStateTransitions.passed[gt]=${past}`, 3],
    ["/orders?browserIp=192.0.2.7", 1],
    ["/orders?chargeType=moto", 1],
    ["/orders?subscriptionId=sub-1", 1],
    ["/orders?refundedAmount=5.0", 1],
    ["/orders?locale=en_GB", 1],
    ["/orders?customerType=business", 1],
    ["/fulfillments?ids={fulfillment.id}", 1],
    ["/fulfillments?orderId={order.id}", 1],
    ["/fulfillments?skuId=map", 1],
    ["/fulfillments?trackingCompany=River%20Post", 1],
    ["/fulfillments?trackingNumber=RP1", 1],
    ["/refunds?ids={refund.id}", 1],
    ["/refunds?state=succeeded", 1],
    ["/refunds?state=failed", 0],
    ["/refunds?orderId={order.id}", 1],
    ["/refunds?skuId=map", 1],
    ["/refunds?reason=torn", 1],
    ["/refunds?failureReason=none", 0],
    ["/refunds?amount[gte]=5", 1],
    ["/refunds?refundedAmount[gt]=5", 0],
    ["/invoices?ids={invoice.id}", 1],
    ["/invoices?upstreamIds=v-1", 1],
    ["/invoices?customerId={saved.id}", 1],
    ["/invoices?applicationId=app-1", 1],
    ["/invoices?currency=EUR", 1],
    ["/invoices?state=draft", 1],
    ["/invoices?skuId=map", 1],
    ["/invoices?price[eq]=7.5", 1],
    ["/invoices?attemptCount[gte]=1", 0],
    ["/invoices?totalAmount[gt]=10", 1],
    ["/invoices?totalAmount[lt]=10", 1],
    [`/invoices?updatedTime[lt]=${past}`, 0],
    ["/events?type=order.review_opened", 2],
    ["/events?types=order.blocked,order.cancelled", 2],
    ["/events?types=order.blocked&types=order.cancelled", 2],
    ["/events?type=order.blo*", 1],
    ["/webhooks?type=order.accepted", 1],
    ["/webhooks?types=order.accepted,refund.failed", 2],
  ])("is filtered: %s gives %i", async (path, count) => {
    expect(await ids(path)).toHaveLength(count);
  });

  it.each([
    ["/orders?colour=red", "unknown_parameter", "colour"],
    ["/orders?state[gt]=accepted", "unknown_parameter", "state[gt]"],
    ["/orders?totalAmount[near]=5", "unknown_parameter", "totalAmount[near]"],
    ["/orders?constructor=5", "unknown_parameter", "constructor"],
    ["/checkouts?state=open", "unknown_parameter", "state"],
    ["/customers?upstreamIds=1", "unknown_parameter", "upstreamIds"],
    ["/webhooks?colour=red", "unknown_parameter", "colour"],
    ["/orders?totalAmount[gt]=much", "invalid_parameter", "totalAmount[gt]"],
    ["/orders?createdTime[gt]=soon", "invalid_parameter", "createdTime[gt]"],
    ["/orders?limit=101", "invalid_parameter", "limit"],
    [
      `/events?types=${Array.from({ length: 20 }, (_none, at) => `t${at}`).join(",")}`,
      "invalid_parameter",
      "types",
    ],
  ])("knows no %s", async (path, code, parameter) => {
    expect(refusal(await client.get(path))).toEqual([400, "bad_request", code, parameter]);
  });

  it("takes every filter that the description of the API names", async () => {
    const { paths, components } = parse(
      readFileSync(new URL("../specs/openapi/digital-river.yaml", import.meta.url), "utf8"),
    );
    const lists = Object.entries<Body>(paths).filter(
      ([path, { get }]) => get && !path.includes("{"),
    );
    const asked = lists.flatMap(([path, item]) =>
      [...(item.parameters ?? []), ...(item.get.parameters ?? [])]
        .map(({ $ref }: Body) => components.parameters[$ref.split("/").at(-1)])
        .filter((parameter: Body) => parameter.in === "query" && parameter.name !== "limit")
        .map(({ name, schema }: Body) => {
          const range = schema.$ref?.split("/").at(-1);
          const bound = range === "TimeRange" ? past : "1";
          return range === undefined ? `${path}?${name}=1` : `${path}?${name}[gte]=${bound}`;
        }),
    );
    expect(asked.length).toBeGreaterThan(80);
    for (const path of asked) expect([path, (await client.get(path)).status]).toEqual([path, 200]);
  });
});
