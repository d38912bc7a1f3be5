import { createSecureContext, rootCertificates } from "node:tls";
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from "undici";
import { createReadTap, type ReadTap } from "./read-tap.ts";

/** How connections to a target are made. */
export interface ConnectionOptions {
  /** Certificates of authorities that are trusted beside the usual ones, as PEM. */
  readonly ca?: string;
  /** A proxy for everything, or those that the environment names; none when absent. */
  readonly proxy?: string | EnvironmentProxies;
}

export interface EnvironmentProxies {
  readonly http?: string;
  readonly https?: string;
  /** Hosts that are reached without, as NO_PROXY lists them. */
  readonly except?: string;
}

/** Connections that are kept for further requests, as long as the server keeps them too. */
export interface Connections {
  /**
   * What sends the next request to an origin.
   *
   * @param once The request must not be lost on a connection that the server may be closing: it gets a new one, until
   *   the server has shown that it keeps them.
   */
  readonly pick: (origin: string, once: boolean) => Dispatcher;
  /**
   * Told of each answer and what sent its request: a header, or that a connection was used again, shows that the server
   * keeps them.
   */
  readonly answered: (
    origin: string,
    by: Dispatcher,
    headers: Readonly<Record<string, unknown>>,
  ) => void;
  /** How often a server sent something that no request had asked for, such as bytes behind an answer without a body. */
  readonly strays: (origin: string) => number;
  /** Whether what was just read holds more than the head of an answer; asked while that answer begins. */
  readonly hasBytesBehindHead: () => boolean;
  readonly close: () => Promise<void>;
}

/** @param options Connections for each origin at once; `timeoutMs` for making one. */
export function createConnections(
  options: ConnectionOptions & { readonly connections: number; readonly timeoutMs: number },
): Connections {
  const tap = createReadTap();
  const kept = dispatcherOf(options, tap, { keepAliveTimeout: idleMs });
  let fresh: Dispatcher | undefined;
  const origins = new Map<string, Habits>();
  const habitsOf = (origin: string): Habits => {
    const habits = origins.get(origin) ?? {
      sent: 0,
      made: 0,
      answers: 0,
      keeps: false,
      closes: false,
      strays: 0,
    };
    origins.set(origin, habits);
    return habits;
  };
  kept.on("connect", ({ origin }: URL) => void (habitsOf(origin).made += 1));
  kept.on("disconnect", ({ origin }: URL, _targets: unknown, error: unknown) => {
    if (isByServer(error)) habitsOf(origin).closes = true;
  });
  const watchStrays = (by: Dispatcher) =>
    by.on("disconnect", ({ origin }: URL, _targets: unknown, error: unknown) => {
      if (isStray(error)) habitsOf(origin).strays += 1;
    });
  watchStrays(kept);
  return {
    pick: (origin, once) => {
      const habits = habitsOf(origin);
      habits.sent += 1;
      // The first request of all has a new connection in any case, and its answer may promise to keep it.
      if (!once || habits.sent === 1 || (habits.keeps && !habits.closes)) return kept;
      return (fresh ??= watchStrays(dispatcherOf(options, tap, { pipelining: 0 })));
    },
    answered: (origin, by, headers) => {
      if (by !== kept) return;
      const habits = habitsOf(origin);
      habits.answers += 1;
      habits.keeps ||= promisesToKeep(headers) || habits.answers > habits.made;
    },
    strays: (origin) => habitsOf(origin).strays,
    hasBytesBehindHead: tap.hasBytesBehindHead,
    close: async () => void (await Promise.all([kept.destroy(), fresh?.destroy()])),
  };
}

/** What is known of how an origin treats connections. */
interface Habits {
  sent: number;
  /** Connections that were kept, and answers that came over them. */
  made: number;
  answers: number;
  keeps: boolean;
  /** It closed one without saying so before: from then on no request is risked on a used one. */
  closes: boolean;
  strays: number;
}

/** A connection that was idle for longer is not used again, whatever the server says: many close it soon, unannounced. */
const idleMs = 1000;

const promisesToKeep = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers["keep-alive"] !== undefined || /keep-alive/i.test(String(headers["connection"]));

/** What undici makes of bytes on a connection over which nothing is asked. */
const isStray = (error: unknown): boolean =>
  error instanceof Error && (error.message === "bad response" || error.name === "HTTPParserError");

/** undici's own reasons: it was idle for long enough, the answer said close, or we gave up. */
function isByServer(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE";
}

function dispatcherOf(
  { connections, timeoutMs, ca, proxy }: Parameters<typeof createConnections>[0],
  tap: ReadTap,
  keeping: { readonly pipelining?: number; readonly keepAliveTimeout?: number },
): Dispatcher {
  const tls =
    ca === undefined
      ? {}
      : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) };
  // One clock bounds the whole exchange; those of the pool would start anew with each part.
  const options = {
    connections,
    connect: tap.on(buildConnector({ timeout: timeoutMs, ...tls })),
    headersTimeout: 0,
    bodyTimeout: 0,
    ...keeping,
  };
  if (proxy === undefined) return new Agent(options);
  const proxied = { ...options, requestTls: { timeout: timeoutMs, ...tls } };
  if (typeof proxy === "string") return new ProxyAgent({ ...proxied, uri: proxy });
  const { http = "", https = "", except = "" } = proxy;
  return new EnvHttpProxyAgent({ ...proxied, httpProxy: http, httpsProxy: https, noProxy: except });
}
