import { spawnSync } from "node:child_process";
import type { CommandContext } from "./context.ts";

/** More lines than a terminal shows at once. */
const aPage = 50;

/**
 * Writes a long text for a person by the program that PAGER names, `less` where it names none, and by itself where that is
 * not there. What is no terminal gets the text as it is.
 */
export function writePaged(
  text: string,
  { stdout, environment }: Pick<CommandContext, "stdout" | "environment">,
): void {
  const isLong = text.split("\n", aPage + 1).length > aPage;
  const pager = environment["PAGER"] ?? "less -FRX";
  if (!stdout.isTerminal || !isLong || pager === "" || pager === "cat") return stdout.write(text);
  // As git does it: PAGER is a command line of the user's own.
  const { status, error } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ["pipe", "inherit", "inherit"],
  });
  if (error !== undefined || status === notFound) stdout.write(text);
}

/** What a shell ends with where there is no such program. */
const notFound = 127;
