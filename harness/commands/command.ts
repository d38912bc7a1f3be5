import type { Command } from "commander";
import type { Result } from "../result.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";

/**
 * A command: declares its options, and does what they ask. The help declares all commands, so their files import little,
 * and what a command works with only when it is called.
 */
export type AddCommand = (program: Command, action: CreateAction) => void;

/** Makes an action of what a command does with its arguments and options: problems are printed, and give the exit code. */
export type CreateAction = <Input extends readonly unknown[]>(
  perform: (context: CommandContext, ...input: Input) => Promise<Result<ExitCode>>,
) => (...input: Input) => Promise<void>;
