import { spawn } from "node:child_process";
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
  /** Captures, cancels and refunds settle after so many ms; at once when absent. */
  readonly settleMs?: number;
  /** So many requests a second are answered, the rest with 429; all of them when absent. */
  readonly requestsPerSecond?: number;
}

/**
 * Starts the reference implementation as a child process on a free port.
 * It ends with this process, however this process ends.
 *
 * Problems: REFERENCE_SERVER with what it wrote on stderr.
 */
export function startReference(options: ReferenceOptions): Promise<Result<ReferenceServer>> {
  const child = spawn(process.execPath, [options.entry, "--with-parent", ...flags(options)]);
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return new Promise((resolve) => {
    const fail = (why: string) => {
      resolve(
        failure([
          {
            code: "REFERENCE_SERVER",
            message: `the reference implementation did not start: ${why}`,
          },
        ]),
      );
    };
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(errors.trim() || `it ended with exit code ${String(code)}`));
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
      const url = /listening on (http:\/\/\S+)\n/.exec(output)?.[1];
      if (url !== undefined) resolve(ok({ url, ended, stop: () => void child.kill() }));
    });
  });
}

function flags(options: ReferenceOptions): readonly string[] {
  const { faults, port = 0, host, settleMs, requestsPerSecond } = options;
  return [
    "--port",
    String(port),
    ...(host === undefined ? [] : ["--host", host]),
    ...(settleMs === undefined ? [] : ["--settle", String(settleMs)]),
    ...(requestsPerSecond === undefined ? [] : ["--rate-limit", String(requestsPerSecond)]),
    ...faults.flatMap((fault) => ["--fault", fault]),
  ];
}
