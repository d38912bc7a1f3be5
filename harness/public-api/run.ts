import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";
import type { CaseRow, Report } from "../../specs/types/report.format.d.ts";
import { openTarget, type OpenTarget } from "../implementation/open-target.ts";
import type { Transcript } from "../journal/transcript.ts";
import type { Case } from "../case/types.ts";
import { judge as judgeTranscript } from "../judge/judge.ts";
import type { Verdict } from "../judge/types.ts";
import type { Selection } from "../plan/types.ts";
import { runResults } from "../report/model/run-results.ts";
import { writeResults } from "../report/write.ts";
import { run as runPlan } from "../run.ts";
import { valueOf } from "./problem-error.ts";
import { edgesOf, type Suite } from "./suite.ts";

export interface TargetOptions {
  /** The variables that the file names; the process's own when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ways in which the bundled reference implementation is broken. */
  readonly faults?: readonly string[];
}

/**
 * What `--target` of the command names: a target file, a base URL, or `reference`, which is started. `stop` ends what was
 * started. Rejects with a ProblemError.
 */
export async function loadTarget(
  name: string,
  suite: Suite,
  { environment, faults = [] }: TargetOptions = {},
): Promise<OpenTarget> {
  return valueOf(await openTarget(name, faults, suite, edgesOf(suite, environment)));
}

/** Which cases; what is left out is not restricted. */
export interface RunOptions extends Partial<Selection> {
  /** Folder of the bundle; `reports/latest` when absent. */
  readonly out?: string;
  readonly seed?: number;
  readonly repeat?: number;
  readonly concurrency?: number;
  /** Stops the run. */
  readonly signal?: AbortSignal;
  readonly onCase?: (row: CaseRow) => void;
}

/** Drives and judges the selected cases and writes the bundle, as the command does. Rejects with a ProblemError. */
export async function run(
  suite: Suite,
  { target, faults = [] }: Pick<OpenTarget, "target" | "faults">,
  options: RunOptions = {},
): Promise<Report> {
  const { out = "reports/latest", signal, onCase = () => {}, seed = randomInt(2 ** 31) } = options;
  const { repeat, concurrency } = options;
  const directory = path.resolve(suite.workingFolder, out);
  const asked = {
    target,
    directory,
    seed,
    selection: selectionOf(options),
    faults,
    ...(repeat && { repeat }),
    ...(concurrency && { concurrency }),
  };
  const report = valueOf(
    await runPlan(asked, suite, {
      now: () => new Date(),
      newId: randomUUID,
      version: suite.version,
      onStart: () => {},
      onCase: ({ row }) => onCase(row),
      ...(signal && { interrupted: signal }),
    }),
  );
  valueOf(await writeResults({ directory, results: runResults(report), formats: suite.formats }));
  return report;
}

/** The selection of a run, with everything that was left out. */
export const selectionOf = ({
  patterns = [],
  profiles = [],
  requirements = [],
  sourceTypes = [],
  level = "must",
}: Partial<Selection>): Selection => ({ patterns, profiles, requirements, sourceTypes, level });

/** The verdict on every check of a case, by its transcript alone. Pure. */
export const judge = (testCase: Case, transcript: Transcript, suite: Suite): readonly Verdict[] =>
  judgeTranscript(testCase, transcript, suite.specs.schemas);
