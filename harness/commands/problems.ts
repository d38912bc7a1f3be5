import { type Problem, renderProblem } from "../problem.ts";
import type { CommandContext } from "./context.ts";
import { codeOfProblems, type ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";

/** Prints every problem, as text on stderr or as JSON on stdout, and gives the exit code. */
export function reportProblems(
  problems: readonly Problem[],
  { stdout, stderr }: Pick<CommandContext, "stdout" | "stderr">,
  json = false,
): ExitCode {
  if (json) stdout.write(asJson({ problems }));
  else stderr.write(`${problems.map(renderProblem).join("\n\n")}\n${summary(problems)}`);
  return codeOfProblems(problems);
}

const summary = (problems: readonly Problem[]): string =>
  problems.length > 1 ? `\n${problems.length} problems\n` : "";
