import { describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { createContext } from "../context.ts";
import type { Storefront } from "../testing/shopper.ts";
import { createStorefront, openStorefront, refused } from "../testing/shopper.ts";

/** An account that varies; every answer still fits the description of the API. */
async function varied(account: object): Promise<Storefront> {
  const send = createApp(createContext({ deliver: () => undefined }));
  const { keys } = (await createStorefront(send, origin).sandbox("/accounts", account)).body;
  return createStorefront(send, origin, keys);
}

const origin = "http://sandbox.example";
const path = "/v1/shoppers/me/carts/active";

it.each([
  { name: "without wrapper", variations: { bareBodies: true } },
  { name: "with single objects", variations: { singleObjects: true } },
  { name: "with amounts as text", variations: { amountsAsText: true } },
  {
    name: "with more fields in another order",
    variations: { extraFields: true, reversedKeys: true },
  },
  {
    name: "with everything",
    variations: {
      bareBodies: true,
      singleObjects: true,
      amountsAsText: true,
      saveAnswers204: true,
      extraFields: true,
    },
  },
])("answers $name fit the description", async ({ variations }) => {
  const front = await varied({ variations });
  const { token } = await front.shopper();
  const key = { key: token };
  await front.call("POST", `${path}?productId=900100`, undefined, key);
  const source = await front.source();
  const applied = await front.call(
    "POST",
    `${path}/apply-payment-method`,
    { paymentMethod: { sourceId: source.id } },
    key,
  );
  const saved = await front.call(
    "POST",
    "/v1/shoppers/me/payment-options",
    { paymentOption: { sourceId: source.id } },
    key,
  );
  const submitted = await front.call("POST", `${path}/submit-cart`, undefined, key);
  expect([applied.status, saved.status < 300, submitted.status]).toEqual([200, true, 200]);
  expect((await front.again(source)).reusable).toBe(true);
});

it("bare bodies, single objects, amounts as text and silent saves look so", async () => {
  const front = await varied({
    variations: {
      bareBodies: true,
      singleObjects: true,
      amountsAsText: true,
      saveAnswers204: true,
    },
  });
  const { token } = await front.shopper();
  const key = { key: token };
  const { body: cart } = await front.call("POST", `${path}?productId=900100`, undefined, key);
  expect(cart).toMatchObject({
    lineItems: { lineItem: { quantity: 1 } },
    pricing: { orderTotal: { value: "45.91" } },
  });
  const source = await front.source();
  expect(
    await front.call(
      "POST",
      "/v1/shoppers/me/payment-options",
      { paymentOption: { sourceId: source.id } },
      key,
    ),
  ).toMatchObject({ status: 204, body: undefined });
  const { body: problem } = await front.call("DELETE", `${path}/line-items/none`, undefined, key);
  expect(problem.errors.error).toMatchObject({ code: "resource-not-found" });
});

it.each(["short", "long", "punctuated"])("shoppers live with %s identifiers", async (ids) => {
  const front = await varied({ ids });
  const shopper = await front.shopper();
  const source = await front.source();
  const { status, body } = await shopper.save(source);
  expect([
    status,
    (await shopper.call("GET", `/payment-options/${encodeURIComponent(body.paymentOption.id)}`))
      .status,
  ]).toEqual([201, 200]);
  await shopper.fill();
  await shopper.apply(source);
  expect((await shopper.submit()).status).toBe(200);
});

it("a redirect page stays a page", async () => {
  const send = createApp(createContext({ deliver: () => undefined }));
  const { keys } = (
    await createStorefront(send, origin).sandbox("/accounts", { variations: { extraFields: true } })
  ).body;
  const source = await createStorefront(send, origin, keys).source("payPal");
  expect(await (await send(new Request(source.redirect.redirectUrl))).text()).toContain("Approve");
});

it("tells what it sells", async () => {
  expect((await openStorefront().merchant.get("/_sandbox/products")).body.products).toContainEqual({
    id: "900100",
    displayName: "Field recordings",
  });
});

describe("what the pages leave open", () => {
  it("a type for one payment can be listed, and stays so", async () => {
    const front = await varied({ variations: { savesSingleUse: true } });
    const shopper = await front.shopper();
    const source = await front.source("ideal");
    await front.sandbox(`/sources/${source.id}/approve`);
    const other = await front.source("bancontact");
    await front.sandbox(`/sources/${other.id}/approve`);
    for (const each of [source, other]) expect((await shopper.save(each)).status).toBe(201);
    expect((await front.again(source)).reusable).toBe(true);
    expect((await front.again(other)).reusable).toBe(false);
    const credit = await front.credit(await shopper.fill(), 5);
    expect(refused(await shopper.save(credit))).toEqual([409, "invalid-payment-method"]);
  });

  it("a second source may be refused", async () => {
    const front = await varied({ variations: { refusesSecondSource: true } });
    const guest = await front.guest();
    const credit = await front.credit(await guest.fill(), 5);
    const [first, second] = [await front.source(), await front.source()];
    expect((await guest.apply(first)).status).toBe(200);
    for (const source of [second, credit])
      expect(refused(await guest.apply(source))).toEqual([409, "apply-payment-failure"]);
  });

  it("a detached source may go on", async () => {
    const front = await varied({ variations: { keepsDetached: true } });
    const guest = await front.guest();
    await guest.fill();
    const source = await front.source();
    await guest.apply(source);
    await guest.call("DELETE", "/carts/active/payment");
    expect((await front.again(source)).state).toBe("chargeable");
    expect((await guest.apply(source)).status).toBe(200);
  });

  it("waiting may be one word", async () => {
    const front = await varied({ variations: { pendingInOneWord: true } });
    for (const type of ["payPal", "wireTransfer"]) {
      const source = await front.source(type);
      expect([source.state, (await front.again(source)).state]).toEqual(["pending", "pending"]);
    }
    expect((await front.source()).state).toBe("chargeable");
  });
});
