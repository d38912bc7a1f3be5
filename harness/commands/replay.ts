import path from "node:path";
import { Option } from "commander";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { PlayFlags } from "./play-again.ts";
import { browserOption } from "./with-browser.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ReplayFlags extends PlayFlags {
  readonly run?: true;
}

/** replay: a case of a stored run, passed or not, as a shell script of curl calls, or played again and judged. */
export const replayCommand: AddCommand = (program, action) => {
  program
    .command("replay")
    .description(
      "Print a case of a stored run as a shell script of curl calls; or play it again and say whether its failure came back: 1 when it did.",
    )
    .argument("<dir>", "folder of a bundle")
    .requiredOption("--case <id>", "id of the case")
    .option(
      "-t, --target <name>",
      "the target file: a script may read its own variables as well; with --run also reference or a base URL (default: where the run was)",
    )
    .option("--run", "play the case again, as the run did, and judge it")
    .addOption(browserOption())
    .addOption(new Option("--json", "with --run: print JSON").implies({ run: true }))
    .action(
      action((context: CommandContext, directory: string, flags: ReplayFlags) =>
        withWorkspace(context, async (workspace) => {
          if (!flags.run) return writeScript(directory, flags, workspace, context);
          const { playAgain } = await import("./play-again.ts");
          return playAgain(directory, flags, workspace, context);
        }),
      ),
    );
};

async function writeScript(
  directory: string,
  { case: id, target: file }: ReplayFlags,
  workspace: Workspace,
  { workingFolder, version, stdout, environment }: CommandContext,
): Promise<Result<ExitCode>> {
  const { replayCase } = await import("../record/replay-case.ts");
  const { loadTarget } = await import("../implementation/load-target.ts");
  const { placesOf } = await import("../implementation/places.ts");
  const lookingOnly = { ...workspace, environment, mayBeUnset: true };
  const target =
    file === undefined
      ? undefined
      : await loadTarget(path.resolve(workingFolder, file), lookingOnly, file);
  if (target?.ok === false) return target;
  const folder = { path: path.resolve(workingFolder, directory), shown: directory };
  const own = target && placesOf(target.value);
  const text = await replayCase(folder, id, workspace, version, own);
  if (!text.ok) return text;
  stdout.write(text.value);
  return ok(0);
}
