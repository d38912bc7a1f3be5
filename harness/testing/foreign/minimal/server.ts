import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Freedoms } from "./freedoms.ts";
import { writeJson } from "./json.ts";
import { lab } from "./lab.ts";
import type { Fields, Kind, Kinds, World } from "./model.ts";
import { isRefusal, refuse, type Refusal } from "./refusals.ts";
import { river } from "./river.ts";
import { type Answer, type Call, type Caller, findRoute, isFields, type Routes } from "./route.ts";
import { shop } from "./shop.ts";

/** A server that was written from the two seed pages alone. */
export interface MinimalServer {
  readonly url: string;
  /** What its owner exports before a run. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** How a server looks from outside: where each of its parts is, and how its key is sent. */
export interface Face {
  readonly parts: Readonly<Record<string, Part>>;
  /** The parts that shoppers call; theirs is the Authorization header, with Bearer. */
  readonly shopperParts: readonly string[];
  readonly keyHeader: string;
  readonly keys: Readonly<Record<"confidential" | "public", string>>;
  readonly kinds: Kinds;
  readonly currencies: Readonly<Record<string, number>>;
  readonly showsMovements: boolean;
  /** The prefix of the variables that its owner exports. */
  readonly variables: string;
}

interface Part {
  readonly routes: Routes;
  /** Who may call what in this part; shoppers show a token of their own. */
  readonly allows: (caller: Caller, path: string) => boolean;
}

const confidentialOnly = (caller: Caller): boolean => caller === "confidential";

export const minimalFace: Face = {
  parts: {
    "/river": { routes: river, allows: confidentialOnly },
    "/shop": {
      routes: shop,
      allows: (caller, path) => path.startsWith("/v1/shoppers/me/") || confidentialOnly(caller),
    },
    "/lab": { routes: lab, allows: (caller) => caller !== "nobody" },
  },
  shopperParts: ["/shop"],
  keyHeader: "authorization",
  keys: { confidential: "hush-5d21b7", public: "open-88e0a3" },
  kinds: {
    creditCard: { flow: "standard", first: "chargeable", canBeSaved: true },
    payPal: { flow: "redirect", first: "pending_redirect", canBeSaved: false },
    wireTransfer: { flow: "receiver", first: "pending_funds", canBeSaved: false },
    customerCredit: { first: "chargeable", canBeSaved: false },
  },
  currencies: { USD: 2, EUR: 2 },
  showsMovements: false,
  variables: "MINIMAL",
};

const delayMs = 150;

/** Starts it on a free port. */
export async function startMinimal(freedoms: Freedoms, face = minimalFace): Promise<MinimalServer> {
  const timers = new Set<NodeJS.Timeout>();
  const world: World = {
    freedoms,
    kinds: freedoms["other-kinds"] ? turnRound(face.kinds) : face.kinds,
    currencies: face.currencies,
    showsMovements: face.showsMovements,
    sources: new Map(),
    checkouts: new Map(),
    customers: new Map(),
    orders: new Map(),
    shoppers: new Map(),
    settle: (freedom, action) => {
      if (freedoms[freedom]) timers.add(setTimeout(action, delayMs).unref());
      else action();
    },
  };
  const server = createServer((request, response) => {
    answer(world, face, request).then(
      (given) => respond(world, given, response),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    [`${face.variables}_URL`]: url,
    [`${face.variables}_SECRET_KEY`]: face.keys.confidential,
    [`${face.variables}_PUBLIC_KEY`]: face.keys.public,
  };
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
    server.close();
    server.closeAllConnections();
  };
  return { url, environment, stop };
}

/** Cards are saved, PayPal is redirected and wire transfers receive: the pages say so. All else may be otherwise. */
const turnRound = (kinds: Kinds): Kinds =>
  Object.fromEntries(
    Object.entries(kinds).map(([type, kind]) => {
      if (type === "creditCard" || type === "customerCredit") return [type, kind];
      const other: Kind = { ...kind, canBeSaved: !kind.canBeSaved };
      if (type === "konbini")
        return [type, { ...other, flow: "redirect", first: "pending_redirect" }];
      const plain = type === "directDebit" || type === "onlineBanking";
      return [type, plain ? { ...other, flow: "standard", first: "chargeable" } : other];
    }),
  );

async function answer(
  world: World,
  face: Face,
  request: IncomingMessage,
): Promise<Answer | Refusal> {
  const { parts, keyHeader, keys } = face;
  const text = await readText(request);
  const { pathname, searchParams } = new URL(request.url ?? "", "http://here");
  const [prefix, part] =
    Object.entries(parts).find(([name]) => pathname.startsWith(`${name}/`)) ?? [];
  if (prefix === undefined || part === undefined) return refuse(world, "noRoute");
  const path = pathname.slice(prefix.length);
  const bareOnly = world.freedoms["bare-key-only"] && !face.shopperParts.includes(prefix);
  const token = tokenOf(
    (request.headers[keyHeader] ?? request.headers.authorization)?.toString(),
    bareOnly,
  );
  const caller = callerOf(keys, token);
  const isKnown = caller !== "nobody" || (token !== undefined && world.shoppers.has(token));
  if (!part.allows(caller, path)) return refuse(world, isKnown ? "wrongKey" : "noKey");
  const route = findRoute(part.routes, request.method ?? "", path);
  if (route === undefined) return refuse(world, "noRoute", path);
  const body = parseBody(text);
  if (body === undefined) return refuse(world, "badRequest", "body");
  const call: Call = { caller, token, query: searchParams, body };
  return route.handle(world, call, route.ids);
}

/** The key as it stands, or behind "Bearer" in any spelling; a shopper's token is always behind it. */
function tokenOf(header: string | undefined, bareOnly: boolean): string | undefined {
  const bearer = /^bearer +(.+)$/i.exec(header ?? "")?.[1];
  return bearer === undefined || bareOnly ? header : bearer;
}

function callerOf(keys: Face["keys"], token: string | undefined): Caller {
  if (token === keys.confidential) return "confidential";
  return token === keys.public ? "public" : "nobody";
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** Read as JSON whatever its content type says: the page's own sample says text/plain. */
function parseBody(text: string): Fields | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function respond({ freedoms }: World, given: Answer | Refusal, response: ServerResponse): void {
  const type = (isRefusal(given) ? given.contentType : undefined) ?? "application/json";
  const headers: [string, string][] = [];
  if (given.body !== undefined) {
    headers.push(["content-type", freedoms["charset-header"] ? `${type}; charset=utf-8` : type]);
  }
  const location = isRefusal(given) ? undefined : given.location;
  if (freedoms["location-header"] && location !== undefined) headers.push(["location", location]);
  if (freedoms["connection-close"]) headers.push(["connection", "close"]);
  const named = headers.map(([name, value]): [string, string] => [
    freedoms["header-case"] ? name.toUpperCase() : name,
    value,
  ]);
  response.writeHead(given.status, named.flat());
  response.end(
    given.body === undefined ? undefined : writeJson(given.body, freedoms, isRefusal(given)),
  );
}
