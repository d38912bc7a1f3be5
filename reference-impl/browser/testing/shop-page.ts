import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, FrameLocator, Page } from "playwright-core";
import { defaultKeys } from "../../context.ts";
import type { Client } from "../../testing/client.ts";
import { onSocket } from "../../testing/socket.ts";
import { sharedChromium } from "./chromium.ts";

/** A sandbox, and a page of a shop on another site that has loaded the library from it. */
export interface ShopWorld {
  readonly client: Client;
  readonly sandbox: string;
  readonly shop: string;
  readonly open: (options?: BrowserContextOptions) => Promise<ShopPage>;
  readonly close: () => Promise<void>;
}

export interface ShopPage {
  readonly page: Page;
  /** Runs in the page, where `dr` is the DigitalRiver object and `events` what was heard. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly run: (script: string) => Promise<any>;
  readonly frame: (title: string) => FrameLocator;
  /** What the console said, and which requests failed. */
  readonly complaints: readonly string[];
  /** The page anew; cheaper than another one. */
  readonly renew: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function shopWorld(): Promise<ShopWorld> {
  const [sandbox, browser] = await Promise.all([onSocket(), sharedChromium()]);
  const server = await serve(pageOf(sandbox.origin));
  const shop = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    client: sandbox.client,
    sandbox: sandbox.origin,
    shop,
    open: (options) => open(browser, shop, options),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await sandbox.close();
    },
  };
}

async function open(
  browser: Browser,
  shop: string,
  options: BrowserContextOptions = {},
): Promise<ShopPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(shop);
  return {
    page,
    run: (script) => page.evaluate(`(async () => { ${script} })()`),
    frame: (title) => page.frameLocator(`iframe[title="${title}"]`),
    complaints,
    renew: async () => {
      await page.goto(shop);
    },
    close: () => context.close(),
  };
}

/** Refusals of the API show up in the console of every browser, and are none of the page's fault. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isRefusal = /status of 40[0-9]/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isRefusal)
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

function serve(html: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isPage = request.url === "/" || request.url === "/elsewhere";
    response.writeHead(isPage ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(isPage ? html : "");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const pageOf = (sandbox: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta name="color-scheme" content="light dark" />
    <title>A shop</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${sandbox}/v1/css/DigitalRiver.css" />
    <script src="${sandbox}/v1/DigitalRiver.js"></script>
  </head>
  <body>
    <main>
      <h1>A shop</h1>
      <button id="before">Before</button>
      <div id="card-number"></div>
      <div id="card-expiration"></div>
      <div id="card-cvv"></div>
      <div id="other"></div>
      <div id="drop-in"></div>
      <button id="after">After</button>
    </main>
    <script>
      const messages = [];
      addEventListener("message", ({ data }) => messages.push(data));
      const events = [];
      const dr = new DigitalRiver("${defaultKeys.public}", { locale: "en-US" });
      const heard = (name) => (data) => events.push({ name, data });
      const dropin = (configuration) => dr.createDropin({
        onReady: heard("onReady"), onSuccess: heard("onSuccess"),
        onError: heard("onError"), onCancel: heard("onCancel"),
        ...configuration,
      });
      const until = async (name) => {
        while (true) {
          const found = events.find((event) => event.name === name);
          if (found) return found.data;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
    </script>
  </body>
</html>`;

export const owner = {
  firstName: "Ada",
  lastName: "Stone",
  email: "ada@example.test",
  phoneNumber: "000",
  address: { line1: "1 Quay", city: "Minnetonka", state: "MN", postalCode: "55343", country: "US" },
};

/** A checkout of 21.61 USD. */
export async function checkout(client: Client): Promise<{ id: string; sessionId: string }> {
  const { body } = await client.post("/checkouts", {
    currency: "USD",
    taxInclusive: false,
    email: owner.email,
    billTo: { name: "Ada Stone", address: owner.address },
    items: [{ skuId: "900200", quantity: 2, price: 10 }],
  });
  return { id: body.id, sessionId: body.payment.session.id };
}

/** Mounts the three fields of a card and waits until they can be filled. */
export const mountCard = `
  const number = dr.createElement("cardnumber"), expiration = dr.createElement("cardexpiration"), cvv = dr.createElement("cardcvv");
  window.card = { number, expiration, cvv };
  const ready = [number, expiration, cvv].map((element) => new Promise((resolve) => element.on("ready", resolve)));
  number.mount("card-number"); expiration.mount("card-expiration"); cvv.mount("card-cvv");
  await Promise.all(ready);`;

export async function fillCard({ frame }: ShopPage, number: string, code = "123"): Promise<void> {
  await frame("Card number").getByLabel("Card number").fill(number);
  await frame("Expiration date").getByLabel("Expiration date").fill("0330");
  await frame("Security code").getByLabel("Security code").fill(code);
}

export const cards = {
  succeeds: "4444222233331111",
  challenged: "5454545454545454",
  declined: "4000000000003295",
} as const;
