import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violations } from "./testing/axe.ts";
import type { ShopPage, ShopWorld } from "./testing/shop-page.ts";
import { cards, checkout, owner, shopWorld } from "./testing/shop-page.ts";

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

const form = () => shop.frame("Payment method");

/** Drop-in on a checkout of its own, ready to be filled in. */
async function mount(configuration: Readonly<Record<string, unknown>> = {}) {
  const { id, sessionId } = await checkout(world.client);
  const whole = { sessionId, billingAddress: owner, ...configuration };
  await shop.run(
    `window.mounted = dropin(${JSON.stringify(whole)}); mounted.mount("drop-in"); await until("onReady");`,
  );
  return { id, sessionId };
}

const heard = (event: string) => shop.run(`return until("${event}");`);
const submit = (name = "Continue") => form().getByRole("button", { name, exact: true }).click();

async function enterCard(number: string): Promise<void> {
  await form().getByLabel("Card number").fill(number);
  await form().getByLabel("Expiration date").fill("0330");
  await form().getByLabel("Security code").fill("737");
}

const noTerms = { showTermsOfSaleDisclosure: false };

/** Sends the customer to the provider, who decides. */
const decide = async (decision: string) => {
  const [provider] = await Promise.all([shop.page.waitForEvent("popup"), submit()]);
  const button = provider.getByRole("button", { name: decision });
  await button.waitFor();
  expect(await shop.run(`return events.map(({ name }) => name);`)).not.toContain("onSuccess");
  await button.click();
};

