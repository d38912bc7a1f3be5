import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { type Client, createClient } from "./testing/client.ts";
import { openShop } from "./testing/shop.ts";
import { openStorefront } from "./testing/shopper.ts";
import { onSocket } from "./testing/socket.ts";
import { createApp } from "./app.ts";
import { createContext, defaultKeys, type ServerOptions } from "./context.ts";

const origin = "http://127.0.0.1:8765";

function open(options: ServerOptions = {}) {
  const send = createApp(createContext({ deliver: () => undefined, ...options }));
  return { send, client: createClient(send, origin) };
}

const post = (path: string, body: string, further: RequestInit = {}) =>
  new Request(`${origin}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${defaultKeys.confidential}` },
    body,
    ...further,
  });

const places = ["/_sandbox/accounts", "/_sandbox/sources", "/customers", "/v1/shoppers/me"];

describe("what a request may hold", () => {
  it.each(places)("is no endless body: %s", async (path) => {
    const server = await onSocket({ bounds: { bodyBytes: 100_000 } });
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(50_000));
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const status = await fetch(`${server.origin}${path}`, init).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(sent).toBeLessThan(1000);
    const large = { method: "POST", body: "x".repeat(200_000) };
    expect((await fetch(`${server.origin}${path}`, large)).status).toBe(413);
    await server.close();
  });

  it.each(places.slice(0, 3))(
    "is neither nested without end nor a text without end: %s",
    async (path) => {
      const { send } = open();
      const nested = `{"metadata":${"[".repeat(5000)}${"]".repeat(5000)}}`;
      expect((await send(post(path, nested))).status).toBe(400);
      expect((await send(post(path, `{"email":"${"a".repeat(20_000)}"}`))).status).toBe(400);
    },
  );
});

describe("accounts", () => {
  it("are so many at most: the oldest goes, and never the first of all", async () => {
    const { client } = open({ bounds: { accounts: 3 } });
    const keys: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      keys.push((await client.post("/_sandbox/accounts", {})).body.keys.confidential);
    }
    const known = [defaultKeys.confidential, ...keys].map(
      async (key) => (await client.call("GET", "/customers", undefined, { key })).status,
    );
    expect(await Promise.all(known)).toEqual([200, 401, 401, 200, 200]);
  });
});

function openSmall() {
  const { client } = open({ bounds: { resources: 3 } });
  return { client, shop: openShop(client) };
}

const statusOf = async (client: Client, path: string) => (await client.get(path)).status;

describe("an account keeps so many of each resource", () => {
  const goods = { name: "Map", eccn: "EAR99", taxCode: "4323.310_D", countryOfOrigin: "US" };
  const purchase = { currency: "USD", items: [{ skuId: "map", quantity: 1, price: 20 }] };
  const webhook = { types: ["*"], address: "http://127.0.0.1:9/" };

  it.each([
    { path: "/customers", body: {} },
    { path: "/checkouts", body: purchase },
    { path: "/skus", body: goods },
    { path: "/webhooks", body: webhook },
  ])("the oldest of $path go, and others stay", async ({ path, body }) => {
    const { client, shop } = openSmall();
    const source = await shop.primary();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await client.post(path, body)).body.id);
    const statuses: number[] = [];
    for (const id of ids) statuses.push(await statusOf(client, `${path}/${id}`));
    expect(statuses).toEqual([404, 404, 200, 200, 200]);
    expect(await statusOf(client, `/sources/${source.id}`)).toBe(200);
  });

  it("and as many events", async () => {
    const { client } = openSmall();
    for (let count = 0; count < 5; count += 1) await client.post("/customers", {});
    expect((await client.get("/events")).body.data).toHaveLength(3);
  });

  it("a change makes nothing younger", async () => {
    const { client, shop } = openSmall();
    const oldest = await shop.customer();
    await shop.customer();
    await shop.customer();
    await client.post(`/customers/${oldest.id}`, { email: "eve@example.com" });
    await shop.customer();
    expect(await statusOf(client, `/customers/${oldest.id}`)).toBe(404);
  });

  it("an order takes its charges with it", async () => {
    const { client, shop } = openSmall();
    const orders = [];
    for (let count = 0; count < 4; count += 1) orders.push(await shop.order({ total: 20 }));
    const charges = orders.map(({ payment }) => `/charges/${payment.charges[0].id}`);
    const statuses: number[] = [];
    for (const path of charges) statuses.push(await statusOf(client, path));
    expect(statuses).toEqual([404, 200, 200, 200]);
  });

  it("a customer has no saved source that is gone", async () => {
    const { client, shop } = openSmall();
    const customer = await shop.customer();
    const saved = await shop.saved(customer);
    const kept = await shop.saved(customer);
    for (let count = 0; count < 2; count += 1) await shop.primary();
    expect(await statusOf(client, `/sources/${saved.id}`)).toBe(404);
    const { sources } = (await client.get(`/customers/${customer.id}`)).body;
    expect(sources.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
  });

  it("what is still open goes on without what is gone", async () => {
    const { client, shop } = openSmall();
    const checkout = await shop.checkout();
    const card = await shop.primary();
    await shop.attach(checkout, card);
    for (let count = 0; count < 3; count += 1) await shop.primary();
    expect((await client.get(`/checkouts/${checkout.id}`)).body.payment.sources).toEqual([]);
    expect((await shop.attach(checkout, await shop.primary())).status).toBe(200);
    expect((await client.post("/orders", { checkoutId: checkout.id })).status).toBe(201);
  });

  it("a token is one of the last", async () => {
    const storefront = openStorefront({ bounds: { resources: 3 } });
    const shoppers = [];
    for (let count = 0; count < 4; count += 1) shoppers.push(await storefront.guest());
    const statuses: number[] = [];
    for (const shopper of shoppers) statuses.push((await shopper.call("GET", "")).status);
    expect(statuses).toEqual([401, 200, 200, 200]);
  });
});

