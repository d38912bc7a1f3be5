import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { stringify } from "lossless-json";
import type { Values } from "../case/json.ts";
import { interactionParam } from "./registry.ts";
import type { Session } from "./session.ts";
import { parseJson } from "../read/json.ts";

/** One refusal of the state server: why an interaction could not be verified. */
export interface Refusal {
  /** The value of the param `_interaction`; empty when the verifier sent none. */
  readonly interaction: string;
  readonly state: string;
  readonly action: string;
  readonly reason: string;
}

/** A running state server. */
export interface StateServer {
  readonly url: string;
  readonly refusals: readonly Refusal[];
  /** The variables that the states of an interaction handed on. */
  readonly handedOn: ReadonlyMap<string, Values>;
  /** Serves data as JSON to who knows its address: nothing that holds keys is written to a disk. */
  readonly publish: (data: object) => string;
  readonly close: () => Promise<void>;
}

/**
 * Serves provider states over HTTP, as Pact's verifiers ask for them: `POST {action, state, params}`.
 *
 * A setup answers 200 with the variables. It starts afresh when the interaction changes, after a teardown and after a
 * failure, since a failed setup gets no teardown. 400 for what is no such request, 422 for a state that does not
 * exist, bad params or a missing variable, 409 when the fixture could not be built; each with `{reason}`.
 */
export async function startStateServer(
  open: (interaction: string) => Session,
  port = 0,
): Promise<StateServer> {
  const refusals: Refusal[] = [];
  const published = new Map<string, object>();
  const handedOn = new Map<string, Values>();
  const act = createActor(open, refusals, handedOn);
  const server = createServer((request, response) => {
    void answer(request, act, published).then(({ status, data }) => {
      response.writeHead(status, { "content-type": "application/json" });
      // A pact keeps the digits of its numbers.
      response.end(stringify(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${taken}/`;
  const publish = (data: object): string => {
    const name = `${randomUUID()}.json`;
    published.set(`/${name}`, data);
    return url + name;
  };
  return { url, refusals, handedOn, publish, close: () => close(server) };
}

interface Answer {
  readonly status: number;
  readonly data: object;
}

interface Change {
  readonly action: string;
  readonly state: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** One change after the other, whatever the order in which requests end. */
function createActor(
  open: (interaction: string) => Session,
  refusals: Refusal[],
  handedOn: Map<string, Values>,
) {
  let session: Session | undefined;
  let current = "";
  let built = new Set<string>();
  const refuse = (change: Change, status: number, reason: string): Answer => {
    const { action, state } = change;
    refusals.push({ interaction: interactionOf(change), state, action, reason });
    session = undefined;
    return { status, data: { reason } };
  };
  const setUp = async (change: Change): Promise<Answer> => {
    const { state: name, params } = change;
    if (session === undefined || interactionOf(change) !== current) {
      current = interactionOf(change);
      session = open(current);
      built = new Set();
      handedOn.delete(current);
    }
    if (name === "") return { status: 200, data: {} };
    const done = await session.setUp({ name, params: { ...params } });
    if (!done.ok) return refuse(change, done.status, done.reason);
    built.add(name);
    handedOn.set(current, { ...handedOn.get(current), ...done.values });
    return { status: 200, data: done.values };
  };
  const tearDown = (change: Change): Answer => {
    session = undefined;
    if (change.state === "" || built.has(change.state)) return { status: 200, data: {} };
    return refuse(change, 422, `the state "${change.state}" was never set up`);
  };
  let last: Promise<unknown> = Promise.resolve();
  return (change: Change): Promise<Answer> => {
    const next = last.then(() => (change.action === "setup" ? setUp(change) : tearDown(change)));
    last = next.catch(() => {});
    return next;
  };
}

const interactionOf = ({ params }: Change): string => {
  const id = params[interactionParam];
  return typeof id === "string" ? id : "";
};

async function answer(
  request: IncomingMessage,
  act: (change: Change) => Promise<Answer>,
  published: ReadonlyMap<string, object>,
): Promise<Answer> {
  try {
    const data = published.get(request.url ?? "");
    if (request.method === "GET" && data !== undefined) return { status: 200, data };
    const change = readChange(await readBody(request));
    if (request.method !== "POST" || change === undefined) {
      const reason = "a state change is POST {action: setup or teardown, state, params}";
      return { status: 400, data: { reason } };
    }
    return await act(change);
  } catch (error) {
    return { status: 500, data: { reason: error instanceof Error ? error.message : "unknown" } };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function readChange(text: string): Change | undefined {
  const data = parseJson(text);
  if (!data.ok || data.value === null || typeof data.value !== "object") return undefined;
  const { action, state, params } = data.value as Readonly<Record<string, unknown>>;
  if (action !== "setup" && action !== "teardown") return undefined;
  if (typeof state !== "string") return undefined;
  const known = params !== null && typeof params === "object" ? params : {};
  return { action, state, params: known as Change["params"] };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
