import { wholeCase } from "../case/known-apart.ts";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import { openJournal, whileWritable } from "../journal/open.ts";
import { roundName } from "../journal/parse.ts";
import { conclude, verdictLine } from "./conclude.ts";
import type { Journal } from "../journal/append.ts";
import { gatherCases, type JudgedCases } from "../judge/judged-cases.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { nameList } from "../text/name-list.ts";
import { plural } from "../text/plural.ts";
import { suiteFacts, type Workspace } from "../workspace.ts";
import { dueOf, judgeMissing } from "./completeness.ts";
import { type StoredShard, whyNotMergeable } from "./shards.ts";
import { type BundleFolder, decisionOf, judgeStoredCase, readBundle } from "./stored.ts";

/** What comes from outside. */
export interface MergeEdges {
  readonly newId: () => string;
  /** Version of Headwater. */
  readonly version: string;
}

/**
 * Makes the shards of a run one run again: one journal, in which exchanges have new numbers, and its report.
 *
 * Problems: those of reading; those of shards.ts when they do not fit together; FILE_UNWRITABLE.
 *
 * @param directory Absolute path of the new bundle's folder, none of the shards'.
 */
export async function mergeShards(
  folders: readonly BundleFolder[],
  directory: string,
  workspace: Workspace,
  { newId, version }: MergeEdges,
): Promise<Result<Report>> {
  const read = collect(await Promise.all(folders.map((folder) => readShard(folder, workspace))));
  if (!read.ok) return read;
  const parts = read.value;
  const problems = whyNotMergeable(parts, suiteFacts(workspace, version));
  if (problems.length > 0) return failure(problems);
  const header = headerOfAll(parts, newId());
  const journal = await openJournal(directory, header);
  if (!journal.ok) return journal;
  return whileWritable(journal.value, directory, async () => {
    const judged = await copyCases(parts, header, journal.value, workspace);
    const ends = parts.map((part) => part.journal.footer?.finishedAt ?? "");
    const finishedAt = ends.reduce((a, b) => (a > b ? a : b));
    return conclude(judged, { finishedAt }, header, journal.value, workspace);
  });
}

/** A first look at a shard, which follows its chain to the end. */
async function readShard(
  folder: BundleFolder,
  { formats, library }: Workspace,
): Promise<Result<StoredShard>> {
  const names: string[] = [];
  const journal = await readBundle(folder, formats, ({ transcript, round }) => {
    names.push(roundName(transcript.case, round));
  });
  if (!journal.ok) return journal;
  const { header } = journal.value;
  const strange =
    header.suite.casesDigest === library.digest ? notDealt(names, header, library) : [];
  if (strange.length === 0) return ok({ folder, journal: journal.value });
  const message = `holds ${plural(strange.length, "case")} that this shard was not dealt: ${nameList(strange)}`;
  return failure([{ code: "SHARDS", at: { file: folder.shown }, message }]);
}

function notDealt(
  names: readonly string[],
  header: HeaderLine,
  library: Workspace["library"],
): readonly string[] {
  const due = new Set(dueOf(header, library).map(({ name }) => name));
  return names.filter((name) => !due.has(name));
}

/** What the run in one piece would have begun with. */
function headerOfAll(parts: readonly StoredShard[], id: string): HeaderLine {
  const headers = inOrder(parts).map((part) => part.journal.header);
  const { run, ...first } = headers[0] as HeaderLine;
  const { shard: _shard, ...whole } = run;
  const startedAt = headers.map((one) => one.run.startedAt).reduce((a, b) => (a < b ? a : b));
  return { ...first, run: { ...whole, id, startedAt } };
}

const inOrder = (parts: readonly StoredShard[]): readonly StoredShard[] =>
  parts.toSorted(
    (a, b) => (a.journal.header.run.shard?.index ?? 0) - (b.journal.header.run.shard?.index ?? 0),
  );

/**
 * Copies every case into the new journal and judges it there, so that its findings name the new exchanges; what no shard
 * holds is missing.
 */
async function copyCases(
  parts: readonly StoredShard[],
  header: HeaderLine,
  journal: Journal,
  { formats, library, specs }: Workspace,
): Promise<JudgedCases> {
  const cases = new Map(library.cases.map((testCase) => [testCase.id, testCase]));
  const judging = { schemas: specs.schemas, level: header.run.selection.level };
  const judged = gatherCases();
  const finished = new Set<string>();
  for (const { folder } of inOrder(parts)) {
    await readBundle(folder, formats, ({ transcript, round, verdict }) => {
      const one = cases.get(transcript.case);
      if (one === undefined) throw new Error(`the suite has no case ${transcript.case}`);
      const entries = transcript.entries.map(journal.recorder(transcript.case, round));
      const decision = decisionOf(verdict);
      const copied = { transcript: { ...transcript, entries }, ...(verdict && { verdict }) };
      const result = judgeStoredCase(wholeCase(one), copied, header, { library, specs });
      journal.write(verdictLine(result, decision, round));
      judged.add(result);
      finished.add(roundName(transcript.case, round));
    });
  }
  const gaps = { finished, begun: new Map(), cause: "no shard drove this case" };
  for (const one of judgeMissing(dueOf(header, library), gaps, judging)) judged.add(one);
  return judged;
}
