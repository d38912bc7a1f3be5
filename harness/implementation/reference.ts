import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";

/** The bundled reference implementation, running. */
export interface ReferenceServer {
  readonly url: string;
  readonly stop: () => void;
  /** Resolves when the process is over. */
  readonly ended: Promise<void>;
}

/** How it is started. */
export interface ReferenceOptions {
  /** Absolute path of its main module. */
  readonly entry: string;
  readonly faults: readonly string[];
  /** Any free port when absent. */
  readonly port?: number;
  readonly host?: string;
  /** Bytes of a request body, accounts, and resources of a kind in each; its own bounds when absent. */
  readonly bodyBytes?: number;
  readonly accounts?: number;
  readonly resources?: number;
  /** Where links such as `redirectUrl` lead; its own address when absent. */
  readonly origin?: string;
  /** Whether webhooks go to other machines, too. */
  readonly webhooksAnywhere?: boolean;
  /** Captures, cancels and refunds settle after so many ms; at once when absent. */
  readonly settleMs?: number;
  /** The folder where it keeps what it knows; in memory when absent. */
  readonly state?: string;
  /** So many requests are kept for the page of the sandbox; none when absent. */
  readonly keepRequests?: number;
  /** Told of each request, one line; absent: nothing is logged. */
  readonly onRequest?: (line: string) => void;
  /** So many requests a second are answered, the rest with 429; all of them when absent. */
  readonly requestsPerSecond?: number;
}

/**
 * Starts the reference implementation as a child process on a free port.
 * It ends with this process, however this process ends.
 *
 * Problems: REFERENCE_SERVER with what it wrote on stderr; PACKAGE_MISSING, STATE_IN_USE, STATE_FORMAT or FILE_UNWRITABLE where it
 * can keep no state in the folder.
 */
export function startReference(options: ReferenceOptions): Promise<Result<ReferenceServer>> {
  const child = spawn(process.execPath, [options.entry, "--with-parent", ...flags(options)]);
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return new Promise((resolve) => {
    const fail = (why: string) => resolve(failure([aboutState(why) ?? notStarted(why)]));
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(errors.trim() || `it ended with exit code ${String(code)}`));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (url === undefined) options.onRequest?.(line);
      else resolve(ok({ url, ended, stop: () => void child.kill() }));
    });
  });
}

const notStarted = (why: string): Problem => ({
  code: "REFERENCE_SERVER",
  message: `the reference implementation did not start: ${why.replace(/^headwater reference implementation: /, "")}`,
});

/** What it says of the folder of its state is as good as said here. */
function aboutState(said: string): Problem | undefined {
  const [, sent, message = "", hint = ""] = /: ([A-Z_]+): (.+)\n {2}hint: (.+)$/.exec(said) ?? [];
  const code = stateCodes.find((known) => known === sent);
  return code && { code, message, hint };
}

const stateCodes = ["PACKAGE_MISSING", "STATE_IN_USE", "STATE_FORMAT", "FILE_UNWRITABLE"] as const;

function flags(options: ReferenceOptions): readonly string[] {
  const { faults, port = 0, host, settleMs, requestsPerSecond, ...bounds } = options;
  const { bodyBytes, accounts, origin, webhooksAnywhere = false, keepRequests, onRequest } = bounds;
  const { resources, state } = bounds;
  return [
    "--port",
    String(port),
    ...(host === undefined ? [] : ["--host", host]),
    ...(settleMs === undefined ? [] : ["--settle", String(settleMs)]),
    ...(requestsPerSecond === undefined ? [] : ["--rate-limit", String(requestsPerSecond)]),
    ...(bodyBytes === undefined ? [] : ["--body-bytes", String(bodyBytes)]),
    ...(accounts === undefined ? [] : ["--accounts", String(accounts)]),
    ...(resources === undefined ? [] : ["--resources", String(resources)]),
    ...(origin === undefined ? [] : ["--origin", origin]),
    ...(keepRequests === undefined ? [] : ["--keep-requests", String(keepRequests)]),
    ...(state === undefined ? [] : ["--state", state]),
    ...(onRequest === undefined ? [] : ["--log"]),
    ...(webhooksAnywhere ? ["--webhooks-anywhere"] : []),
    ...faults.flatMap((fault) => ["--fault", fault]),
  ];
}
