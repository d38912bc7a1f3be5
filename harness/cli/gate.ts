import type { Command } from "commander";
import { day, type Wiring } from "./options.ts";

/** compare, baseline: what a pipeline asks. */
export function addGate(program: Command, wiring: Wiring): void {
  addCompare(program, wiring);
  addBaseline(program, wiring);
}

function addCompare(program: Command, { done, context }: Wiring): void {
  program
    .command("compare")
    .description("Show in what two runs differ; 1 when a check that counts got worse.")
    .argument("<before>", "a bundle or a report")
    .argument("<after>", "another")
    .option("--markdown", "print Markdown, for a comment on a pull request")
    .option("--json", "print JSON")
    .action(async (before: string, after: string, flags: { markdown?: true; json?: true }) => {
      const { compareCommand } = await import("../commands/compare.ts");
      const { markdown = false, json = false } = flags;
      done(await compareCommand({ before, after, markdown, json }, context()));
    });
}

interface UpdateFlags {
  readonly from: string;
  readonly baseline: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
}

function addBaseline(program: Command, { done, context }: Wiring): void {
  program
    .command("baseline")
    .description("The failures that are known and accepted.")
    .command("update")
    .description("Accept the failures of a run; entries that stay keep what they say.")
    .requiredOption("--from <dir>", "the bundle whose failures are accepted")
    .requiredOption("--baseline <file>", "the file to write")
    .option("--reason <text>", "why new ones are accepted")
    .option("--owner <name>", "who mends new ones")
    .option("--expires <day>", "when new ones count again (default: in 30 days)", day)
    .action(async (flags: UpdateFlags) => {
      const { baselineUpdateCommand } = await import("../commands/baseline.ts");
      done(await baselineUpdateCommand(flags, context()));
    });
}
