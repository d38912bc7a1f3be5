import { setMaxListeners } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { CommanderError } from "commander";
import envPaths from "env-paths";
import type { CommandContext, OutputStream } from "./commands/context.ts";
import type { ExitCode } from "./commands/exit-codes.ts";
import { createProgram, type FolderFlags } from "./commands/program.ts";
import { packageRoot, versionIn } from "./package-root.ts";
import { guardOutput } from "./text/guard-output.ts";

// Touches the process: argv, environment, streams, signals, exit code. Only cli.ts does so, too.

const root = packageRoot(path.dirname(fileURLToPath(import.meta.url)));
const version = versionIn(root);
const interrupt = new AbortController();
// All that is under way at once listens to it.
setMaxListeners(0, interrupt.signal);

let listening = false;

/**
 * V8 looks for garbage when its heap is up to four times what lived in it; here most of what is made is garbage soon. Of a server more
 * lives, and it has its time.
 */
function collectSooner(args: readonly string[]): void {
  if (args[0] !== "serve") setFlagsFromString("--heap-growing-percent=60");
}

async function main(): Promise<ExitCode> {
  let code: ExitCode = 0;
  const done = (result: ExitCode) => {
    code = result;
  };
  const args = process.argv.slice(2);
  collectSooner(args);
  const program = await createProgram(version, args, { done, context });
  process.stdout.on("error", endQuietly);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return crashed(error);
  }
}

/** A crash of ours says nothing about any target: it is never the 1 of a target that fails. */
function crashed(error: unknown): ExitCode {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const told = `Headwater itself crashed; this is its fault, not the target's:\n${why}\n`;
  process.stderr.write(guardOutput(told));
  return 3;
}

/** From here on the command itself ends what is under way; where none asks for this, a signal ends the process at once. */
function interrupted(): AbortSignal {
  if (!listening) {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => interrupt.abort());
  }
  listening = true;
  return interrupt.signal;
}

/** `headwater list checks | head` closes our stdout early: that is no error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  throw error;
}

const leave = () => process.exit(130);

/** Questions on the terminal; undefined where there is none. */
async function createAsk() {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const { createInterface } = await import("node:readline/promises");
  return async (question: string, fallback: string): Promise<string> => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.once("close", leave);
    const answer = await lines.question(`${question} [${fallback}] `);
    lines.off("close", leave);
    lines.close();
    return answer;
  };
}

function context({ specs, suites, cases, cache }: FolderFlags): CommandContext {
  const folder = (own: string | undefined, bundled: string) =>
    own === undefined ? path.join(root, bundled) : path.resolve(own);
  return {
    version,
    folders: {
      base: suites === undefined ? root : path.dirname(path.resolve(suites)),
      ...(specs === undefined && { specsBase: root }),
      specs: folder(specs, "specs"),
      suites: folder(suites, "suites"),
      ...(cache && { cache: process.env["HEADWATER_CACHE"] ?? envPaths("headwater").cache }),
    },
    loadWorkspace: async (data) => (await import("./workspace.ts")).loadWorkspace(data),
    referenceEntry: path.join(root, "dist/reference-impl/main.js"),
    faultCatalogue: path.join(root, "reference-impl/faults"),
    verifierEntry: path.join(root, "dist/harness/pact/verifier.js"),
    panelEntry: path.join(root, "dist/harness/mutation/degenerate/panel-thread.js"),
    ...(cases && { own: cases }),
    workingFolder: process.cwd(),
    environment: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    tellCi: (lines) => void process.stderr.write(lines.map((line) => `${line}\n`).join("")),
    createAsk,
    interrupted,
  };
}

function output(stream: NodeJS.WriteStream): OutputStream {
  const { NO_COLOR: noColour, CI: ci } = process.env;
  const isTerminal = stream.isTTY && (ci === undefined || ci === "" || ci === "false");
  return {
    write: (text) => void stream.write(guardOutput(text)),
    isTerminal,
    colour: stream.isTTY && (noColour === undefined || noColour === ""),
    columns: stream.columns ?? 100,
  };
}

for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error: unknown) => process.exit(crashed(error)));

const exitCode = await main();
process.exitCode = exitCode;
// What was under way when the user interrupted may wait for long; nobody waits for it.
if (interrupt.signal.aborted) process.stdout.write("", () => process.exit(exitCode));
