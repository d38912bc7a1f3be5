import { watch as watchPath } from "node:fs";
import path from "node:path";
import { ok, type Result } from "../result.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { reportProblems } from "./problems.ts";

/**
 * Does it once, and again whenever something below the paths changed, until the user interrupts.
 * Changes that come while it is under way count as one.
 *
 * @param paths Files and folders, relative to the working folder.
 * @returns The last exit code; problems are printed each time, and end nothing.
 */
export async function onEachChange(
  paths: readonly string[],
  context: CommandContext,
  once: () => Promise<Result<ExitCode>>,
  json = false,
): Promise<Result<ExitCode>> {
  const interrupted = context.interrupted();
  const changes = watchAll(paths.map((name) => path.resolve(context.workingFolder, name)));
  try {
    for (;;) {
      const ended = await once();
      const code = ended.ok ? ended.value : reportProblems(ended.problems, context, json);
      if (interrupted.aborted) return ok(code);
      context.stderr.write(`watching ${paths.join(", ")}; Ctrl-C ends\n`);
      await changes.next(interrupted);
      if (interrupted.aborted) return ok(code);
    }
  } finally {
    changes.close();
  }
}

/** What an editor does when it saves comes as several events; they are one change. */
const togetherMs = 50;

function watchAll(paths: readonly string[]) {
  let changed = false;
  let tell: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      tell?.();
    }, togetherMs);
  };
  const watchers = paths.map((file) => watchPath(file, { recursive: true }, onChange));
  return {
    /** Resolves at the first change since it resolved last, or when it is aborted. */
    next: async (signal: AbortSignal): Promise<void> => {
      if (!changed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          tell = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
      changed = false;
    },
    close: (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
