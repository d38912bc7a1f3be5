import { describe, expect, it } from "vitest";
import { defaultKeys } from "../context.ts";
import type { Answer } from "../testing/client.ts";
import { made, openStorefront } from "../testing/shopper.ts";

const front = openStorefront();
const { public: open, confidential } = defaultKeys;
const problem = ({ status, body }: Answer) => [
  status,
  body?.type,
  body?.errors?.[0]?.code,
  body?.errors?.[0]?.parameter,
];

describe("a source", () => {
  it.each([
    { type: "creditCard", flow: "standard", state: "chargeable" },
    { type: "googlePay", flow: "standard", state: "chargeable" },
    { type: "payPal", flow: "redirect", state: "pending_redirect" },
    { type: "ideal", flow: "redirect", state: "pending_redirect" },
    { type: "wireTransfer", flow: "receiver", state: "pending_funds" },
    { type: "boletoBancario", flow: "receiver", state: "pending_funds" },
  ])("of type $type is born $state and single-use", async ({ type, flow, state }) => {
    const source = await front.source(type, { reusable: true });
    expect(source).toMatchObject({ type, flow, state, reusable: false, [type]: {} });
  });

  it("of a card keeps its last four digits and no more", async () => {
    const source = await front.source();
    expect(source.creditCard).toEqual({
      brand: "Visa",
      expirationMonth: 11,
      expirationYear: 2031,
      lastFourDigits: "1111",
    });
    expect(JSON.stringify(source)).not.toContain("44442222");
  });

  it("is read with the public key and its client secret", async () => {
    const source = await front.source("payPal", {
      payPal: { returnUrl: "https://shop.example/back" },
    });
    expect(source.redirect.returnUrl).toBe("https://shop.example/back");
    const path = `/payments/sources/${source.id}`;
    const read = (query: string) => front.call("GET", path + query, undefined, { key: open });
    expect((await read(`?secret=${source.clientSecret}`)).body).toEqual(source);
    expect(problem(await read("?secret=guess"))).toEqual([404, "not_found", "not_found", "id"]);
    expect(problem(await read(""))).toEqual([400, "bad_request", "missing_parameter", "secret"]);
  });

  it("becomes chargeable when its customer approved, when the funds came", async () => {
    const [payPal, transfer] = [await front.source("payPal"), await front.source("wireTransfer")];
    await front.sandbox(`/sources/${payPal.id}/approve`);
    await front.sandbox(`/sources/${transfer.id}/confirm-funds`);
    for (const source of [payPal, transfer])
      expect((await front.again(source)).state).toBe("chargeable");
  });

  it("for a cart is made for what the cart costs", async () => {
    const { paymentSession, pricing } = await (await front.guest()).fill();
    expect(await front.source("creditCard", { sessionId: paymentSession.id })).toMatchObject({
      paymentSessionId: paymentSession.id,
      amount: pricing.orderTotal.value,
      currency: "USD",
    });
  });

  it.each([
    { name: "without a type", body: {}, want: [400, "bad_request", "missing_parameter", "type"] },
    {
      name: "of no type",
      body: { type: "carrierPigeon" },
      want: [400, "bad_request", "invalid_parameter", "type"],
    },
    {
      name: "of store credit",
      body: { type: "customerCredit" },
      want: [400, "bad_request", "invalid_parameter", "type"],
    },
    {
      name: "of a card without number",
      body: { type: "creditCard", creditCard: {} },
      want: [400, "bad_request", "missing_parameter", "creditCard.number"],
    },
    {
      name: "for no session",
      body: { type: "payPal", sessionId: "x" },
      want: [404, "not_found", "not_found", "sessionId"],
    },
  ])("$name is refused", async ({ body, want }) => {
    expect(problem(await front.call("POST", "/payments/sources", body, { key: open }))).toEqual(
      want,
    );
  });

  it.each([
    { name: "no key", key: undefined },
    { name: "a key of nobody", key: "pk_test_nobody" },
  ])("needs a key, and $name is none", async ({ key }) => {
    expect(
      problem(await front.call("POST", "/payments/sources", { type: "payPal" }, { key })),
    ).toEqual([401, "unauthorized", "unauthorized", undefined]);
  });

  it("is one in both APIs", async () => {
    const source = await front.source();
    const { body } = await front.merchant.get(`/sources/${source.id}`);
    expect(body).toEqual(
      made(await front.call("GET", `/sources/${source.id}`, undefined, { key: confidential })),
    );
    expect(body).toEqual(source);
  });
});
