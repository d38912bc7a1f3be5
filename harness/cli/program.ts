import { Command, Option } from "commander";
import type { CommandContext } from "../commands/context.ts";
import { addCertify } from "./certify.ts";
import { addGate } from "./gate.ts";
import { addInspect } from "./inspect.ts";
import type { Wiring } from "./options.ts";
import { addPact } from "./pact.ts";
import { addProve } from "./prove.ts";
import { addRecord } from "./record.ts";
import { addRun } from "./run.ts";
import { addTarget } from "./target.ts";

/** The options of all commands. */
export interface FolderFlags {
  readonly suites?: string;
  readonly specs?: string;
  /** Whether compiled suites are kept for later commands. */
  readonly cache: boolean;
}

/** How the program reaches the world. */
export interface ProgramEdges extends Omit<Wiring, "context"> {
  readonly context: (flags: FolderFlags) => CommandContext;
}

/** Every command with its options. `parseAsync` rejects with a CommanderError for wrong usage. */
export function createProgram(version: string, edges: ProgramEdges): Command {
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
  for (const add of [
    addRun,
    addRecord,
    addGate,
    addCertify,
    addTarget,
    addInspect,
    addProve,
    addPact,
  ]) {
    add(program, { ...edges, context: () => edges.context(program.opts<FolderFlags>()) });
  }
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