describe("Drop-in", () => {
  it("says what it offers once it is ready", async () => {
    await mount({ paymentMethodConfiguration: { disabledPaymentMethods: ["msts"] } });
    const { paymentMethodTypes } = await heard("onReady");
    expect(paymentMethodTypes).toEqual(
      expect.arrayContaining(["creditCard", "payPal", "wireTransfer"]),
    );
    expect(paymentMethodTypes).not.toContain("msts");
    await shop.run("mounted.unmount();");
    expect(await shop.page.locator("iframe").count()).toBe(0);
  });

  it.each([
    { name: "who agreed to have it saved", agrees: true },
    { name: "who did not", agrees: false },
  ])("gives a card of a customer $name", async ({ agrees }) => {
    const { id, sessionId } = await mount({ options: { showSavePaymentAgreement: true } });
    await enterCard(cards.succeeds);
    if (agrees)
      await form()
        .getByLabel(/Save this/)
        .check();
    await form()
      .getByLabel(/Terms of Sale/)
      .check();
    await submit();
    const { source, ...rest } = await heard("onSuccess");
    expect(source).toMatchObject({
      type: "creditCard",
      state: "chargeable",
      reusable: false,
      sessionId,
    });
    const mandate = { terms: expect.any(String), signedTime: expect.any(String) };
    expect(rest).toEqual({
      readyForStorage: agrees,
      supportsStorage: true,
      consents: { eula: false, termsOfUse: false, termsOfSale: true },
      ...(agrees ? { mandate } : {}),
    });
    const attached = await world.client.post(`/checkouts/${id}/sources/${source.id}`);
    expect(attached.status).toBe(200);
  });

  it("says beside each field what is wrong with it, and asks for the terms", async () => {
    await mount();
    await form().getByLabel("Card number").fill("4444");
    await submit();
    await form().getByText("Your card number is incomplete.").waitFor();
    expect(await form().getByText("This is needed.").count()).toBe(2);
    expect(
      await form()
        .getByLabel(/Terms of Sale/)
        .getAttribute("aria-invalid"),
    ).toBe("true");
    const number = form().getByLabel("Card number");
    expect(await number.evaluate("document.activeElement.id")).toBe("cardnumber");
    expect(await number.getAttribute("aria-describedby")).toBe("cardnumber-error");
  });

  it("reports a declined card, and the customer may try another", async () => {
    await mount({ options: noTerms });
    await enterCard(cards.declined);
    await submit();
    expect(await heard("onError")).toMatchObject({ paymentMethod: "creditCard" });
    await form()
      .getByRole("alert")
      .getByText(/declined/)
      .waitFor();
    await enterCard(cards.succeeds);
    await submit();
    expect((await heard("onSuccess")).source.state).toBe("chargeable");
  });

  it("lets the bank ask the customer before it succeeds", async () => {
    await mount({ options: { ...noTerms, showSavePaymentAgreement: true } });
    await enterCard(cards.challenged);
    await form()
      .getByLabel(/Save this/)
      .check();
    await submit();
    await form().getByLabel("Password").waitFor();
    expect(await shop.run(`return events.map(({ name }) => name);`)).toEqual(["onReady"]);
    await form().getByLabel("Password").fill("password");
    await form().getByRole("button", { name: "Confirm" }).click();
    expect(await heard("onSuccess")).toMatchObject({ readyForStorage: true });
  });

  it("is no success when the customer does not answer the bank", async () => {
    await mount({ options: noTerms, billingAddress: { ...owner, lastName: "SCATest" } });
    await form().getByLabel("Google Pay").check();
    await submit();
    await form().getByRole("button", { name: "Cancel" }).click();
    expect(await heard("onError")).toMatchObject({ paymentMethod: "googlePay" });
  });

  it("waits for the approval of a redirect, or hears that there is none", async () => {
    await mount({ options: noTerms });
    await form().getByLabel("PayPal", { exact: true }).check();
    await decide("Decline");
    expect(await heard("onCancel")).toEqual({ paymentMethod: "payPal" });
    await decide("Approve");
    expect(await heard("onSuccess")).toMatchObject({
      source: { state: "chargeable" },
      supportsStorage: false,
    });
  });

  it("leaves the redirect to a shop that asks for it", async () => {
    const returnUrl = `${world.shop}/elsewhere`;
    const redirect = { disableAutomaticRedirects: true, returnUrl, cancelUrl: returnUrl };
    await mount({ options: { ...noTerms, redirect } });
    await form().getByLabel("PayPal", { exact: true }).check();
    await submit();
    const { source } = await heard("onSuccess");
    expect(source).toMatchObject({ state: "pending_redirect", redirect: { returnUrl } });
    await shop.page.goto(source.redirect.redirectUrl);
    await shop.page.getByRole("button", { name: "Approve" }).click();
    await shop.page.waitForURL(returnUrl);
  });

  it("succeeds with a wire transfer that waits for its funds, and is not to be saved", async () => {
    await mount({ options: { ...noTerms, showSavePaymentAgreement: true } });
    await form().getByLabel("Wire transfer").check();
    expect(
      await form()
        .getByLabel(/Save this/)
        .isVisible(),
    ).toBe(false);
    await submit();
    expect(await heard("onSuccess")).toMatchObject({
      source: { state: "pending_funds", flow: "receiver", type: "wireTransfer" },
      readyForStorage: false,
      supportsStorage: false,
    });
  });

  it("in an account, asks for the agreement and has no session", async () => {
    await mount({ sessionId: undefined, options: { flow: "managePaymentMethods" } });
    expect((await heard("onReady")).paymentMethodTypes).not.toContain("wireTransfer");
    await enterCard(cards.succeeds);
    await submit();
    await form().getByText("Please agree to continue.").waitFor();
    await form()
      .getByLabel(/to my account/)
      .check();
    await submit();
    const { source, readyForStorage } = await heard("onSuccess");
    expect([source.sessionId, readyForStorage]).toEqual([undefined, true]);
  });

  it("needs a session or an address, and a session that exists", async () => {
    expect(await shop.run(`try { dropin({}); } catch (error) { return error.message; }`)).toContain(
      "sessionId",
    );
    await shop.run(`dropin({ sessionId: "none" }).mount("drop-in");`);
    expect(await heard("onError")).toMatchObject({ errors: [{ code: "session_not_found" }] });
  });

  it("speaks the language of the locale", async () => {
    await shop.run(`new DigitalRiver("pk_test_headwater", { locale: "de-DE" })
      .createDropin({ billingAddress: ${JSON.stringify(owner)} }).mount("drop-in");`);
    const label = shop.frame("Zahlungsart").getByText("Kartennummer");
    expect(await label.innerText()).toBe("Kartennummer");
  });

  it("can be filled in by keyboard alone", async () => {
    await mount({ options: { showSavePaymentAgreement: true } });
    const { keyboard } = shop.page;
    await shop.page.locator("#before").focus();
    const steps = [
      "Tab",
      "Tab",
      cards.succeeds,
      "Tab",
      "0330",
      "Tab",
      "123",
      "Tab",
      "Tab",
      "Space",
      "Tab",
      "Space",
      "Enter",
    ];
    for (const step of steps) {
      if (/^\d/.test(step)) await keyboard.type(step);
      else await keyboard.press(step);
    }
    expect(await heard("onSuccess")).toMatchObject({ readyForStorage: true });
  });

  it.each(["light", "dark"] as const)(
    "axe finds nothing wrong with it, %s",
    async (colorScheme) => {
      await shop.page.emulateMedia({ colorScheme });
      await mount({ options: { showSavePaymentAgreement: true } });
      await form().getByText("Test cards").click();
      await submit();
      expect(await violations(shop.page)).toEqual([]);
      await form()
        .getByRole("button", { name: /authentication/ })
        .click();
      await form()
        .getByLabel(/Terms of Sale/)
        .check();
      await submit();
      await form().getByLabel("Password").waitFor();
      expect(await violations(shop.page)).toEqual([]);
    },
  );

  it("leaves nothing in the console", () => {
    expect(shop.complaints).toEqual([]);
  });
});
