import type { Report } from "../../specs/types/report.format.d.ts";
import type { StoredRun } from "../record/stored.ts";
import type { Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { folderName } from "./option-values.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { addOutputOptions, type OutputFlags } from "./output-options.ts";
import { withWorkspace } from "./with-workspace.ts";

interface RejudgeFlags extends OutputFlags {
  /** Where the derived files go; into the same folder when absent. */
  readonly out?: string;
}

/** rejudge: judges a stored journal again with the present suite, and writes all other files of the bundle anew. */
export const rejudgeCommand: AddCommand = (program, action) => {
  const command = program
    .command("rejudge")
    .description("Judge a stored journal again, with the present suite. Sends nothing.")
    .argument("<dir>", "folder of a bundle")
    .option(
      "-o, --out <dir>",
      "folder for the files derived from it (default: the same)",
      folderName,
    );
  addOutputOptions(command).action(
    action((context: CommandContext, directory: string, flags: RejudgeFlags) =>
      withWorkspace(context, (workspace) => rejudge(directory, flags, workspace, context)),
    ),
  );
};

async function rejudge(
  directory: string,
  flags: RejudgeFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { readStored } = await import("./read-stored.ts");
  const read = await readStored(directory, flags, workspace, context);
  if (!read.ok) return read;
  const { stored, report, write } = read.value;
  context.stderr.write(await changesText(stored, report));
  return write();
}

/** What the present suite says otherwise than the run did. */
async function changesText(stored: StoredRun, report: Report): Promise<string> {
  const { changesSince } = await import("../baseline/compare.ts");
  const { changeLines, sumOf } = await import("../baseline/comparison.ts");
  const { plural } = await import("../text/plural.ts");
  const changes = changesSince(stored, report);
  const lines = changeLines(changes);
  const before = stored.header.suite.casesDigest;
  const { casesDigest: now } = report.suite;
  const suites =
    before === now
      ? "by the same suite"
      : `by another suite (cases ${before.slice(0, 12)} then, ${now.slice(0, 12)} now)`;
  const sum =
    lines.length === 0 ? `all ${plural(changes.same, "verdict")} as before` : sumOf(changes);
  return `${[...lines, `rejudged ${suites}: ${sum}`].join("\n")}\n`;
}
