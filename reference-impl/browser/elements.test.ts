import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violations } from "./testing/axe.ts";
import type { ShopPage, ShopWorld } from "./testing/shop-page.ts";
import { cards, checkout, fillCard, mountCard, owner, shopWorld } from "./testing/shop-page.ts";

let world: ShopWorld;
let shop: ShopPage;

beforeAll(async () => {
  world = await shopWorld();
  shop = await world.open();
});
afterAll(async () => {
  await shop.close();
  await world.close();
});
beforeEach(() => shop.renew());

const create = (data: object) => `return dr.createSource(card.number, ${JSON.stringify(data)});`;
const withoutElement = (data: object) => `return dr.createSource(${JSON.stringify(data)});`;
const card = (number: string) => ({
  type: "creditCard",
  owner,
  creditCard: { number, expirationMonth: 3, expirationYear: 2030, cvv: "123" },
});

describe("a card in elements", () => {
  it("becomes a source as the documentation shows it", async () => {
    const { sessionId } = await checkout(world.client);
    await shop.run(mountCard);
    await fillCard(shop, cards.succeeds);
    const { source, error } = await shop.run(create({ type: "creditCard", sessionId, owner }));
    expect(error).toBeUndefined();
    expect(source).toMatchObject({
      type: "creditCard",
      state: "chargeable",
      reusable: false,
      flow: "standard",
      sessionId,
      amount: "21.61",
      currency: "USD",
      owner,
      creditCard: {
        brand: "Visa",
        expirationMonth: 3,
        expirationYear: 2030,
        lastFourDigits: "1111",
      },
      liveMode: false,
    });
    expect(source.clientSecret).toMatch(new RegExp(`^${source.id}_.+`));
    expect(source.createdTime).toMatch(/\.\d{3}Z$/);
  });

  it.each([
    { name: "nothing is filled in", number: "", want: "incomplete_card_number" },
    { name: "digits are missing", number: "44442222", want: "incomplete_card_number" },
    {
      name: "the number has no valid check digit",
      number: "4444222233331112",
      want: "invalid_card_number",
    },
  ])("is refused while $name", async ({ number, want }) => {
    await shop.run(mountCard);
    await fillCard(shop, number);
    const { source, error } = await shop.run(create({ type: "creditCard", owner }));
    expect(source).toBeUndefined();
    expect(error.type).toBe("validation_error");
    expect(error.errors).toEqual([{ code: want, message: expect.any(String) }]);
  });

  it("is declined where the test card says so", async () => {
    await shop.run(mountCard);
    await fillCard(shop, cards.declined);
    const { source, error } = await shop.run(create({ type: "creditCard", owner }));
    expect(source).toBeUndefined();
    expect(error.errors[0].code).toBe("declined");
  });

  it("tells of itself in events and classes", async () => {
    await shop.run(mountCard);
    await shop.run(`
      for (const name of ["focus", "blur", "change", "return"]) card.number.on(name, heard(name));`);
    const field = shop.frame("Card number").getByLabel("Card number");
    await field.pressSequentially("4444");
    const classes = () => shop.run(`return document.getElementById("card-number").className;`);
    await expect.poll(classes).toBe("DRElement DRElement--focus");
    await field.fill(cards.succeeds);
    await field.press("Enter");
    await shop.frame("Security code").getByLabel("Security code").focus();
    await shop.run(`await until("blur");`);
    const events: { name: string; data: object }[] = await shop.run("return events;");
    expect(events[0]).toEqual({ name: "focus", data: { elementType: "cardnumber" } });
    const changes = events.filter(({ name }) => name === "change").map(({ data }) => data);
    expect(changes[0]).toMatchObject({
      elementType: "cardnumber",
      brand: "visa",
      complete: false,
      error: { type: "validation_error", code: "incomplete_card_number" },
    });
    expect(changes.at(-1)).toMatchObject({ complete: true, empty: false, error: null });
    expect(events.map(({ name }) => name)).toContain("return");
    await expect.poll(classes).toBe("DRElement DRElement--complete");
    expect(JSON.stringify(events)).not.toContain(cards.succeeds);
  });

  it("can be taken off the page and put back, until it is destroyed", async () => {
    await shop.run(mountCard);
    await shop.run("card.cvv.unmount();");
    expect(await shop.page.locator("iframe").count()).toBe(2);
    await shop.run(`card.cvv.mount("card-cvv"); card.cvv.destroy();`);
    expect(
      await shop.run(`try { card.cvv.mount("card-cvv"); } catch (error) { return error.message; }`),
    ).toContain("destroyed");
    expect(
      await shop.run(`try { dr.createElement("cash"); } catch (error) { return error.message; }`),
    ).toContain("cash");
  });

  it.each(["light", "dark"] as const)("takes the colours of the page, %s", async (colorScheme) => {
    await shop.page.emulateMedia({ colorScheme });
    await shop.run(mountCard);
    await fillCard(shop, "4444222233331112");
    const root = shop.frame("Card number").locator("html");
    expect(await root.getAttribute("style")).toBe(`color-scheme: ${colorScheme};`);
    expect(await violations(shop.page)).toEqual([]);
  });
});

