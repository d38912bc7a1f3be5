import { wholeCase } from "../case/known-apart.ts";
import { existsSync } from "node:fs";
import path from "node:path";
import type { FooterLine, HeaderLine, VerdictLine } from "../../specs/types/journal.format.d.ts";
import { compressedName, journalName } from "../journal/bundle-files.ts";
import {
  roundName,
  type StoredCase,
  type StoredEnd,
  type StoredJournal,
} from "../journal/parse.ts";
import { readJournal } from "../journal/read.ts";
import type { Transcript } from "../journal/transcript.ts";
import type { Case } from "../case/types.ts";
import { covers, scopeOf } from "../implementation/claims.ts";
import type { Decision } from "../plan/types.ts";
import type { Formats } from "../read/format.ts";
import { gatherCases, type JudgedCases } from "../judge/judged-cases.ts";
import { type JudgedCase, judgeCase, judgeUnfinished } from "../judge/judged-case.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { type CheckOutcome, graver, type Outcomes, outcomesIn } from "./outcomes.ts";

/** A run read back from its journal, its finished cases judged again by the present suite. */
export interface StoredRun {
  readonly header: HeaderLine;
  readonly footer?: FooterLine;
  readonly end: StoredEnd;
  /** The finished cases, once for each round. */
  readonly judged: JudgedCases;
  /** Names of the finished cases, `id#2` in a second round. */
  readonly finished: ReadonlySet<string>;
  /** What there is of the cases that were begun and not finished, by the same names. */
  readonly unfinished: ReadonlyMap<string, Transcript>;
  /** Ids of finished cases that the suite no longer has. */
  readonly gone: readonly string[];
  /** What the run itself made of the checks of the finished cases, in several rounds the gravest. */
  readonly recorded: Outcomes;
}

/** The folder of a bundle: its absolute path, and as the user named it. */
export interface BundleFolder {
  readonly path: string;
  readonly shown: string;
}

/**
 * Reads the journal of a bundle, offline, and judges each finished case anew. `onJudged` may hold each against what the
 * journal says of it.
 * Problems: those of reading, FORMAT for a header that is none.
 */
export async function judgeStored(
  folder: BundleFolder,
  { formats, library, specs }: Workspace,
  onJudged: (judged: JudgedCase, stored: StoredCase) => void = () => {},
): Promise<Result<StoredRun>> {
  const cases = new Map(library.cases.map((testCase) => [testCase.id, testCase]));
  const judged = gatherCases();
  const finished = new Set<string>();
  const gone = new Set<string>();
  const recorded = new Map<string, CheckOutcome>();
  const read = await readBundle(folder, formats, (stored, header) => {
    const { transcript, round, verdict } = stored;
    finished.add(roundName(transcript.case, round));
    for (const [name, known] of outcomesIn(transcript.case, verdict?.verdicts ?? [])) {
      recorded.set(name, graver(known, recorded.get(name)));
    }
    const one = cases.get(transcript.case);
    if (one === undefined) return void gone.add(transcript.case);
    const again = judgeStoredCase(wholeCase(one), stored, header, { library, specs });
    judged.add(again);
    onJudged(again, stored);
  });
  if (!read.ok) return read;
  const { header, footer, end } = read.value;
  const unfinished = new Map(
    read.value.unfinished.map(({ transcript, round }) => [
      roundName(transcript.case, round),
      transcript,
    ]),
  );
  return ok({
    header,
    ...(footer && { footer }),
    end,
    judged,
    finished,
    unfinished,
    gone: [...gone],
    recorded,
  });
}

/** Reads the journal of a bundle; each finished case is handed on with the header and not kept. */
export function readBundle(
  folder: BundleFolder,
  formats: Formats,
  onCase: (stored: StoredCase, header: HeaderLine) => void,
): Promise<Result<StoredJournal>> {
  let header: HeaderLine | undefined;
  const name = [journalName, compressedName].find((one) => existsSync(path.join(folder.path, one)));
  const file = name ?? journalName;
  return readJournal(path.join(folder.path, file), path.join(folder.shown, file), {
    onLine: (line) => {
      if (line.kind === "header") header = line;
      const checked = formats.checkData("journal", line, journalName);
      return checked.ok ? undefined : checked.problems[0]?.message;
    },
    onCase: (stored) => header && onCase(stored, header),
  });
}

/**
 * A finished case, judged anew. That it does not apply is believed only where the run's own claims leave it out.
 *
 * @param header Of its run.
 */
export function judgeStoredCase(
  testCase: Case,
  { transcript, verdict }: Pick<StoredCase, "transcript" | "verdict">,
  { run, target }: HeaderLine,
  { library, specs }: Pick<Workspace, "library" | "specs">,
): JudgedCase {
  const judging = { schemas: specs.schemas, level: run.selection.level };
  const decision = decisionOf(verdict);
  const scope = scopeOf(target);
  if (
    decision.kind === "not-applicable" &&
    covers(testCase, library.fixtures, scope).kind === "yes"
  ) {
    const cause = "the journal says that it does not apply, but the target claims it";
    return judgeUnfinished(testCase, undefined, cause, judging);
  }
  return judgeCase(testCase, decision, transcript, judging);
}

/** What was planned for a case: that it is driven, or why not. */
export const decisionOf = (verdict: VerdictLine | undefined): Decision =>
  verdict?.undriven ?? { kind: "run" };
