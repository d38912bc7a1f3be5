import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "./digital-river/routes.ts";
import { shopperRoutes } from "./commerce/routes.ts";
import { defaultKeys } from "./context.ts";
import { onSocket } from "./testing/socket.ts";

let origin: string;
let close: () => Promise<void>;
let token: string;
beforeAll(async () => {
  ({ origin, close } = await onSocket());
  const answer = await send("POST", "/_sandbox/shoppers", defaultKeys.confidential);
  token = ((await answer.json()) as { token: string }).token;
});
afterAll(() => close());

const merchantPaths = [...new Set(routes.map(([, path]) => path.replaceAll(/:\w+/g, "none")))];
const shopperPaths = [
  ...new Set(shopperRoutes.map(([, path]) => `/v1/shoppers/me${path.replaceAll(/:\w+/g, "none")}`)),
];

function send(
  method: string,
  path: string,
  key: string,
  init: { body?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(origin + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(init.body === undefined ? {} : { "content-type": "application/json" }),
      ...init.headers,
    },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
}

describe("a path", () => {
  it.each(shopperRoutes.map(([method, path]) => [method, path] as const))(
    "of a shopper means the same with .json, with a slash and with both: %s %s",
    async (method, path) => {
      const plain = `/v1/shoppers/me${path.replaceAll(/:\w+/g, "none")}`;
      const without = await send(method, plain, "nobody.none");
      expect(without.status).toBe(401);
      for (const end of [".json", "/", ".json/", ".JSON"]) {
        const same = await send(method, plain + end, "nobody.none");
        expect([plain + end, same.status, await same.clone().text()]).toEqual([
          plain + end,
          without.status,
          await without.clone().text(),
        ]);
      }
    },
  );

  it.each(merchantPaths)("of a merchant means the same with a slash: %s", async (path) => {
    const [without, slash] = [
      await send("GET", path, defaultKeys.confidential),
      await send("GET", `${path}/`, defaultKeys.confidential),
    ];
    expect([slash.status, await slash.text()]).toEqual([without.status, await without.text()]);
  });

  it("of a merchant keeps .json, which may be the end of an id", async () => {
    const body = JSON.stringify({ id: "ada.json" });
    expect((await send("POST", "/customers", defaultKeys.confidential, { body })).status).toBe(201);
    expect((await send("GET", "/customers/ada", defaultKeys.confidential)).status).toBe(404);
    expect((await send("GET", "/customers/ada.json/", defaultKeys.confidential)).status).toBe(200);
  });

  it("of the token takes both ends", async () => {
    for (const end of ["", ".json", "/", ".json/"]) {
      const answer = await fetch(`${origin}/oauth20/token${end}`, {
        method: "POST",
        body: new URLSearchParams({ grant_type: "password", client_id: defaultKeys.public }),
      });
      expect([end, answer.status]).toEqual([end, 200]);
    }
  });
});

describe("JSON", () => {
  it.each([
    { name: "the end of the path", path: "/carts/active.json", accept: "application/xml" },
    { name: "format", path: "/carts/active?format=json", accept: "application/xml" },
    { name: "format in capitals", path: "/carts/active?format=JSON", accept: "*/*" },
    { name: "Accept", path: "/carts/active", accept: "application/json" },
    { name: "nothing", path: "/carts/active", accept: "*/*" },
    { name: "a format of nothing", path: "/carts/active?format=", accept: "*/*" },
    {
      name: "one range of several",
      path: "/carts/active",
      accept: "text/html, application/*;q=0.1",
    },
  ])("is what $name asks for", async ({ path, accept }) => {
    const answer = await send("GET", `/v1/shoppers/me${path}`, token, { headers: { accept } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
  });

  it.each([
    { path: "/carts/active?format=xml", accept: "application/json" },
    { path: "/carts/active", accept: "application/xml" },
    { path: "/carts/active", accept: "application/json;q=0, application/xml" },
  ])("is all there is: $path with $accept is a 406", async ({ path, accept }) => {
    const answer = await send("GET", `/v1/shoppers/me${path}`, token, { headers: { accept } });
    expect(answer.status).toBe(406);
  });
});

describe("a page of any shop", () => {
  it.each([...merchantPaths, ...shopperPaths, "/oauth20/token", "/payments/sources"])(
    "may call %s",
    async (path) => {
      const asked = await fetch(origin + path, {
        method: "OPTIONS",
        headers: {
          origin: "https://shop.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type,upstream-id",
        },
      });
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe("*");
      expect(asked.headers.get("access-control-allow-headers")).toContain("upstream-id");
      const methods = asked.headers.get("access-control-allow-methods");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
        expect(methods).toContain(method);
    },
  );

  it.each([
    { name: "a good answer", method: "GET", path: "/orders", status: 200 },
    {
      name: "a 204",
      method: "DELETE",
      path: "/v1/shoppers/me/carts/active/line-items",
      status: 204,
    },
    { name: "a 400", method: "POST", path: "/checkouts", status: 400 },
    { name: "a 404", method: "GET", path: "/orders/none", status: 404 },
    { name: "a path that is none", method: "GET", path: "/nothing", status: 404 },
    { name: "a 405", method: "PUT", path: "/orders", status: 405 },
    { name: "a 401", method: "GET", path: "/orders", key: "sk_none", status: 401 },
    { name: "a 413", method: "POST", path: "/customers", body: "x".repeat(2e6), status: 413 },
    { name: "a 415", method: "POST", path: "/customers", body: "{}", coding: "zip", status: 415 },
  ])("may read $name", async ({ method, path, key, body, coding, status }) => {
    const sent = key ?? (path.startsWith("/v1/") ? token : defaultKeys.confidential);
    const answer = await send(method, path, sent, {
      ...(body !== undefined && { body }),
      headers: {
        origin: "https://shop.example",
        ...(coding !== undefined && { "content-encoding": coding }),
      },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each(["/_sandbox/health", "/_sandbox/accounts", "/shop"])("may not read %s", async (path) => {
    const answer = await fetch(origin + path, { headers: { origin: "https://shop.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("a body that nobody reads", () => {
  it.each([...unread(routes), ...unread(shopperRoutes, "/v1/shoppers/me")])(
    "changes nothing: %s %s",
    async (method, path) => {
      const key = path.startsWith("/v1/") ? token : defaultKeys.confidential;
      const without = await send(method, path, key);
      for (const body of ["[]", "{", "null", "a=b"])
        expect([body, (await send(method, path, key, { body })).status]).toEqual([
          body,
          without.status,
        ]);
    },
  );

  it("is a fault where it is read", async () => {
    const answer = await send("POST", "/checkouts", defaultKeys.confidential, { body: "[]" });
    expect(answer.status).toBe(400);
  });
});

async function post(body: Buffer, headers: Record<string, string> = {}) {
  const answer = await fetch(`${origin}/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${defaultKeys.confidential}`, ...headers },
    body: new Uint8Array(body),
  });
  const made = (await answer.json()) as { email?: string };
  return [answer.status, made.email];
}

describe("a body", () => {
  const json = Buffer.from('{"email":"ada@example.com"}');
  it.each([
    { name: "gzip", body: gzipSync(json), coding: "gzip" },
    { name: "x-gzip", body: gzipSync(json), coding: "X-Gzip" },
    { name: "deflate", body: deflateSync(json), coding: "deflate" },
    { name: "br", body: brotliCompressSync(json), coding: "br" },
    { name: "one in another", body: brotliCompressSync(gzipSync(json)), coding: "gzip, br" },
    { name: "identity", body: json, coding: "identity" },
  ])("may come as $name", async ({ body, coding }) => {
    expect(await post(body, { "content-encoding": coding })).toEqual([201, "ada@example.com"]);
  });

  it.each([
    { name: "in a coding that nobody knows", body: json, coding: "zip", status: 415 },
    { name: "in another coding than it says", body: json, coding: "gzip", status: 400 },
    {
      name: "that is cut",
      body: gzipSync(json).subarray(0, 20),
      coding: "gzip",
      status: 400,
    },
    {
      name: "that unpacks without end",
      body: gzipSync(Buffer.alloc(2_000_000, " ")),
      coding: "gzip",
      status: 413,
    },
  ])("$name is refused with $status", async ({ body, coding, status }) => {
    expect((await post(body, { "content-encoding": coding }))[0]).toBe(status);
  });

  it("is UTF-8, with or without a mark", async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json]);
    expect(await post(marked)).toEqual([201, "ada@example.com"]);
    expect((await post(Buffer.from('{"email":"ad\xe1@example.com"}', "latin1")))[0]).toBe(400);
    expect((await post(Buffer.from(`\ufeff${String(json)}`, "utf16le")))[0]).toBe(400);
  });

  it("keeps the digits of an identifier", async () => {
    const text = '{"currency":"USD","items":[{"skuId":9007199254740993,"price":1}]}';
    const answer = await send("POST", "/checkouts", defaultKeys.confidential, { body: text });
    expect(await answer.json()).toMatchObject({ items: [{ skuId: "9007199254740993" }] });
  });
});

describe("a shopper's body", () => {
  const address = { billingAddress: { postalCode: 55343, country: "US" } };

  it("may hold numbers where texts are documented", async () => {
    const path = "/v1/shoppers/me/carts/active";
    await send("POST", path, token, { body: JSON.stringify({ cart: address }) });
    expect(await (await send("GET", path, token)).json()).toMatchObject({
      cart: { billingAddress: { postalCode: "55343" } },
    });
  });

  it.each([
    ["/carts/active", '{"cart":7}'],
    ["/carts/active", '{"cart":{"billingAddress":"x"}}'],
    ["/carts/active", '{"cart":{"shippingAddress":{"line1":{}}}}'],
    ["/carts/active", '{"cart":{"lineItems":"x"}}'],
    ["/carts/active/line-items", '{"lineItems":{"lineItem":["x"]}}'],
    ["/carts/active/line-items", '{"lineItems":{"lineItem":{"product":"900100"}}}'],
    ["/carts/active/line-items", '{"lineItem":{"product":{"id":900100},"quantity":{}}}'],
    ["/carts/active/apply-payment-method", '{"paymentMethod":["x"]}'],
    ["/payment-options", '{"paymentOption":{"sourceId":true}}'],
  ])("is refused at %s with a member of another kind: %s", async (path, body) => {
    const answer = await send("POST", `/v1/shoppers/me${path}`, token, { body });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('"code":"invalid-request"'),
    ]);
  });
});

describe("a method that a path does not take", () => {
  it.each([
    { method: "PUT", path: "/orders", allow: "GET, POST" },
    { method: "DELETE", path: "/v1/shoppers/me/orders", allow: "GET" },
    { method: "PUT", path: "/oauth20/token", allow: "POST" },
    { method: "DELETE", path: "/payments/sources", allow: "POST" },
  ])("is told which it takes: $method $path", async ({ method, path, allow }) => {
    const key = path.startsWith("/v1/") ? token : defaultKeys.confidential;
    const answer = await send(method, path, key);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  });
});

/** The head of a request with the key. */
const lines = (...of: readonly string[]) =>
  [...of, "Host: shop.example", `Authorization: Bearer ${defaultKeys.confidential}`, "", ""].join(
    "\r\n",
  );

describe("on the wire", () => {
  const body = '{"email":"ada@example.com"}';

  it.each([
    {
      name: "chunks with extensions and a trailer",
      sent: `${lines("POST /customers HTTP/1.1", "Transfer-Encoding: chunked", "Connection: close")}1b;a=b\r\n${body}\r\n0\r\nX-End: 1\r\n\r\n`,
      want: ["201"],
    },
    {
      name: "a body that waits to be asked for",
      sent: `${lines("POST /customers HTTP/1.1", "Content-Length: 27", "Expect: 100-continue", "Connection: close")}${body}`,
      want: ["100", "201"],
    },
    { name: "HTTP/1.0", sent: lines("GET /orders/none HTTP/1.0"), want: ["404"] },
    {
      name: "requests in a row",
      sent: `${lines("GET /orders/a HTTP/1.1")}${lines("GET /orders HTTP/1.1", "Connection: close")}`,
      want: ["404", "200"],
    },
    { name: "TRACE", sent: lines("TRACE /orders HTTP/1.1", "Connection: close"), want: ["405"] },
    {
      name: "two lengths",
      sent: `${lines("POST /customers HTTP/1.1", "Content-Length: 27", "Content-Length: 5")}${body}`,
      want: ["400"],
    },
  ])("$name are answered", async ({ sent, want }) => {
    const { port } = new URL(origin);
    const text = await new Promise<string>((resolve, reject) => {
      let heard = "";
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(sent));
      socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
      socket.on("error", reject).on("close", () => resolve(heard));
    });
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(want);
  });
});

/** The calls whose body nobody reads, with their paths filled in. */
function unread(
  list: readonly (readonly [string, string, ...unknown[]])[],
  prefix = "",
): (readonly [string, string])[] {
  return list
    .filter(([method, , ...rest]) => method !== "GET" && !rest.includes("body"))
    .map(([method, path]) => [method, prefix + path.replaceAll(/:\w+/g, "none")] as const);
}
