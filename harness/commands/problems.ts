import { type Problem, renderProblem } from "../problem.ts";
import { type CommandContext, type ExitCode, exitCodeOf } from "./context.ts";

/** Prints every problem, as text on stderr or as JSON on stdout, and gives the exit code. */
export function reportProblems(
  problems: readonly Problem[],
  context: CommandContext,
  json = false,
): ExitCode {
  if (json) context.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
  else context.stderr.write(`${problems.map(renderProblem).join("\n\n")}\n${summary(problems)}`);
  return exitCodeOf(problems);
}

const summary = (problems: readonly Problem[]): string =>
  problems.length > 1 ? `\n${problems.length} problems\n` : "";
