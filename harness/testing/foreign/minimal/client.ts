import { onTestFinished } from "vitest";
import { type Freedoms, onlyThese } from "./freedoms.ts";
import type { Fields } from "./model.ts";
import { type Face, minimalFace, startMinimal } from "./server.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Fields;
}

/** Calls of a test to one server, with the keys that its owner has. */
export interface Client {
  readonly call: (route: string, body?: Fields, key?: string) => Promise<Reply>;
  readonly keys: Face["keys"];
  /** A primary source in its first state, by the browser's key. */
  readonly instrument: (kind: string, fields?: Fields) => Promise<string>;
  readonly checkout: (fields?: Fields) => Promise<Fields>;
  /** The path of a new customer. */
  readonly customer: () => Promise<string>;
  readonly credit: (amount: number) => Promise<string>;
  readonly source: (id: string) => Promise<Fields>;
}

/** A server that is gone when the test is over, and calls to it. */
export async function startClient(freedoms: Freedoms = onlyThese([])): Promise<Client> {
  const { url, stop } = await startMinimal(freedoms);
  onTestFinished(stop);
  const { keys } = minimalFace;
  const call: Client["call"] = async (route, body, key = keys.confidential) => {
    const [method = "", path = ""] = route.split(" ");
    const authorization = path.startsWith("/shop/v1") ? `bearer ${key}` : key;
    const response = await fetch(url + path, {
      method,
      headers: { authorization },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text === "" ? {} : JSON.parse(text)) as Fields;
    return { status: response.status, headers: response.headers, text, body: parsed };
  };
  const made = async (route: string, body: Fields, key?: string): Promise<Fields> => {
    const reply = await call(route, body, key);
    if (reply.status >= 300) throw new Error(`${route}: ${reply.text}`);
    return reply.body;
  };
  return {
    call,
    keys,
    instrument: async (kind, fields) => {
      const answer = await made("POST /lab/instruments", { kind, ...fields }, keys.public);
      return String((answer.instrument as Fields).id);
    },
    checkout: (fields) =>
      made("POST /river/checkouts", {
        currency: "EUR",
        items: [{ skuId: "s", quantity: 2, price: 20 }],
        ...fields,
      }),
    customer: async () => {
      const { id } = await made("POST /river/customers", {});
      return `/river/customers/${encodeURIComponent(String(id))}`;
    },
    credit: async (amount) => {
      const body = { type: "customerCredit", customerCredit: {}, amount };
      return String((await made("POST /river/sources", body)).id);
    },
    source: async (id) => (await call(`GET /river/sources/${id}`)).body,
  };
}

/** The sources of a checkout or an order, wherever this server puts them. */
export function sourcesIn(body: Fields): readonly Fields[] {
  const payment = body.payment as Fields | null | undefined;
  return (body.sources ?? payment?.sources ?? []) as readonly Fields[];
}
