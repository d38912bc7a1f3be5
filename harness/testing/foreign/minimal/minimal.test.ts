import { describe, expect, it } from "vitest";
import { type Client, sourcesIn, startClient } from "./client.ts";
import { allBut, freedomNames, onlyThese } from "./freedoms.ts";
import type { Fields } from "./model.ts";

/** The refusals as "Managing sources" shows them. */
const conflict = (error: Fields) => ({ type: "conflict", errors: [error] });
const sequence = conflict({
  code: "session_update_not_allowed",
  message: "Updating source is not allowed for the current session state.",
});
const detached = conflict({
  code: "source_status_invalid_for_session",
  message: "The source status is invalid for this session.",
});
const singleUse = conflict({
  code: "nonreusable_source",
  message: "Only a reusable source may be attached to a customer.",
});
const notChargeable = (id: string) =>
  conflict({
    code: "source_not_chargeable",
    parameter: "sourceId",
    message: `Source '${id}' is not chargeable.`,
  });
const inUse = (id: string) =>
  conflict({
    code: "source_in_use",
    parameter: "sourceId",
    message: `Source '${id}' is attached to a different customer.`,
  });

describe.each([
  { taken: "none", freedoms: onlyThese([]) },
  { taken: "all", freedoms: allBut(["other-kinds"]) },
])("a server that takes $taken of the freedoms", ({ freedoms }) => {
  const start = () => startClient(freedoms);
  it.each(["path", "body"])("attaches by %s, and replaces the primary", async (via) => {
    const client = await start();
    const [first, second] = [
      await client.instrument("creditCard"),
      await client.instrument("creditCard"),
    ];
    const cart = await client.checkout();
    await attach(client, cart, first);
    expect((await attach(client, cart, second, via)).status).toBeLessThan(300);
    expect((await attachedTo(client, cart)).map(({ id }) => id)).toStrictEqual([second]);
  });

  it.each(["path", "body"])("refuses a credit by %s behind a single-use primary", async (via) => {
    const client = await start();
    const cart = await client.checkout();
    await attach(client, cart, await client.instrument("creditCard"));
    const refused = await attach(client, cart, await client.credit(5), via);
    expect(refused).toMatchObject({ status: 409, body: sequence });
    expect(await attachedTo(client, cart)).toHaveLength(1);
  });

  it("takes any number of credits up to the total, then the primary with the rest", async () => {
    const client = await start();
    const cart = await client.checkout();
    const credits = [await client.credit(10), await client.credit(5.5)];
    for (const credit of credits) await attach(client, cart, credit);
    expect((await attach(client, cart, await client.credit(39))).status).toBeGreaterThan(399);
    const card = await client.instrument("creditCard");
    await attach(client, cart, card);
    const total = Number(cart.totalAmount);
    expect(await amounts(client, cart)).toStrictEqual({
      [credits[0] ?? ""]: 10,
      [credits[1] ?? ""]: 5.5,
      [card]: total - 15.5,
    });
  });

  it("lowers the share of a saved primary by each credit", async () => {
    const client = await start();
    const card = await client.instrument("creditCard");
    await client.call(`POST ${await client.customer()}/sources/${card}`);
    const cart = await client.checkout();
    await attach(client, cart, card);
    for (const credit of [7, 3]) {
      expect((await attach(client, cart, await client.credit(credit))).status).toBeLessThan(300);
    }
    await expect
      .poll(async () => (await amounts(client, cart))[card])
      .toBe(Number(cart.totalAmount) - 10);
  });

  it.each(["path", "body"])("cancels a detached single-use source for good, by %s", async (via) => {
    const client = await start();
    const card = await client.instrument("creditCard");
    const cart = await client.checkout();
    await attach(client, cart, card);
    const gone = await client.call(`DELETE /river/checkouts/${String(cart.id)}/sources/${card}`);
    expect(gone).toMatchObject({ status: 204, text: "" });
    const again = await attach(client, cart, card, via);
    expect(again).toMatchObject({ status: 409, body: detached });
    await expect.poll(async () => (await client.source(card)).state).toBe("cancelled");
  });

  it("saves a chargeable card, makes it reusable and the default", async () => {
    const client = await start();
    const customer = await client.customer();
    const [first, second] = [
      await client.instrument("creditCard"),
      await client.instrument("creditCard"),
    ];
    const saved = await client.call(`POST ${customer}/sources/${first}`);
    expect(saved).toMatchObject({
      status: 200,
      body: { id: first, reusable: true, state: "chargeable" },
    });
    await client.call(`POST ${customer}/sources/${second}`);
    const read = async () => (await client.call(`GET ${customer}`)).body.defaultSourceId;
    expect(await read()).toBe(first);
    await client.call(`POST ${customer}`, { defaultSourceId: second });
    expect(await read()).toBe(second);
  });

  it("saves neither a single-use type nor what is not chargeable", async () => {
    const client = await start();
    const customer = await client.customer();
    const save = (id: string) => client.call(`POST ${customer}/sources/${id}`);
    const ready = await client.instrument("payPal", { ready: true });
    expect(await save(ready)).toMatchObject({ status: 409, body: singleUse });
    expect(await save(await client.credit(5))).toMatchObject({ status: 409, body: singleUse });
    const broken = await client.instrument("creditCard", { broken: true });
    expect(await save(broken)).toMatchObject({ status: 409, body: notChargeable(broken) });
  });

  it("cancels what is removed from a customer, for good", async () => {
    const client = await start();
    const customer = await client.customer();
    const card = await client.instrument("creditCard");
    await client.call(`POST ${customer}/sources/${card}`);
    expect((await client.call(`DELETE ${customer}/sources/${card}`)).status).toBeLessThan(300);
    const again = await client.call(`POST ${customer}/sources/${card}`);
    expect(again).toMatchObject({ status: 409, body: notChargeable(card) });
    await expect.poll(async () => (await client.source(card)).state).toBe("cancelled");
  });

  it("charges a saved source for its customer alone, and again", async () => {
    const client = await start();
    const customer = await client.customer();
    const card = await client.instrument("creditCard");
    await client.call(`POST ${customer}/sources/${card}`);
    const cart = await client.checkout({ sourceId: card });
    const refused = await placeOrder(client, cart);
    expect(refused).toMatchObject({ status: 409, body: inUse(card) });
    const customerId = (await client.call(`GET ${customer}`)).body.id;
    await client.call(`POST /river/checkouts/${String(cart.id)}`, { customerId });
    expect((await placeOrder(client, cart)).status).toBeLessThan(300);
    const next = await client.checkout({ sourceId: card, customerId });
    expect((await placeOrder(client, next)).status).toBeLessThan(300);
    expect(await client.source(card)).toMatchObject({ state: "chargeable", reusable: true });
  });

  it("consumes a single-use source, which makes no second charge", async () => {
    const client = await start();
    const card = await client.instrument("creditCard");
    const [cart, other] = [
      await client.checkout({ sourceId: card }),
      await client.checkout({ sourceId: card }),
    ];
    expect((await placeOrder(client, cart)).status).toBeLessThan(300);
    expect((await placeOrder(client, other)).status).toBeGreaterThan(399);
    await expect.poll(async () => (await client.source(card)).state).toBe("consumed");
  });

  it.each([
    { kind: "payPal", first: "pending_redirect", tool: "authorize" },
    { kind: "wireTransfer", first: "pending_funds", tool: "fund" },
  ])("a $kind source waits until it is chargeable", async ({ kind, first, tool }) => {
    const client = await start();
    const id = await client.instrument(kind);
    expect(await client.source(id)).toMatchObject({ state: first, reusable: false });
    await client.call(`POST /lab/instruments/${id}/${tool}`, {});
    await expect.poll(async () => (await client.source(id)).state).toBe("chargeable");
  });

  it("pays with credits alone only when they cover the total", async () => {
    const client = await start();
    const cart = await client.checkout();
    await attach(client, cart, await client.credit(1));
    expect((await placeOrder(client, cart)).status).toBeGreaterThan(399);
    await attach(client, cart, await client.credit(Number(cart.totalAmount) - 1));
    expect((await placeOrder(client, cart)).status).toBeLessThan(300);
  });

  it("gives no one a thing without the key", async () => {
    const { call, keys } = await start();
    for (const key of ["", "unknown", keys.public]) {
      const { status } = await call("POST /river/customers", {}, key);
      expect([401, 403]).toContain(status);
    }
  });

  it("saves a payment option's source, and consumes what a cart was paid with", async () => {
    const client = await start();
    const { visitor } = (await client.call("POST /lab/visitors", {})).body;
    const { token } = visitor as { token: string };
    const me = (route: string, body?: Fields) => {
      const [method = "", path = ""] = route.split(" ");
      return client.call(`${method} /shop/v1/shoppers/me${path}`, body, token);
    };
    const [saved, once] = [
      await client.instrument("creditCard"),
      await client.instrument("creditCard"),
    ];
    const paymentOption = { nickName: "Mine", isDefault: "true", sourceId: saved };
    expect((await me("POST /payment-options", { paymentOption })).status).toBeLessThan(300);
    for (const sourceId of [saved, saved, once]) {
      await me("POST /carts/active?productId=1");
      await me("POST /carts/active/apply-payment-method", { paymentMethod: { sourceId } });
      expect((await me("POST /carts/active/submit-cart")).status).toBeLessThan(300);
    }
    const state = async (id: string) => (await client.call(`GET /shop/sources/${id}`)).body.state;
    await expect.poll(() => state(once)).toBe("consumed");
    expect(await state(saved)).toBe("chargeable");
  });
});

describe("a single freedom", () => {
  it.each(freedomNames)("%s still lets a card pay", async (name) => {
    const client = await startClient(onlyThese([name]));
    const cart = await client.checkout({ sourceId: await client.instrument("creditCard") });
    expect((await placeOrder(client, cart)).status).toBeLessThan(300);
  });
});

const amounts = async (client: Client, cart: Fields) =>
  Object.fromEntries(
    (await attachedTo(client, cart)).map(({ id, amount }) => [id, Number(amount)]),
  );

const attachedTo = async ({ call }: Client, cart: Fields) =>
  sourcesIn((await call(`GET /river/checkouts/${String(cart.id)}`)).body);

const attach = ({ call }: Client, cart: Fields, sourceId: string, via = "path") =>
  via === "path"
    ? call(`POST /river/checkouts/${String(cart.id)}/sources/${sourceId}`)
    : call(`POST /river/checkouts/${String(cart.id)}`, { sourceId });

const placeOrder = ({ call }: Client, cart: Fields) =>
  call("POST /river/orders", { checkoutId: cart.id });
