import { Command, Option } from "commander";
import { baselineCommand } from "./baseline.ts";
import { certifyCommand } from "./certify.ts";
import type { AddCommand, CreateAction } from "./command.ts";
import { compareCommand } from "./compare.ts";
import type { CommandContext } from "./context.ts";
import { doctorCommand } from "./doctor.ts";
import type { ExitCode } from "./exit-codes.ts";
import { explainCommand } from "./explain.ts";
import { initCommand } from "./init.ts";
import { keygenCommand } from "./keygen.ts";
import { lintCommand } from "./lint.ts";
import { listCommand } from "./list.ts";
import { mergeCommand } from "./merge.ts";
import { mutateCommand } from "./mutate.ts";
import { pactCommand } from "./pact.ts";
import { reportProblems } from "./problems.ts";
import { rejudgeCommand } from "./rejudge.ts";
import { replayCommand } from "./replay.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";
import { verifyCommand } from "./verify.ts";

/** In the order in which the help shows them. */
const commands: readonly AddCommand[] = [
  runCommand,
  rejudgeCommand,
  replayCommand,
  mergeCommand,
  compareCommand,
  baselineCommand,
  keygenCommand,
  certifyCommand,
  verifyCommand,
  initCommand,
  doctorCommand,
  serveCommand,
  listCommand,
  explainCommand,
  lintCommand,
  mutateCommand,
  pactCommand,
];

/** The options of all commands. */
export interface FolderFlags {
  readonly suites?: string;
  readonly specs?: string;
  /** Whether compiled suites are kept for later commands. */
  readonly cache: boolean;
}

/** How the program reaches the world. */
export interface ProgramEdges {
  readonly context: (flags: FolderFlags) => CommandContext;
  /** Takes the exit code of the command that was called. */
  readonly done: (code: ExitCode) => void;
}

/** Every command with its options. `parseAsync` rejects with a CommanderError for wrong usage. */
export function createProgram(version: string, { context, done }: ProgramEdges): Command {
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
  for (const add of commands) add(program, action);
  return program;
}

const examples = `
Examples:
  headwater run                                   the bundled reference implementation, every case
  headwater run --target http://127.0.0.1:8080    a server that speaks as the reference implementation does
  headwater run --target my-target.yaml           a server of your own, bound by a target file
  headwater run 'detach*' --fault detach-answers-200
  headwater run --resume reports/latest           a run that was interrupted or killed
  headwater certify --target my-target.yaml --key my.key
  headwater verify certificate --key my.pub
  headwater explain DR-DETACH-2

Exit codes: 0 conformant, 1 non-conformant, 2 wrong usage or file, 3 could not measure,
            4 stale baseline, 5 safety stop`;
