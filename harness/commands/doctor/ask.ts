import type { Values } from "../../case/json.ts";
import type { CallStep, KeyKind } from "../../case/types.ts";
import { bind } from "../../execute/bind.ts";
import type { Driver } from "../../execute/driver.ts";
import type { Exchange } from "../../http/types.ts";
import type { Api } from "../../requirements/types.ts";
import { redactExchange } from "../../secrets/redact.ts";
import type { Workspace } from "../../workspace.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** What an examination needs. */
export interface Patient {
  readonly driver: Driver;
  readonly workspace: Workspace;
  /** Called with each finding as it is made. */
  readonly tell: (finding: Diagnosis) => void;
  /** The fixtures and actions that were tried, each with its params. */
  readonly tried: { readonly name: string; readonly params: Values }[];
}

/** A source that does not exist, unless another id is given: reading changes nothing, and every server has an answer. */
export async function ask(
  api: Api,
  as: KeyKind,
  { driver }: Patient,
  withHeaders = true,
  source = "headwater-doctor",
): Promise<Exchange> {
  const target = driver.target.apis[api];
  const bare = target === undefined || withHeaders ? {} : { [api]: { ...target, headers: {} } };
  const asked = { ...driver.target, apis: { ...driver.target.apis, ...bare } };
  const step: CallStep = { ...plain, path: ["/sources/", { ref: "source" }], api, as };
  const sent = await send(step, { ...driver, target: asked }, { source });
  if (!sent.ok) throw new Error(sent.cause);
  return sent.exchange;
}

/** One call, such as `GET /orders?checkoutId=x`, by the confidential key or by a shopper's token; undefined: it cannot be made. */
export async function call(
  api: Api,
  operation: string,
  { driver }: Patient,
  token?: string,
): Promise<Exchange | undefined> {
  const [method = "GET", path = ""] = operation.split(" ");
  const step: CallStep = {
    ...plain,
    method,
    path: [path],
    api,
    as: token === undefined ? "confidential" : "nobody",
    headers: token === undefined ? {} : { authorization: ["Bearer ", { ref: "token" }] },
    body: method === "GET" ? plain.body : { kind: "json", value: { kind: "record", members: [] } },
  };
  const sent = await send(step, driver, token === undefined ? {} : { token });
  return sent.ok ? sent.exchange : undefined;
}

type Sent =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly cause: string };

async function send(step: CallStep, driver: Driver, values: Values): Promise<Sent> {
  const bound = bind(step, { target: driver.target, values, absent: new Set<string>() });
  if (!bound.ok) return bound;
  await driver.rateLimit.ready();
  return { ok: true, exchange: redactExchange(await driver.send(bound.request), driver.redact) };
}

const plain = {
  kind: "call",
  id: "doctor",
  method: "GET",
  bareKey: false,
  headers: {},
  body: { kind: "none" },
  take: [],
  runs: [{}],
  origin: { file: "doctor" },
} as const;
