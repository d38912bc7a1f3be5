import type { CommandContext } from "../commands/context.ts";
import type { ExitCode } from "../commands/exit-codes.ts";
import { createProgram } from "../commands/program.ts";
import type { Ended } from "./command.ts";
import { commandContext } from "./context.ts";

/** Runs a command within the test, and gives its exit code. Rejects for wrong usage. */
export async function runCommand(
  context: CommandContext,
  ...args: readonly string[]
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const done = (ended: ExitCode) => void (code = ended);
  const program = await createProgram(context.version, args, { done, context: () => context });
  await program.parseAsync(args, { from: "user" });
  return code;
}

/** Runs a command over the bundled suite within the test, as `headwater` runs the built one. */
export async function within(...args: readonly string[]): Promise<Ended> {
  const { context, stdout, stderr } = commandContext(process.cwd());
  const code = await runCommand(context, ...args);
  return { code, stdout: stdout(), stderr: stderr() };
}

/** An option by its name in camel case; true stands for one that takes no value. */
export type Options = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Options as a command line has them: `--source-type payPal --yes` of `{ sourceType: ["payPal"], yes: true }`. */
export const argsOf = (options: Options): readonly string[] =>
  Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === "boolean") return value ? [option] : [];
    return [value].flat().flatMap((one) => [option, String(one)]);
  });