describe("other elements", () => {
  it("a bank is chosen from those of the place", async () => {
    await shop.run(`
      window.bank = dr.createElement("onlinebanking", { onlineBanking: { country: "US", currency: "USD" } });
      bank.on("ready", heard("ready")); bank.on("change", heard("change"));
      bank.mount("other"); await until("ready");`);
    expect(await shop.run(`return until("ready");`)).toMatchObject({ hasAvailableBanks: true });
    await shop.frame("Bank").getByLabel("Bank").selectOption("HW02");
    expect(await shop.run(`return until("change");`)).toMatchObject({
      complete: true,
      value: "HW02",
    });
    const { source } = await shop.run(
      `return dr.createSource(bank, { type: "onlineBanking", onlineBanking: { returnUrl: location.href } });`,
    );
    expect(source).toMatchObject({ state: "pending_redirect", onlineBanking: {} });
    expect(await shop.run(`return dr.retrieveOnlineBankingBanks("US", "USD");`)).toContainEqual({
      bankCode: "HW02",
      bankName: expect.any(String),
    });
  });

  it("PayPal opens the provider and hands over what was approved", async () => {
    await shop.run(`
      const paypal = dr.createElement("paypal", { sourceData: { type: "payPal", amount: 10, currency: "USD" } });
      paypal.on("source", heard("source")); paypal.on("cancel", heard("cancel"));
      paypal.mount("other");`);
    const button = shop.frame("PayPal").getByRole("button");
    const decide = async (decision: string) => {
      const [popup] = await Promise.all([shop.page.waitForEvent("popup"), button.click()]);
      await popup.getByRole("button", { name: decision }).click();
    };
    await decide("Decline");
    expect(await shop.run(`return until("cancel");`)).toEqual({ elementType: "paypal" });
    await decide("Approve");
    const { source } = await shop.run(`return until("source");`);
    expect(source).toMatchObject({ state: "chargeable", type: "payPal" });
  });

  it("the account to pay to is shown to whoever has the client secret", async () => {
    const { source } = await shop.run(
      withoutElement({ type: "wireTransfer", amount: 10, currency: "USD" }),
    );
    expect(source).toMatchObject({ state: "pending_funds", flow: "receiver", amount: "10.00" });
    await shop.run(`dr.createElement("delayedpaymentinstructions", {
      sourceId: "${source.id}", sourceClientSecret: "${source.clientSecret}" }).mount("other");`);
    const bank = shop.frame("Pay to this account").getByText("Sandbox Bank");
    expect(await bank.innerText()).toBe("Sandbox Bank");
  });
});

const ask = (filters: object) =>
  shop.run(`return dr.retrieveAvailablePaymentMethods(${JSON.stringify(filters)});`);
const types = ({ paymentMethods }: { paymentMethods: { type: string }[] }) =>
  paymentMethods.map(({ type }) => type);

