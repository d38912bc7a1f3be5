import path from "node:path";
import { shellQuote } from "../../http/curl.ts";
import type { ResultSet } from "./result-set.ts";

/**
 * What repeats a group of results; undefined where nothing does. A script needs the server of the run: where that ended with the
 * run, another is started.
 *
 * @param folder Of the bundle, as seen from where the command is called.
 */
export function replayCommand(
  { replays, subject }: Pick<ResultSet, "replays" | "subject">,
  id: string,
  folder = ".",
): string | undefined {
  const script = replays.get(id);
  if (script === undefined) return undefined;
  return subject.ephemeral === true
    ? `headwater replay ${shellQuote(folder)} --case ${shellQuote(id)} --run`
    : `sh ${shellQuote(path.posix.join(folder, script))}`;
}
