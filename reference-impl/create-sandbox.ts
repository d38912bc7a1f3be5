import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { createContext, defaultKeys } from "./context.ts";
import { packageFiles } from "./package-files.ts";
import { openState } from "./state/open-state.ts";
import { problemText } from "./state/problem.ts";
import { inMemory, type State } from "./state/state.ts";

/** How a sandbox differs from a plain one. */
export interface SandboxOptions {
  /** Ways in which it is broken; `headwater list faults` shows them. */
  readonly faults?: readonly string[];
  /** Captures, cancels and refunds settle after so many ms; at once when absent. */
  readonly settleMs?: number;
  /** So many requests a second are answered, the rest with 429. */
  readonly requestsPerSecond?: number;
  /** The same seed gives the same ids. */
  readonly seed?: number;
}

/** The keys of an account. */
export interface SandboxKeys {
  readonly confidential: string;
  readonly public: string;
}

/** A sandbox as a function, for whoever has a server or needs none. */
export interface SandboxHandler {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Of the account that is there from the start. */
  readonly keys: SandboxKeys;
  /** A further account, with state and faults of its own. Rejects for a fault that there is not. */
  readonly createAccount: (options?: SandboxOptions) => Promise<SandboxKeys>;
}

/** A sandbox on a socket. */
export interface Sandbox extends SandboxHandler {
  /** Without a slash at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Where a sandbox listens, and where it keeps what it knows. */
export interface SandboxPlace {
  /** Any free port when absent. */
  readonly port?: number;
  /** A folder whose state it goes on with; in memory when absent. Needs the package classic-level. */
  readonly state?: string;
}

/** Starts a sandbox on 127.0.0.1. Rejects where the port is taken, or state cannot be kept in the folder. */
export async function createSandbox({
  port = 0,
  state: folder,
  ...options
}: SandboxOptions & SandboxPlace = {}): Promise<Sandbox> {
  const state = folder === undefined ? inMemory : await stateIn(folder);
  const handler = handlerOf(options, state);
  const host = "127.0.0.1";
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>(
    (resolve, reject) => {
      const { fetch } = handler;
      const started = serve(
        { fetch, port, hostname: host, overrideGlobalObjects: false },
        (address) => resolve({ server: started, url: `http://${host}:${address.port}` }),
      );
      started.once("error", reject);
    },
  );
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
    await state.close();
  };
  return { ...handler, url, close };
}

/** A sandbox without a socket: links in its answers lead to where a request says that it was sent. */
export function createSandboxHandler(options: SandboxOptions = {}): SandboxHandler {
  return handlerOf(options, inMemory);
}

async function stateIn(folder: string): Promise<State> {
  const opened = await openState(folder);
  if (!opened.ok) throw new Error(problemText(opened.problem));
  return opened.state;
}

function handlerOf(options: SandboxOptions, state: State): SandboxHandler {
  const { assets, catalogue } = packageFiles(import.meta.url);
  const fetch = createApp(createContext({ ...options, state, catalogue }), assets);
  return {
    fetch,
    keys: defaultKeys,
    createAccount: async ({ seed: _seed, ...wanted } = {}) => {
      const url = "http://127.0.0.1/_sandbox/accounts";
      const body = JSON.stringify(wanted);
      const response = await fetch(new Request(url, { method: "POST", body }));
      if (response.status !== 201) throw new Error(await response.text());
      return ((await response.json()) as { keys: SandboxKeys }).keys;
    },
  };
}
