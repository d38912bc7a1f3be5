import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedChromium } from "../browser/testing/chromium.ts";
import { faintTexts, violations } from "../browser/testing/axe.ts";
import { complaintsOf } from "../browser/testing/shop-page.ts";
import { onSocket } from "../testing/socket.ts";
import { createRequestLog, logLine } from "./requests.ts";

let world: Awaited<ReturnType<typeof onSocket>>;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  world = await onSocket({}, createRequestLog(3, Date.now));
  const browser = await sharedChromium();
  page = await (await browser.newContext({ colorScheme: "dark" })).newPage();
  complaints = complaintsOf(page);
  await page.goto(world.origin);
});

afterAll(async () => {
  await page.context().close();
  await world.close();
});

const source = async (type: string) =>
  (await world.client.post("/_sandbox/sources", { type, outcome: "first" })).body;
const row = (id: string) => page.getByRole("row").filter({ hasText: id });

describe("the page of the sandbox", () => {
  it("says what it is and how to begin", async () => {
    const text = await page.locator("main").innerText();
    expect(text).toContain("sk_test_headwater");
    expect(text).toContain(`curl ${world.origin}/checkouts`);
  });

  it("shows by itself what comes, and the answers of the last requests", async () => {
    const { id } = await source("payPal");
    const [, example = ""] = /-d '(.*)'/.exec(await page.locator("#begin ~ pre").innerText()) ?? [];
    const checkout = await world.client.post("/checkouts", JSON.parse(example));
    await row(id).waitFor();
    await world.client.get("/sources/none");
    const request = page.locator("details").filter({ hasText: "/sources/none" });
    await request.locator("summary").click();
    await world.client.post("/customers", { email: "<b>ada</b>@example.test" });
    await page.locator("details").filter({ hasText: "<b>ada</b>" }).waitFor();
    expect(await request.innerText()).toContain('"code": "not_found"');
    expect(checkout.status).toBe(201);
    expect(await page.locator("#requests summary").count()).toBe(3);
  });

  it("lets a person approve, decline, fund, expire and fail", async () => {
    for (const [type, event, state] of [
      ["payPal", "approve", "chargeable"],
      ["payPal", "decline", "pending_redirect"],
      ["wireTransfer", "confirm-funds", "chargeable"],
      ["wireTransfer", "expire", "failed"],
      ["creditCard", "fail", "failed"],
    ] as const) {
      const { id } = await source(type);
      await page.reload();
      await page.getByRole("button", { name: `${event} ${id}` }).click();
      await page.waitForURL(/#sources$/);
      await row(id).getByText(state).waitFor();
      expect((await world.client.get(`/sources/${id}`)).body.state).toBe(state);
    }
  });

  it("shows one account at a time", async () => {
    const { keys } = (await world.client.post("/_sandbox/accounts", {})).body;
    await page.goto(world.origin);
    await page.getByRole("link", { name: keys.public }).click();
    expect(await page.locator("#sources").innerText()).toContain("None yet.");
    expect(await page.locator("main").innerText()).toContain(keys.confidential);
    expect((await page.goto(`${world.origin}/?account=pk_none`))?.status()).toBe(404);
    await page.goto(world.origin);
  });

  it("is nobody else's to read, to frame or to use", async () => {
    const { headers } = await fetch(world.origin);
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const { id } = await source("payPal");
    const post = (more: Record<string, string>): Promise<Response> =>
      fetch(`${world.origin}/_sandbox/console/sources/${id}/approve`, {
        method: "POST",
        headers: { origin: "https://elsewhere.example", ...more },
        body: new URLSearchParams({ account: "pk_test_headwater" }),
        redirect: "manual",
      });
    expect((await post({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await world.client.get(`/sources/${id}`)).body.state).toBe("pending_redirect");
    // Behind a proxy the browser knows the page by another address than the server does.
    expect((await post({ "sec-fetch-site": "same-origin" })).status).toBe(303);
  });

  it("fits a telephone, satisfies axe in the dark, and leaves nothing in the console", async () => {
    expect(await violations(page)).toEqual([]);
    expect(await faintTexts(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    const wide = "document.documentElement.scrollWidth > innerWidth";
    expect(await page.evaluate(wide)).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe("the page of a payment provider", () => {
  it("says who asks for how much, and what happened", async () => {
    const { id, payPal } = await source("payPal");
    await page.goto(payPal.redirect.redirectUrl);
    const text = await page.locator("main").innerText();
    expect(text).toMatch(/Shop\s+a shop that named no page/);
    expect(text).toMatch(/Amount\s+open until the shop attaches it/);
    expect(text).toMatch(/Method\s+payPal/);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Decline" }).click();
    await page.getByText("You declined this payment").waitFor();
    expect((await world.client.get(`/sources/${id}`)).body.state).toBe("pending_redirect");
    expect(complaints).toEqual([]);
  });
});

it("a request is a line without keys", () => {
  const seen = { number: 1, at: 0, method: "GET", asked: "", answer: "", account: undefined };
  const path = "/payments/sources/1?apiKey=pk_1&secret=s\u001b[2J";
  expect(logLine({ ...seen, path, status: 200, durationMs: 4 })).toMatch(
    /^\d\d:\d\d:\d\d GET \/payments\/sources\/1\?apiKey=\.\.\.&secret=\.\.\. 200 4 ms$/,
  );
});
