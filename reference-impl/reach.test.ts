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
  ])("is what $name asks for", async ({ path, accept }) => {
    const answer = await send("GET", `/v1/shoppers/me${path}`, token, { headers: { accept } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
  });

  it.each([
    { path: "/carts/active?format=xml", accept: "application/json" },
    { path: "/carts/active", accept: "application/xml" },
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
  ])("may read $name", async ({ method, path, key, status }) => {
    const sent = key ?? (path.startsWith("/v1/") ? token : defaultKeys.confidential);
    const answer = await send(method, path, sent, { headers: { origin: "https://shop.example" } });
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

/** The calls whose body nobody reads, with their paths filled in. */
function unread(
  list: readonly (readonly [string, string, ...unknown[]])[],
  prefix = "",
): (readonly [string, string])[] {
  return list
    .filter(([method, , ...rest]) => method !== "GET" && !rest.includes("body"))
    .map(([method, path]) => [method, prefix + path.replaceAll(/:\w+/g, "none")] as const);
}
