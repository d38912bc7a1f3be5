import { type ChildProcess, fork } from "node:child_process";
import { devNull } from "node:os";
import { failure, ok, type Result } from "../result.ts";
import { memoryExit, verifierMemoryMib } from "./memory.ts";
import { missingPackage } from "./optional-package.ts";
import { parseJson } from "../read/json.ts";

/** What the core of Pact is asked to do. */
export interface VerifierJob {
  readonly provider: string;
  readonly providerBaseUrl: string;
  readonly pactUrls: string[];
  readonly providerStatesSetupUrl: string;
  /** For one request or one state, in ms. */
  readonly timeout: number;
}

/** What the process is asked: whether the core can be loaded, or to do a job. */
export type VerifierAsk = "load" | VerifierJob;

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
 * Starts the process. Problems: PACKAGE_MISSING where the core cannot be loaded.
 *
 * @param entry Absolute path of the process's main module.
 */
export async function openVerifier(entry: string): Promise<Result<Verifier>> {
  const environment = guestEnvironment(process.env);
  let child: ChildProcess | undefined;
  const close = () => {
    child?.kill("SIGKILL");
    child = undefined;
  };
  const ask = (what: VerifierAsk, boundMs: number): Promise<Said> => {
    const current = (child ??= start(entry, environment));
    return new Promise((resolve) => {
      const end = (said: Said) => {
        clearTimeout(bound);
        current.removeAllListeners();
        if ("silent" in said) close();
        resolve(said);
      };
      const bound = setTimeout(() => {
        end({ silent: `the verification did not end within ${boundMs} ms` });
      }, boundMs);
      current.once("message", (output) =>
        end(
          typeof output === "string" ? { text: output } : { silent: "the verifier said nothing" },
        ),
      );
      current.once("error", (error) => end({ silent: error.message }));
      current.once("exit", (code) =>
        end({
          silent:
            code === memoryExit
              ? tooMuchMemory
              : `the verifier ended with exit code ${String(code)}`,
        }),
      );
      current.send(what);
    });
  };
  const loaded = await ask("load", loadMs);
  const reason = "text" in loaded ? loaded.text : `cannot be loaded: ${loaded.silent}`;
  if (reason !== "") {
    close();
    return failure([missingPackage("@pact-foundation/pact-core", reason)]);
  }
  const verify = async (job: VerifierJob, boundMs: number): Promise<CoreAnswer> => {
    const said = await ask(job, boundMs);
    return "text" in said ? parse(said.text) : { ok: false, reason: said.silent };
  };
  return ok({ verify, close });
}

/** What the process said, or why it said nothing and is no more. */
type Said = { readonly text: string } | { readonly silent: string };

/** For starting the process and loading the core, in ms. */
const loadMs = 30_000;

const start = (entry: string, env: NodeJS.ProcessEnv): ChildProcess =>
  fork(entry, [], { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });

const tooMuchMemory = `the verifier took more than ${verifierMemoryMib} MiB of memory and was ended`;

/** What a process needs to start and to load a package; nothing else of ours is its business, keys least of all. */
const needed =
  /^(?:PATH|HOME|TMPDIR|TMP|TEMP|LANG|LC_ALL|TZ|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|LD_LIBRARY_PATH)$/i;

/**
 * The core speaks to loopback servers of ours alone. It would read the certificates of the system anew for each
 * interaction, two thirds of its time, so it gets none to read.
 */
const guestEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => needed.test(name))),
  ...(process.platform === "win32" ? {} : { SSL_CERT_FILE: devNull, SSL_CERT_DIR: devNull }),
  PACT_DO_NOT_TRACK: "true",
  NO_COLOR: "1",
});

function parse(output: string): CoreAnswer {
  const result = parseJson(output);
  return result.ok
    ? { ok: true, result: result.value as CoreResult }
    : { ok: false, reason: output };
}
