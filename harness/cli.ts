#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { CommandContext, ExitCode, Output } from "./commands/context.ts";

// The only file that touches the process: argv, environment, streams, signals, exit code.

const root = packageRoot(path.dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  version: string;
};
const interrupt = new AbortController();

async function main(): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram((result) => {
    code = result;
  });
  process.stdout.on("error", endQuietly);
  try {
    await program.parseAsync();
    return code;
  } catch (error) {
    if (interrupt.signal.aborted) return 3;
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** `headwater list checks | head` closes our stdout early: that is no error. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  throw error;
}

function createProgram(done: (code: ExitCode) => void): Command {
  const program = new Command("headwater")
    .description(
      "Shows, with evidence, whether a server behaves as the payment source documentation says.",
    )
    .version(manifest.version, "-V, --version")
    .exitOverride()
    .showHelpAfterError("(headwater --help shows the commands)")
    .addHelpText("after", examples)
    .addOption(
      new Option("--suites <dir>", "use the suites of this folder instead of the bundled ones"),
    )
    .addOption(
      new Option(
        "--specs <dir>",
        "use the specification of this folder instead of the bundled one",
      ),
    );
  addRun(program, done);
  addServe(program, done);
  addList(program, done);
  addExplain(program, done);
  addLint(program, done);
  addInit(program, done);
  addDoctor(program, done);
  addMutate(program, done);
  return program;
}

const examples = `
Examples:
  headwater run                                   the bundled reference implementation, every case
  headwater run --target http://127.0.0.1:8080    a server that speaks as the reference implementation does
  headwater run --target my-target.yaml           a server of your own, bound by a target file
  headwater run 'detach*' --fault detach-answers-200
  headwater explain DR-DETACH-2

Exit codes: 0 conformant, 1 non-conformant, 2 wrong usage or file, 3 could not measure,
            4 stale baseline, 5 safety stop`;

interface RunFlags {
  readonly target: string;
  readonly profile: readonly string[];
  readonly requirement: readonly string[];
  readonly sourceType: readonly string[];
  readonly level: "must" | "should" | "may";
  readonly fault: readonly string[];
  readonly reporter: readonly string[];
  readonly concurrency?: number;
  readonly seed?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly dryRun?: true;
}

