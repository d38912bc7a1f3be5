import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { usualBounds } from "./bounds.ts";
import { createRequestLog, logLine } from "./console/requests.ts";
import { createContext } from "./context.ts";
import { isFault } from "./faults/faults.ts";
import { unknownFault } from "./faults/list.ts";
import { packageFiles } from "./package-files.ts";
import { openState } from "./state/open-state.ts";
import { problemText } from "./state/problem.ts";
import { inMemory, type State } from "./state/state.ts";

const usage = `usage: main.js [--port N] [--host NAME] [--fault NAME]... [--settle MS] [--seed N] [--rate-limit N] [--origin URL] [--body-bytes N] [--accounts N] [--resources N] [--webhooks-anywhere] [--keep-requests N] [--state DIR] [--log] [--with-parent]`;

const options = readOptions();
let { origin } = options;
const bounds = { ...options.bounds, origin: () => origin };
const { assets, catalogue } = packageFiles(import.meta.url);
const state = await stateIn(options.state);
const context = createContext({ ...options, bounds, catalogue, state });
const { keepRequests, log } = options;
const requests =
  keepRequests > 0 || log
    ? createRequestLog(keepRequests, context.now, (seen) => {
        if (log) process.stdout.write(`${logLine(seen)}\n`);
      })
    : undefined;
const fetch = createApp(context, assets, requests);
// The process is the server's own, so that Hono's requests and responses may stand in for Node's, at two thirds of the CPU.
const server = serve(
  { fetch, port: options.port, hostname: options.host, overrideGlobalObjects: true },
  ({ port }) => {
    const host = options.host.includes(":") ? `[${options.host}]` : options.host;
    // Who listens on every address is reached by names that only its clients know.
    if (!["0.0.0.0", "::"].includes(options.host)) origin ??= `http://${host}:${port}`;
    process.stdout.write(
      `headwater reference implementation listening on http://${host}:${port}\n`,
    );
  },
);
server.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRINUSE")
    end(`port ${options.port} is already in use; --port 0 takes a free one`);
  end(error.message);
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, close);
if (options.withParent) process.stdin.on("end", close).on("error", close).resume();

/** Open connections are cut: a sandbox has nothing to finish. */
function close(): void {
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
  state
    .close()
    .catch(console.error)
    .finally(() => process.exit(0));
}

async function stateIn(folder: string | undefined): Promise<State> {
  if (folder === undefined) return inMemory;
  const opened = await openState(folder);
  return opened.ok ? opened.state : end(problemText(opened.problem));
}

function readOptions() {
  const values = parseOptions();
  const faults = values.fault ?? [];
  const unknown = faults.find((name) => !isFault(name));
  if (unknown !== undefined) stop(unknownFault(unknown));
  return {
    port: wholeNumber("port", values.port, 65_535),
    host: values.host,
    faults,
    settleMs: wholeNumber("settle", values.settle, 3_600_000),
    requestsPerSecond: wholeNumber("rate-limit", values["rate-limit"], 1_000_000),
    seed: wholeNumber("seed", values.seed, 2_147_483_647),
    bounds: {
      bodyBytes: wholeNumber("body-bytes", values["body-bytes"], 1_073_741_824),
      accounts: wholeNumber("accounts", values.accounts, 1_000_000),
      resources: wholeNumber("resources", values.resources, 10_000_000),
      webhooksAnywhere: values["webhooks-anywhere"],
    },
    origin: originFrom(values.origin),
    keepRequests: wholeNumber("keep-requests", values["keep-requests"], 10_000),
    state: values.state,
    log: values.log,
    withParent: values["with-parent"],
  };
}

function parseOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        fault: { type: "string", multiple: true },
        settle: { type: "string", default: "0" },
        seed: { type: "string", default: "1" },
        "rate-limit": { type: "string", default: "0" },
        origin: { type: "string" },
        "body-bytes": { type: "string", default: String(usualBounds.bodyBytes) },
        accounts: { type: "string", default: String(usualBounds.accounts) },
        resources: { type: "string", default: String(usualBounds.resources) },
        "webhooks-anywhere": { type: "boolean", default: false },
        "keep-requests": { type: "string", default: "0" },
        state: { type: "string" },
        log: { type: "boolean", default: false },
        "with-parent": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

function originFrom(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:/.test(text))) return text;
  return stop(`--origin ${text} is no URL`);
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  return stop(`--${name} ${text} is not a whole number from 0 to ${max}`);
}

function stop(message: string): never {
  return end(`${message}\n${usage}`);
}

function end(why: string): never {
  process.stderr.write(`headwater reference implementation: ${why}\n`);
  process.exit(2);
}
