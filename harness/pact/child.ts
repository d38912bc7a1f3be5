import { type ChildProcess, fork } from "node:child_process";
import { devNull } from "node:os";

/** What the core of Pact is asked to do. */
export interface VerifierJob {
  readonly provider: string;
  readonly providerBaseUrl: string;
  readonly pactUrls: string[];
  readonly providerStatesSetupUrl: string;
  /** For one request or one state, in ms. */
  readonly timeout: number;
}

/** What the core said about the interactions, or why it said nothing. */
export type CoreAnswer =
  | { readonly ok: true; readonly result: CoreResult }
  | { readonly ok: false; readonly reason: string };

/** The part of the core's JSON that is read. */
export interface CoreResult {
  readonly interactionResults?: readonly {
    readonly description: string;
    readonly result: string;
    readonly duration?: string;
  }[];
  readonly errors?: readonly CoreError[];
  readonly pendingErrors?: readonly CoreError[];
}

export interface CoreError {
  readonly interaction: string;
  readonly mismatch: {
    readonly type: string;
    readonly message?: string;
    readonly mismatches?: readonly CoreMismatch[];
  };
}

export interface CoreMismatch {
  readonly type: string;
  readonly mismatch: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** The core in a process of its own: quiet, without telemetry, without a broker. */
export interface Verifier {
  /** One job after the other. @param boundMs After which the process is taken to hang; the next job gets a new one. */
  readonly verify: (job: VerifierJob, boundMs: number) => Promise<CoreAnswer>;
  readonly close: () => void;
}

/**
 * @param entry Absolute path of the process's main module.
 * @param baseUrls All that will be verified.
 */
export function openVerifier(entry: string, baseUrls: readonly string[]): Verifier {
  const environment = {
    ...withoutBroker(process.env),
    ...(baseUrls.every((url) => url.startsWith("http:")) && withoutCertificates),
    PACT_DO_NOT_TRACK: "true",
    NO_COLOR: "1",
  };
  let child: ChildProcess | undefined;
  const close = () => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  const verify = (job: VerifierJob, boundMs: number): Promise<CoreAnswer> => {
    const current = (child ??= start(entry, environment));
    return new Promise((resolve) => {
      const end = (answer: CoreAnswer, usable: boolean) => {
        clearTimeout(bound);
        current.removeAllListeners();
        if (!usable) close();
        resolve(answer);
      };
      const bound = setTimeout(() => {
        end({ ok: false, reason: `the verification did not end within ${boundMs} ms` }, false);
      }, boundMs);
      current.once("message", (output) => end(parse(output), true));
      current.once("error", (error) => end({ ok: false, reason: error.message }, false));
      current.once("exit", (code) =>
        end({ ok: false, reason: `the verifier ended with exit code ${String(code)}` }, false),
      );
      current.send(job);
    });
  };
  return { verify, close };
}

const start = (entry: string, env: NodeJS.ProcessEnv): ChildProcess =>
  fork(entry, [], { env, stdio: ["ignore", "ignore", "ignore", "ipc"] });

/**
 * The core reads the certificates of the system anew for each interaction, two thirds of its time. Where nothing is
 * encrypted it gets none to read.
 */
const withoutCertificates =
  process.platform === "win32" ? {} : { SSL_CERT_FILE: devNull, SSL_CERT_DIR: devNull };

/** With a broker in the environment the core would verify its pacts as well. */
const withoutBroker = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("PACT_")));

function parse(output: unknown): CoreAnswer {
  if (typeof output !== "string") return { ok: false, reason: "the verifier said nothing" };
  try {
    return { ok: true, result: JSON.parse(output) as CoreResult };
  } catch {
    return { ok: false, reason: output };
  }
}
