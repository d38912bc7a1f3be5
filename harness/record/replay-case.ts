import { shellQuote } from "../http/curl.ts";
import type { Transcript } from "../journal/transcript.ts";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import { evidenceOf } from "../judge/judged-case.ts";
import type { OwnPlaces } from "../replay/script.ts";
import { runResults } from "../report/model/run-results.ts";
import { renderScript } from "../report/replay/scripts.ts";
import { failure, ok, type Result } from "../result.ts";
import { reportStored } from "./rejudge.ts";
import { type BundleFolder, judgeStored, readBundle } from "./stored.ts";
import type { Workspace } from "../workspace.ts";

/**
 * What a stored run did in a case, passed or not, as a shell script.
 * Problems: those of reading; UNKNOWN_CASE for a case that the run does not have, or for which it sent nothing.
 *
 * @param version Of Headwater.
 * @param own What the target file says; without it the script reads the keys of the APIs alone.
 */
export async function replayCase(
  folder: BundleFolder,
  id: string,
  workspace: Workspace,
  version: string,
  own?: OwnPlaces,
): Promise<Result<string>> {
  const stored = await judgeStored(folder, workspace);
  if (!stored.ok) return stored;
  const transcript = await transcriptOf(folder, id, workspace);
  if (!transcript.ok) return transcript;
  const evidence = evidenceOf(transcript.value);
  if (Object.keys(evidence).length === 0) return failure([nothingSent(id)]);
  const report = { ...reportStored(stored.value, workspace, version), evidence };
  return ok(renderScript({ ...runResults(report), ...(own && { own }) }, id));
}

/** What the run did in a case; of several repeats, the first in which it did not pass. */
async function transcriptOf(
  folder: BundleFolder,
  id: string,
  { formats }: Workspace,
): Promise<Result<Transcript>> {
  const names = new Set<string>();
  const passed: Transcript[] = [];
  const others: Transcript[] = [];
  const read = await readBundle(folder, formats, ({ transcript, verdict }) => {
    names.add(transcript.case);
    if (transcript.case === id) (verdict?.outcome === "passed" ? passed : others).push(transcript);
  });
  if (!read.ok) return read;
  const open = read.value.unfinished.map(({ transcript }) => transcript);
  const own = open.filter((transcript) => transcript.case === id);
  const [found] = [...others, ...passed, ...own];
  return found === undefined ? failure([unknownCase(id, names)]) : ok(found);
}

/** What to tell a user who named a case that is not among those of a run. */
export const unknownCase = (id: string, names: ReadonlySet<string>): Problem => ({
  code: "UNKNOWN_CASE",
  message: `the run has no case "${id}"`,
  ...(combinationOf(id, names) ?? hinted(id, names)),
});

/** Of a case that a matrix multiplies, only the combinations were run. */
function combinationOf(id: string, names: ReadonlySet<string>): Pick<Problem, "hint"> | undefined {
  const [first, ...more] = [...names].filter((name) => name.startsWith(`${id}[`));
  if (first === undefined) return undefined;
  const others = more.length === 0 ? "" : `, one of ${more.length + 1}`;
  return { hint: `name a combination, such as ${shellQuote(first)}${others}` };
}

const nothingSent = (id: string): Problem => ({
  code: "UNKNOWN_CASE",
  message: `the run sent nothing for "${id}"`,
  hint: "report.html says why it was not driven",
});
