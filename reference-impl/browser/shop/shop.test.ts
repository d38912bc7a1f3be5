import { EventEmitter, once } from "node:events";
import type { BrowserContext, FrameLocator, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { defaultKeys } from "../../context.ts";
import { onSocket } from "../../testing/socket.ts";
import { faintTexts, violations } from "../testing/axe.ts";
import { sharedChromium } from "../testing/chromium.ts";
import { cards, complaintsOf } from "../testing/shop-page.ts";

let sandbox: Awaited<ReturnType<typeof onSocket>>;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  sandbox = await onSocket();
  context = await (await sharedChromium()).newContext();
  page = await context.newPage();
  complaints = complaintsOf(page);
});
// Without the cookie, the next test is another visitor.
afterEach(() => context.clearCookies());
afterAll(async () => {
  await context.close();
  await sandbox.close();
});

const at = (path: string) => page.goto(`${sandbox.origin}/shop${path}`);
const click = (name: string | RegExp) => page.getByRole("button", { name }).click();
const form = (): FrameLocator => page.frameLocator('iframe[title="Payment method"]');

async function checkOut(api: string): Promise<void> {
  await at("");
  await page.getByLabel("Quantity").first().fill("1");
  await page.getByLabel(api).check();
  await click("Check out");
  await click("Continue to payment");
}

async function choose(method: string): Promise<void> {
  await form().getByLabel(method, { exact: true }).check();
  await form()
    .getByLabel(/Terms of Sale/)
    .check();
  await form().getByRole("button", { name: "Continue" }).click();
}

async function payByCard(number: string, saves: boolean): Promise<void> {
  await form().getByLabel("Card number").fill(number);
  await form().getByLabel("Expiration date").fill("0330");
  await form().getByLabel("Security code").fill("737");
  if (saves)
    await form()
      .getByLabel(/Save this/)
      .check();
  await choose("Credit or debit card");
}

/** What comes from this address next arrives when it is released. */
async function holdBack(address: string): Promise<() => void> {
  const release = new EventEmitter();
  const released = once(release, "now");
  const late = async (route: Route) => {
    await released;
    await route.continue();
  };
  await page.route(address, late, { times: 1 });
  return () => void release.emit("now");
}

/** What the page of the order says of it. */
async function placeOrder(): Promise<string> {
  await page.waitForURL("**/shop/review");
  await click("Place order");
  return standing();
}

const standing = () => page.locator(".standing").innerText();

const paid = /The order is paid/;

describe.each(["Digital River API", "Commerce API"])("on the %s", (api) => {
  it("a card pays once, is saved, and pays again when its bank was answered", async () => {
    await checkOut(api);
    await payByCard(cards.challenged, true);
    await form().getByLabel("Password").fill("password");
    await form().getByRole("button", { name: "Confirm" }).click();
    expect(await placeOrder()).toMatch(paid);
    await checkOut(api);
    await click("Use MasterCard ending in 5454");
    const bank = page.frameLocator('iframe[title="Confirm that it is you"]');
    await bank.getByLabel("Password").fill("1234");
    await bank.getByRole("button", { name: "Confirm" }).click();
    expect(await placeOrder()).toMatch(paid);
  });

  it("store credit goes before a wire transfer, whose money arrives later", async () => {
    await checkOut(api);
    await click(/store credit/);
    await choose("Wire transfer");
    expect(await placeOrder()).toMatch(/waits for your money/);
    await page.frameLocator("#instructions iframe").getByText("35.91 USD").waitFor();
    await click(/let the money arrive/);
    await page.getByText(paid).waitFor();
    expect(await page.getByText("$10.00").count()).toBe(1);
  });

  it("a provider is visited at once, in a window of its own", async () => {
    await checkOut(api);
    const [provider] = await Promise.all([page.waitForEvent("popup"), choose("PayPal")]);
    await provider.getByRole("button", { name: "Approve" }).click();
    expect(await placeOrder()).toMatch(paid);
  });

  it("a provider is visited with the order, where the shop wants it", async () => {
    await checkOut(api);
    await page.getByRole("link", { name: /with the order/ }).click();
    await choose("Klarna");
    await page.waitForURL("**/shop/review");
    await click("Place order");
    await click("Approve");
    expect(await standing()).toMatch(paid);
  });

  it("what is saved can be added, changed, preferred and removed", async () => {
    await at("");
    await page.getByLabel(api).check();
    await click("Check out");
    // Else the shop may go to its next page when we have gone to another.
    await page.waitForURL("**/shop/checkout");
    await at("/methods");
    for (const [number, last] of [
      [cards.succeeds, "1111"],
      ["5466160000000008", "0008"],
    ]) {
      await form()
        .getByLabel("Card number")
        .fill(number ?? "");
      await form().getByLabel("Expiration date").fill("0330");
      await form().getByLabel("Security code").fill("123");
      await form()
        .getByLabel(/to my account/)
        .check();
      await form().getByRole("button", { name: "Save" }).click();
      await page.getByText(`ending in ${last}`).waitFor();
    }
    const row = (last: string) => page.getByRole("listitem").filter({ hasText: last });
    expect(await row("1111").getByText("Default").count()).toBe(1);
    await row("0008")
      .getByRole("button", { name: /Make default/ })
      .click();
    await row("0008").getByText("Default", { exact: true }).waitFor();
    const change = row("0008").getByRole("button", { name: /expiry/ });
    const release = await holdBack("**/shop/shop.js");
    await page.reload({ waitUntil: "commit" });
    await change.waitFor();
    // What needs the script waits for it: no click is lost.
    expect(await change.isDisabled()).toBe(true);
    release();
    await change.click();
    const expiry = page
      .frameLocator('iframe[title="Expiration date"]')
      .getByLabel("Expiration date");
    await expiry.fill("1133");
    await click("Save expiry");
    await row("0008").getByText("expires 11/2033").waitFor();
    await row("1111")
      .getByRole("button", { name: /Remove/ })
      .click();
    await row("1111").waitFor({ state: "detached" });
    expect(await page.getByText("ending in").count()).toBe(1);
  });
});

it("a charge that fails is said, and the shop goes on", async () => {
  await checkOut("Digital River API");
  await payByCard("4000000000003600", false);
  await page.waitForURL("**/shop/review");
  await click("Place order");
  expect(await page.locator("main .problem").innerText()).toBe("Failed to charge source.");
});

it("every page passes axe in light and dark, fits a narrow screen and holds no confidential key", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await at("");
  expect(await faultsOf()).toEqual([]);
  await click("Check out");
  expect(await faultsOf()).toEqual([]);
  await click("Continue to payment");
  await form().getByLabel("Card number").waitFor();
  expect(await faultsOf()).toEqual([]);
  await payByCard(cards.succeeds, true);
  await page.waitForURL("**/shop/review");
  expect(await faultsOf()).toEqual([]);
  await click("Place order");
  await page.getByText(paid).waitFor();
  expect(await faultsOf()).toEqual([]);
  await at("/methods");
  await form().getByLabel("Card number").waitFor();
  expect(await faultsOf()).toEqual([]);
}, 120_000);

/** What is wrong with the page that is open. */
async function faultsOf(): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const faults = [...(await violations(page))];
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await faintTexts(page)));
  if ((await page.evaluate("document.documentElement.scrollWidth")) !== 390)
    faults.push("too wide");
  if ((await page.content()).includes(defaultKeys.confidential)) faults.push("shows the key");
  return faults;
}

it("nothing is left in the console", () => {
  expect(complaints).toEqual([]);
});
