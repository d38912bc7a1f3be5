import type { Command } from "commander";
import { addFinishOptions, type FinishFlags, finishing, type Wiring } from "./options.ts";

/** rejudge, replay, merge: what becomes of stored runs, offline. */
export function addRecord(program: Command, wiring: Wiring): void {
  addRejudge(program, wiring);
  addReplay(program, wiring);
  addMerge(program, wiring);
}

function addRejudge(program: Command, { done, context }: Wiring): void {
  const command = program
    .command("rejudge")
    .description("Judge a stored journal again, with the present suite. Sends nothing.")
    .argument("<dir>", "folder of a bundle")
    .option("-o, --out <dir>", "folder for the files derived from it (default: the same)");
  addFinishOptions(command).action(
    async (directory: string, flags: FinishFlags & { out?: string }) => {
      const { rejudgeCommand } = await import("../commands/rejudge.ts");
      const { out } = flags;
      const options = { ...finishing(flags), directory, ...(out !== undefined && { out }) };
      done(await rejudgeCommand(options, context()));
    },
  );
}

function addReplay(program: Command, { done, context }: Wiring): void {
  program
    .command("replay")
    .description("Print a case of a stored run as a shell script of curl calls.")
    .argument("<dir>", "folder of a bundle")
    .requiredOption("--case <id>", "id of the case")
    .action(async (directory: string, flags: { case: string }) => {
      const { replayCommand } = await import("../commands/replay.ts");
      done(await replayCommand({ directory, case: flags.case }, context()));
    });
}

function addMerge(program: Command, { done, context }: Wiring): void {
  const command = program
    .command("merge")
    .description("Make one bundle of the shards of a run.")
    .argument("<dirs...>", "folders of the shards' bundles")
    .option("-o, --out <dir>", "folder of the new bundle", "reports/latest");
  addFinishOptions(command).action(
    async (directories: string[], flags: FinishFlags & { out: string }) => {
      const { mergeCommand } = await import("../commands/merge.ts");
      const options = { ...finishing(flags), directories, out: flags.out };
      done(await mergeCommand(options, context()));
    },
  );
}
