import { Command, Option } from "commander";
import type { AddCommand, CreateAction } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { listOption } from "./option-values.ts";
import { reportProblems } from "./problems.ts";

/** Every command by its name, in the order in which the help shows them. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  run: async () => (await import("./run.ts")).runCommand,
  rejudge: async () => (await import("./rejudge.ts")).rejudgeCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  merge: async () => (await import("./merge.ts")).mergeCommand,
  compare: async () => (await import("./compare.ts")).compareCommand,
  history: async () => (await import("./history.ts")).historyCommand,
  matrix: async () => (await import("./matrix.ts")).matrixCommand,
  baseline: async () => (await import("./baseline.ts")).baselineCommand,
  keygen: async () => (await import("./keygen.ts")).keygenCommand,
  certify: async () => (await import("./certify.ts")).certifyCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  init: async () => (await import("./init.ts")).initCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  serve: async () => (await import("./serve.ts")).serveCommand,
  list: async () => (await import("./list.ts")).listCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  lint: async () => (await import("./lint.ts")).lintCommand,
  mutate: async () => (await import("./mutate.ts")).mutateCommand,
  pact: async () => (await import("./pact.ts")).pactCommand,
  completion: async () => (await import("./completion.ts")).completionCommand,
};

/** The options of all commands. */
export interface FolderFlags {
  readonly suites?: string;
  readonly specs?: string;
  /** Files and folders of cases beside the bundled ones. */
  readonly cases?: readonly string[];
  /** Whether compiled suites are kept for later commands. */
  readonly cache: boolean;
}

/** How the program reaches the world. */
export interface ProgramEdges {
  readonly context: (flags: FolderFlags) => CommandContext;
  /** Takes the exit code of the command that was called. */
  readonly done: (code: ExitCode) => void;
}

/**
 * The program with the commands that may be meant. `parseAsync` rejects with a CommanderError for wrong usage.
 *
 * @param args The words of the command line; without a command among them the program has all.
 */
export async function createProgram(
  version: string,
  args: readonly string[],
  { context, done }: ProgramEdges,
): Promise<Command> {
  const program = new Command("headwater")
    .description(
      "Shows, with evidence, whether a server behaves as the payment source documentation says.",
    )
    .version(version, "-V, --version")
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
    )
    .addOption(
      listOption("--cases <paths>", "take in these files and folders of cases of your own"),
    )
    .addOption(new Option("--no-cache", "compile the suite anew (default: once for all commands)"));
  const action: CreateAction =
    (perform) =>
    async (...input) => {
      const world = context(program.opts<FolderFlags>());
      const ended = await perform(world, ...input);
      // Commander hands the command on after its arguments and options.
      const called: unknown = input.at(-1);
      const json = called instanceof Command && called.opts()["json"] === true;
      done(ended.ok ? ended.value : reportProblems(ended.problems, world, json));
    };
  const adders = await Promise.all(meant(args).map((load) => load()));
  for (const add of adders) add(program, action);
  return program;
}

/** Only the files of these are loaded: a start is not to wait for the other commands. */
function meant(args: readonly string[]): readonly (() => Promise<AddCommand>)[] {
  const named = Object.keys(commands).filter((name) => args.includes(name));
  return Object.entries(commands).flatMap(([name, load]) =>
    named.length === 0 || named.includes(name) || named.includes("completion") ? [load] : [],
  );
}

const examples = `
Examples:
  headwater run                                   the bundled reference implementation, every case
  headwater run --target http://127.0.0.1:8080    a server that speaks as the reference implementation does
  headwater run --target my-target.yaml           a server of your own, bound by a target file
  headwater run my-cases/                         cases of your own, with the bundled fixtures
  headwater run 'detach*' --fault detach-answers-200
  headwater run --resume reports/latest           a run that was interrupted or killed
  headwater certify --target my-target.yaml --key my.key
  headwater verify certificate --key my.pub
  headwater explain DR-DETACH-2

Exit codes: 0 conformant, 1 non-conformant, 2 wrong usage or file, 3 could not measure,
            4 stale baseline, 5 safety stop`;