function addRun(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("run")
    .description("Drive the selected cases against a target, judge them, write the bundle.")
    .argument("[patterns...]", "case ids, files, folders, or quoted globs over them")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .addOption(list("--profile <names>", "only cases of these profiles"))
    .addOption(list("--requirement <ids>", "only cases that verify these requirements"))
    .addOption(list("--source-type <types>", "only cases about these source types"))
    .addOption(
      new Option("--level <level>", "the level from which a failed check counts")
        .choices(["must", "should", "may"])
        .default("must"),
    )
    .option(
      "--concurrency <n>",
      "cases under way at once (default: the target's limit)",
      wholeFrom(1),
    )
    .option("--seed <n>", "seed of the order (default: another one each run)", wholeFrom(0))
    .option("--shard <i/n>", "only part i of n", shard)
    .addOption(list("--fault <names>", "break the reference implementation in these ways"))
    .addOption(list("--reporter <names>", "write only these files of the bundle"))
    .option("-o, --out <dir>", "folder of the bundle", "reports/latest")
    .option("--json", "print the report as JSON")
    .option("-q, --quiet", "no progress")
    .option("--dry-run", "show what would run, what would not, and why; send nothing")
    .action(async (patterns: string[], flags: RunFlags) => {
      const { runCommand } = await import("./commands/run.ts");
      const { dryRunCommand } = await import("./commands/dry-run.ts");
      const { profile, requirement, sourceType, level, fault, reporter, concurrency, seed } = flags;
      const command = {
        target: flags.target,
        selection: {
          patterns,
          profiles: profile,
          requirements: requirement,
          sourceTypes: sourceType,
          level,
        },
        faults: fault,
        reporters: reporter,
        out: flags.out,
        json: flags.json ?? false,
        quiet: flags.quiet ?? false,
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(seed === undefined ? {} : { seed }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
      };
      done(
        flags.dryRun === true
          ? await dryRunCommand(command, context(program))
          : await runCommand(command, context(program)),
      );
    });
}

function addServe(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("serve")
    .description("Run the reference implementation as a sandbox.")
    .option("-p, --port <n>", "port to listen on; 0 takes any free one", wholeFrom(0), 8765)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(list("--fault <names>", "break it in these ways"))
    .option(
      "--settle <ms>",
      "captures, cancels and refunds settle after so many ms",
      wholeFrom(0),
      0,
    )
    .action(
      async (flags: { port: number; host: string; fault: readonly string[]; settle: number }) => {
        const { serveCommand } = await import("./commands/serve.ts");
        const command = {
          port: flags.port,
          host: flags.host,
          faults: flags.fault,
          settleMs: flags.settle,
        };
        done(await serveCommand(command, context(program)));
      },
    );
}

function addList(program: Command, done: (code: ExitCode) => void): void {
  const what = [
    "cases",
    "checks",
    "requirements",
    "fixtures",
    "actions",
    "profiles",
    "faults",
  ] as const;
  program
    .command("list")
    .description(`List ${what.join(", ")}.`)
    .argument("<what>", what.join(", "), oneOf(what))
    .option("--json", "print JSON")
    .action(async (name: (typeof what)[number], flags: { json?: true }) => {
      const { listCommand } = await import("./commands/list.ts");
      done(await listCommand(name, flags.json ?? false, context(program)));
    });
}

function addExplain(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("explain")
    .description("Explain a requirement, case, check, fixture, action or fault.")
    .argument("<id>", "such as DR-DETACH-2")
    .option("--json", "print JSON")
    .action(async (id: string, flags: { json?: true }) => {
      const { explainCommand } = await import("./commands/explain.ts");
      done(await explainCommand(id, flags.json ?? false, context(program)));
    });
}

function addLint(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("lint")
    .description(
      "Compile the suites, or the given cases, fixtures, targets; show every problem. Sends nothing.",
    )
    .argument("[paths...]", "files or folders")
    .option("--json", "print JSON")
    .action(async (paths: string[], flags: { json?: true }) => {
      const { lintCommand } = await import("./commands/lint.ts");
      done(await lintCommand(paths, flags.json ?? false, context(program)));
    });
}

function addInit(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("init")
    .description("Write a target file for a server of your own; asks for what no option says.")
    .option("-o, --out <file>", "the file to write", "my-target.yaml")
    .option("--name <name>", "how reports call the server")
    .option("--base-url <url>", "where it is, or ${NAME} for a variable of the environment")
    .addOption(list("--profile <names>", "what it claims").default([], "digital-river/core"))
    .addOption(list("--source-type <types>", "with which types").default([], "creditCard"))
    .option("-y, --yes", "ask nothing, take the defaults")
    .option("--force", "overwrite the file")
    .action(async (flags: InitFlags) => {
      const { initCommand } = await import("./commands/init.ts");
      const { out, name, baseUrl, profile, sourceType } = flags;
      const command = {
        out,
        profiles: profile,
        sourceTypes: sourceType,
        yes: flags.yes ?? false,
        force: flags.force ?? false,
        ...(name === undefined ? {} : { name }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
      };
      done(await initCommand(command, await createAsk(), context(program)));
    });
}

interface InitFlags {
  readonly out: string;
  readonly name?: string;
  readonly baseUrl?: string;
  readonly profile: readonly string[];
  readonly sourceType: readonly string[];
  readonly yes?: true;
  readonly force?: true;
}

const leave = (): never => process.exit(130);

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

function addDoctor(program: Command, done: (code: ExitCode) => void): void {
  program
    .command("doctor")
    .description("Make the first calls to a target one by one and explain each problem.")
    .option("-t, --target <name>", "reference, a base URL, or a target file", "reference")
    .option("--json", "print JSON")
    .action(async (flags: { target: string; json?: true }) => {
      const { doctorCommand } = await import("./commands/doctor.ts");
      const command = { target: flags.target, json: flags.json ?? false };
      done(await doctorCommand(command, context(program)));
    });
}

interface MutateFlags {
  readonly faults: readonly string[];
  readonly part: readonly ("faults" | "edits" | "degenerate" | "isolation")[];
  readonly matrix: "full" | "own";
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
}

function addMutate(program: Command, done: (code: ExitCode) => void): void {
  const parts = ["faults", "edits", "degenerate", "isolation"];
  program
    .command("mutate")
    .description("Prove the suite: faults, edited transcripts, degenerate servers, isolation.")
    .addOption(list("--faults <names>", "only these faults"))
    .addOption(list("--part <names>", `only these parts: ${parts.join(", ")}`))
    .addOption(
      new Option(
        "--matrix <scope>",
        "own: a fault meets the cases on its requirement; full: every case",
      )
        .choices(["full", "own"])
        .default("full"),
    )
    .option("-o, --out <dir>", "folder of mutation.json and mutation.html", "reports/latest")
    .option("--json", "print the result as JSON")
    .option("-q, --quiet", "no progress")
    .action(async (flags: MutateFlags) => {
      const wrong = flags.part.find((part) => !parts.includes(part));
      if (wrong !== undefined)
        program.error(`error: --part takes ${parts.join(", ")}; not ${wrong}`);
      const { mutateCommand } = await import("./commands/mutate.ts");
      const { faults, part, matrix, out } = flags;
      const quiet = flags.quiet ?? false;
      const command = { faults, parts: part, matrix, out, json: flags.json ?? false, quiet };
      done(await mutateCommand(command, context(program)));
    });
}

/** An option that may be repeated, or hold several names with commas between them. */
function list(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "all")
    .argParser((value: string, earlier: readonly string[]) => [
      ...earlier,
      ...value.split(",").map((name) => name.trim()),
    ]);
}

const wholeFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > 2 ** 31 - 1) {
    throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
  }
  return value;
};