describe("the methods of the object", () => {
  it("retrieve a source for its secret alone", async () => {
    const { source } = await shop.run(withoutElement(card(cards.succeeds)));
    const again = await shop.run(
      `return dr.retrieveSource("${source.id}", "${source.clientSecret}");`,
    );
    expect(again.source).toEqual(source);
    const refused = await shop.run(`return dr.retrieveSource("${source.id}", "guess");`);
    expect(refused.source).toBeUndefined();
    expect(refused.error.type).toBe("not_found");
  });

  it("update the owner and the expiry of a card, and nothing else", async () => {
    const { id: checkoutId, sessionId } = await checkout(world.client);
    const { source } = await shop.run(withoutElement({ ...card(cards.succeeds), sessionId }));
    const { id, clientSecret } = source;
    const moved = { ...owner, address: { ...owner.address, line1: "2 Quay" } };
    await shop.run(`
      window.expiration = dr.createElement("cardexpiration");
      expiration.on("ready", heard("ready")); expiration.mount("card-expiration"); await until("ready");`);
    await shop.frame("Expiration date").getByLabel("Expiration date").fill("1133");
    const data = { id, sessionId, clientSecret, owner: moved, amount: "1.00", reusable: true };
    const updated = await shop.run(`return dr.updateSource(expiration, ${JSON.stringify(data)});`);
    expect(updated.source).toEqual({
      ...source,
      owner: moved,
      creditCard: { ...source.creditCard, expirationMonth: 11, expirationYear: 2033 },
    });
    await world.client.post(`/checkouts/${checkoutId}/sources/${id}`);
    const { body } = await world.client.get(`/sources/${id}`);
    expect(body).toMatchObject({ amount: 21.61, reusable: false, owner: moved });
  });

  it.each([
    { name: "without its secret", change: { clientSecret: undefined }, code: "missing_parameter" },
    { name: "with another secret", change: { clientSecret: "guess" }, code: "source_not_found" },
    { name: "in an unknown session", change: { sessionId: "none" }, code: "session_not_found" },
  ])("do not update a source $name", async ({ change, code }) => {
    const { source } = await shop.run(withoutElement(card(cards.succeeds)));
    const data = { id: source.id, clientSecret: source.clientSecret, owner, ...change };
    const { error } = await shop.run(`return dr.updateSource(${JSON.stringify(data)});`);
    expect(error.errors[0].code).toBe(code);
  });

  it("list the ways to pay, by session and by filter", async () => {
    const { sessionId } = await checkout(world.client);
    const ofSession = await ask({ sessionId });
    expect(ofSession.sessionInformation).toEqual({
      currency: "USD",
      country: "US",
      amount: "21.61",
    });
    expect(types(ofSession)).toContain("wireTransfer");
    expect(types(ofSession)).not.toContain("konbini");
    expect(types(await ask({ currency: "JPY", country: "JP" }))).toContain("konbini");
    expect(types(await ask({ supportsStorage: true }))).not.toContain("wireTransfer");
    expect((await ask({ sessionId: "none" })).error.errors[0].code).toBe("session_not_found");
  });

  it("refuse a confidential key", async () => {
    expect(
      await shop.run(
        `try { new DigitalRiver("sk_test_headwater"); } catch (error) { return error.message; }`,
      ),
    ).toContain("confidential");
  });
});

const made = async (number: string) => {
  const { sessionId } = await checkout(world.client);
  const { source } = await shop.run(withoutElement(card(number)));
  return { sessionId, sourceId: source.id, sourceClientSecret: source.clientSecret };
};
const start = (data: object) =>
  shop.run(`dr.authenticateSource(${JSON.stringify(data)}).then(heard("status"));`);
const status = () => shop.run(`return until("status");`);
const bank = () => shop.frame("Confirm that it is you");

describe("authenticating", () => {
  it("is not required for an ordinary card", async () => {
    await start(await made(cards.succeeds));
    expect(await status()).toEqual({ status: "authentication_not_required" });
  });

  it("is complete when the customer answered their bank, once for a session", async () => {
    const data = await made(cards.challenged);
    await start(data);
    await bank().getByLabel("Password").fill("wrong");
    await bank().getByRole("button", { name: "Confirm" }).click();
    await bank().getByText("This is not the password.").waitFor();
    await bank().getByLabel("Password").fill("password");
    await bank().getByRole("button", { name: "Confirm" }).click();
    expect(await status()).toEqual({ status: "complete" });
    const again = (sessionId: string) =>
      shop.run(`return Promise.race([dr.authenticateSource(${JSON.stringify({ ...data, sessionId })}),
        new Promise((resolve) => { const look = setInterval(() => { if (document.querySelector("dialog")) { clearInterval(look); resolve("asked"); } }, 10); })]);`);
    expect(await again(data.sessionId)).toEqual({ status: "complete" });
    expect(await again((await checkout(world.client)).sessionId)).toBe("asked");
  });

  it("fails when the customer gives up", async () => {
    await start(await made(cards.challenged));
    await bank().getByRole("button", { name: "Cancel" }).click();
    expect(await status()).toEqual({ status: "failed" });
    expect(await shop.page.locator("dialog").count()).toBe(0);
  });

  it.each([
    { name: "no session", change: { sessionId: undefined }, code: "missing_parameter" },
    { name: "an unknown session", change: { sessionId: "none" }, code: "session_not_found" },
    { name: "another secret", change: { sourceClientSecret: "guess" }, code: "source_not_found" },
    { name: "an unknown source", change: { sourceId: "none" }, code: "source_not_found" },
  ])("fails with $name", async ({ change, code }) => {
    await start({ ...(await made(cards.challenged)), ...change });
    const { status: outcome, error } = await status();
    expect([outcome, error.errors[0].code]).toEqual(["failed", code]);
  });

  it("precedes a source that is made in a session", async () => {
    const { sessionId } = await checkout(world.client);
    await shop.run(mountCard);
    await fillCard(shop, cards.challenged, "737");
    const data = { type: "creditCard", sessionId, owner };
    await shop.run(`dr.createSource(card.number, ${JSON.stringify(data)}).then(heard("status"));`);
    await bank().getByLabel("Password").fill("1234");
    await bank().getByRole("button", { name: "Confirm" }).click();
    expect((await status()).source).toMatchObject({ state: "chargeable", sessionId });
  });
});

it("nothing is left in the console", () => {
  expect(shop.complaints).toEqual([]);
});