describe("an address", () => {
  const payPal = { type: "payPal", currency: "USD", amount: 10 };

  it.each(["https://shop.example/\r\nset-cookie: a=b", "https://shop.example/\uD800"])(
    "to go back to is refused before anything changes: %j",
    async (returnUrl) => {
      const { client } = open();
      expect((await client.post("/_sandbox/sources", { ...payPal, returnUrl })).status).toBe(400);
    },
  );

  it("of a payment provider is this server's own, whatever host a request names", async () => {
    const { send } = open({ bounds: { origin: () => origin } });
    const asked = async (host: string) => {
      const request = post("/_sandbox/sources", JSON.stringify(payPal));
      const headers = new Headers(request.headers);
      headers.set("content-length", String((await request.clone().text()).length));
      const response = await send(
        new Request(`http://${host}/_sandbox/sources`, {
          method: "POST",
          headers,
          body: JSON.stringify(payPal),
        }),
      );
      return await response.text();
    };
    expect(await asked("evil.example")).toContain(`${origin}/_sandbox/redirect/`);
    expect(await asked("evil.example")).not.toContain("evil.example");
    expect(await asked("localhost:8765")).toContain("http://localhost:8765/_sandbox/redirect/");
  });

  it.each([
    { name: "of this machine", webhooksAnywhere: false, address: "127.0.0.1", want: true },
    {
      name: "of another, when that is allowed",
      webhooksAnywhere: true,
      address: "0.0.0.0",
      want: true,
    },
    { name: "of no other", webhooksAnywhere: false, address: "0.0.0.0", want: false },
  ])("gets webhooks: $name", async ({ webhooksAnywhere, address, want }) => {
    const delivered: (string | undefined)[] = [];
    let onDelivery: (() => void) | undefined;
    const receiver = createServer((request, response) => {
      delivered.push(request.url);
      request.resume();
      response.end();
      onDelivery?.();
    });
    await new Promise<void>((resolve) => receiver.listen(0, resolve));
    const { port } = receiver.address() as AddressInfo;
    const send = createApp(createContext({ bounds: { webhooksAnywhere } }));
    const client = createClient(send, origin);
    for (const hook of [`http://${address}:${port}/hook`, `http://127.0.0.1:${port}/own`]) {
      const webhook = { types: ["*"], address: hook, enabled: true };
      expect((await client.post("/webhooks", webhook)).status).toBe(201);
    }
    // What the first event sends is under way before what the second does.
    for (const events of [1, 2]) {
      const all = new Promise<void>((resolve) => {
        onDelivery = () => {
          const own = delivered.filter((url) => url === "/own").length;
          const others = delivered.length - own;
          if (own >= events && (!want || others >= events)) resolve();
        };
      });
      await client.post("/_sandbox/sources", { type: "payPal", outcome: "chargeable" });
      await all;
    }
    expect(delivered.includes("/hook")).toBe(want);
    receiver.closeAllConnections();
    receiver.close();
  });
});