function shard(text: string) {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count) {
    throw new InvalidArgumentError("It takes i/n with i from 1 to n, such as 2/4.");
  }
  return { index, count };
}

const oneOf =
  <T extends string>(names: readonly T[]) =>
  (text: string): T => {
    const found = names.find((name) => name === text || name === `${text}s`);
    if (found === undefined) throw new InvalidArgumentError(`It takes one of ${names.join(", ")}.`);
    return found;
  };

function context(program: Command): CommandContext {
  const { specs, suites } = program.opts<{ specs?: string; suites?: string }>();
  const folder = (own: string | undefined, bundled: string) =>
    own === undefined ? path.join(root, bundled) : path.resolve(own);
  return {
    version: manifest.version,
    folders: {
      base: suites === undefined ? root : path.dirname(path.resolve(suites)),
      specs: folder(specs, "specs"),
      suites: folder(suites, "suites"),
    },
    referenceEntry: path.join(root, "dist/reference-impl/main.js"),
    faultCatalogue: path.join(root, "reference-impl/faults/catalogue.yaml"),
    workingFolder: process.cwd(),
    environment: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    get interrupted() {
      return listenForInterrupts();
    },
  };
}

/** A command that ends by itself when interrupted asks for this; any other ends at once, as programs do. */
function listenForInterrupts(): AbortSignal {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.removeAllListeners(signal).once(signal, () => interrupt.abort());
  }
  return interrupt.signal;
}

function output(stream: NodeJS.WriteStream): Output {
  const { NO_COLOR: noColour, CI: ci } = process.env;
  const isTerminal = stream.isTTY && (ci === undefined || ci === "" || ci === "false");
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    colour: stream.isTTY && (noColour === undefined || noColour === ""),
    columns: stream.columns ?? 100,
  };
}

function packageRoot(folder: string): string {
  if (existsSync(path.join(folder, "package.json"))) return folder;
  return packageRoot(path.dirname(folder));
}

process.exitCode = await main();
