import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createClient } from "./testing/client.ts";
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
