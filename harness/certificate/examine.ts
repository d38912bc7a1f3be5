import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { StoredCase } from "../journal/parse.ts";
import type { Problem } from "../problem.ts";
import { scopeOf } from "../implementation/claims.ts";
import { createCompletenessBook } from "../record/completeness-book.ts";
import { reportStored } from "../record/rejudge.ts";
import { type BundleFolder, judgeStored } from "../record/stored.ts";
import type { JudgedCase } from "../judge/judged-case.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import { nameList } from "../text/name-list.ts";

/** A stored run as the present suite judges it, and why it cannot be certified, if it cannot. */
export interface Examination {
  readonly header: HeaderLine;
  readonly report: Report;
  /** Digest of the journal's last line. */
  readonly journalDigest: string;
  readonly problems: readonly Problem[];
}

/** A certificate takes no fewer rounds. */
export const fewestRounds = 3;

/**
 * Judges a stored run again, offline, and holds it against all that a certificate asks: everything was selected, the run
 * came to its end, every required check has a verdict in every round, and each is passed or legally not applicable.
 *
 * Problems: those of reading the journal. Those of the run are part of the examination: SCOPE for a run of less than
 * everything; INCOMPLETE for checks without a verdict, or with one that no certificate takes; VERDICTS_DIFFER where the
 * journal says something else than judging it again.
 */
export async function examine(
  folder: BundleFolder,
  workspace: Workspace,
): Promise<Result<Examination>> {
  const book = createCompletenessBook(workspace.library);
  const differing: string[] = [];
  const read = await judgeStored(folder, workspace, (judged, stored) => {
    book.enter(judged, stored.round);
    differing.push(...differences(judged, stored));
  });
  if (!read.ok) return read;
  const { header, end } = read.value;
  const { target, run, suite } = header;
  const scope = scopeOf(target);
  const report = reportStored(read.value, workspace, suite.version);
  const incomplete =
    end.state === "whole" ? [] : [{ code: "INCOMPLETE", message: end.why } as const];
  return ok({
    header,
    report,
    journalDigest: end.digest,
    problems: [
      ...whyNotEverything(header),
      ...incomplete,
      ...unknownCases(read.value.gone),
      ...book.problems(run.repeat ?? 1, scope),
      ...whyUnshown(report),
      ...whyOtherVerdicts(differing),
    ],
  });
}

function whyNotEverything({ run }: HeaderLine): readonly Problem[] {
  const { selection, shard, faults, repeat = 1, traceHeader } = run;
  const { level, ...filters } = selection;
  const narrowed = Object.entries(filters).filter(([, names]) => names.length > 0);
  return [
    ...narrowed.map(([by, names]) => scope(`the run was narrowed by ${by}: ${names.join(", ")}`)),
    ...(level === "must" ? [] : [scope(`the run was judged at level ${level}, not must`)]),
    ...(shard === undefined ? [] : [scope(`this is shard ${shard.index} of ${shard.count}`)]),
    ...(faults.length === 0
      ? []
      : [scope(`the server was broken on purpose: ${faults.join(", ")}`)]),
    ...(traceHeader === undefined ? [] : [scope(`every request named its case in ${traceHeader}`)]),
    ...(repeat >= fewestRounds
      ? []
      : [scope(`the run has ${repeat} of the ${fewestRounds} rounds that a certificate takes`)]),
  ];
}

const scope = (message: string): Problem => ({
  code: "SCOPE",
  message,
  hint: "headwater certify runs every case, in every round",
});

const unknownCases = (ids: readonly string[]): readonly Problem[] =>
  ids.length === 0
    ? []
    : [{ code: "VERDICTS_DIFFER", message: `the suite has no case ${nameList(ids)}` }];

/** A claim that nothing bears out is no claim to certify. */
const whyUnshown = ({ unshown = [] }: Report): readonly Problem[] =>
  unshown.map((claim) => ({
    code: "INCOMPLETE",
    message: `the target claims ${claim}, and no check passed that is about it`,
    hint: "leave the claim out, or claim also what its cases need",
  }));

/** Names of the checks on which the journal and judging it again disagree. */
function differences(again: JudgedCase, { verdict }: StoredCase): readonly string[] {
  const recorded = new Map((verdict?.verdicts ?? []).map(({ check, outcome }) => [check, outcome]));
  const { id: name, outcome: whole, checks } = again.row;
  const named = checks
    .filter(({ id, outcome }) => recorded.get(id) !== outcome)
    .map(({ id }) => `${name}/${id}`);
  if (named.length > 0) return named;
  return verdict?.outcome !== whole || recorded.size > checks.length ? [name] : [];
}

const whyOtherVerdicts = (names: readonly string[]): readonly Problem[] =>
  names.length === 0
    ? []
    : [
        {
          code: "VERDICTS_DIFFER",
          message: `judged again, the journal gives other verdicts than it holds: ${nameList(names)}`,
        },
      ];
