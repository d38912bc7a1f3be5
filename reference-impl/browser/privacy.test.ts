import type { Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultKeys } from "../context.ts";
import type { ShopPage, ShopWorld } from "./testing/shop-page.ts";
import { cards, checkout, fillCard, mountCard, owner, shopWorld } from "./testing/shop-page.ts";

let world: ShopWorld;
let shop: ShopPage;
/** What the page could get hold of: every request that it made itself, and every response. */
const pageRequests: string[] = [];
const responses: Promise<string>[] = [];

beforeAll(async () => {
  world = await shopWorld();
  shop = await world.open();
  shop.page.on("request", (request) => {
    if (request.frame() === shop.page.mainFrame())
      pageRequests.push(`${request.url()} ${request.postData() ?? ""}`);
  });
  shop.page.on("requestfinished", (request) => {
    responses.push(textOf(request));
  });
  await shop.run(`
    window.taken = [];
    addEventListener("message", ({ data }) => taken.push(JSON.stringify(data)), true);
    const fetched = window.fetch;
    window.fetch = (...of) => { taken.push(JSON.stringify(of)); return fetched(...of); };
    // A page may listen in on every port that it made itself.
    const Channel = window.MessageChannel;
    window.MessageChannel = function () {
      const channel = new Channel();
      for (const port of [channel.port1, channel.port2])
        port.addEventListener("message", ({ data }) => taken.push(JSON.stringify(data)));
      return channel;
    };
    for (const type of ["keydown", "input", "change", "paste"])
      addEventListener(type, (event) => taken.push(type + event.key + event.target.value), true);`);
  await shop.run(mountCard);
  const { sessionId } = await checkout(world.client);
  await shop.run(
    `dropin(${JSON.stringify({ sessionId, billingAddress: owner })}).mount("drop-in"); await until("onReady");`,
  );
  await fillCard(shop, cards.succeeds);
  await shop.run(
    `await dr.createSource(card.number, ${JSON.stringify({ type: "creditCard", owner })});`,
  );
  const form = shop.frame("Payment method");
  await form.getByLabel("Card number").fill(cards.succeeds);
  await form.getByLabel("Expiration date").fill("0330");
  await form.getByLabel("Security code").fill("987");
  await form.getByLabel(/Terms of Sale/).check();
  await form.getByRole("button", { name: "Continue" }).click();
  await shop.run(`await until("onSuccess");`);
});
afterAll(async () => {
  await shop.close();
  await world.close();
});

/** Nothing of an answer that the browser did not keep, or of a page that is closed by then. */
const textOf = (request: Request): Promise<string> =>
  request.response().then(
    (response) => response?.text().catch(() => "") ?? "",
    () => "",
  );

const holdsCard = (text: string) =>
  [cards.succeeds, "4444 2222 3333 1111", "987"].some((secret) => text.includes(secret));

describe("a page of another origin", () => {
  it("sees no card in messages, events or its own requests", async () => {
    const taken: string[] = await shop.run("return taken;");
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(holdsCard)).toEqual([]);
    expect(pageRequests.filter(holdsCard)).toEqual([]);
    expect(holdsCard(await shop.page.content())).toBe(false);
  });

  it("cannot look into a frame, nor into what a frame keeps", async () => {
    const seen =
      await shop.run(`return [...document.querySelectorAll("iframe")].flatMap((frame) => {
      const attempt = (look) => { try { return look(); } catch (error) { return error.name; } };
      return [
        frame.contentDocument,
        attempt(() => frame.contentWindow.document.body.innerHTML),
        attempt(() => frame.contentWindow.headwaterField.details()),
        attempt(() => frame.contentWindow.location.href),
      ];
    });`);
    expect(seen).toHaveLength(16);
    expect(new Set(seen)).toEqual(new Set([null, "SecurityError"]));
  });

  it("cannot greet a frame that has been greeted, with or without its nonce", async () => {
    const answered = await shop.run(`
      const frames = [...document.querySelectorAll("iframe")];
      const answers = [];
      for (const frame of frames) for (const headwater of [new URL(frame.src).hash.slice(1), "", undefined]) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => answers.push(data);
        const setup = { key: "pk", locale: "en", scheme: "light", component: { kind: "field" } };
        frame.contentWindow.postMessage({ headwater, setup }, "*", [port2]);
        port1.postMessage({ kind: "create", call: 1, data: {} });
      }
      await dr.retrieveAvailablePaymentMethods();
      return answers;`);
    expect(answered).toEqual([]);
  });

  it("reaches the API, where its public key opens no more, and nothing else", async () => {
    const reached = await shop.run(`
      const outcomes = {};
      const paths = ["/payments/payment-methods", "/sources/none", "/shop", "/shop/payment", "/_sandbox/faults", "/checkouts"];
      for (const path of paths)
        outcomes[path] = await fetch("${world.sandbox}" + path, { headers: { authorization: "Bearer ${defaultKeys.public}" } }).then((response) => response.status, () => "blocked");
      return outcomes;`);
    expect(reached).toEqual({
      "/payments/payment-methods": 200,
      "/sources/none": 403,
      "/shop": "blocked",
      "/shop/payment": "blocked",
      "/_sandbox/faults": "blocked",
      "/checkouts": 403,
    });
  });

  it("is never sent the confidential key", async () => {
    const texts = await Promise.all(responses);
    expect(texts.length).toBeGreaterThan(4);
    expect(texts.filter((text) => text.includes(defaultKeys.confidential))).toEqual([]);
  });
});
