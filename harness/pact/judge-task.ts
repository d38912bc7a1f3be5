import type { CoreAnswer, CoreError, CoreResult } from "./child.ts";
import { readMismatch } from "./mismatch.ts";
import type { InteractionRow, Mismatch } from "./report.ts";
import { interactionRow } from "./row.ts";
import type { Refusal } from "./state-server.ts";
import type { Task } from "./task.ts";

/** What came back: the core's answer, and what only our own servers know. */
export interface Verified {
  readonly answer: CoreAnswer;
  /** Why the core could not read an interaction, by task. */
  readonly unread: ReadonlyMap<string, string>;
  readonly refusals: readonly Refusal[];
  /** Why a target gave no answer, by task. */
  readonly troubles: ReadonlyMap<string, string>;
  /** In what an answer differs from the checks that its interaction names. */
  readonly findings: (task: Task) => readonly Mismatch[];
  /** Why the verification was stopped for safety. */
  readonly live: string | undefined;
}

/**
 * The row of a task: what the core says, unless a state was refused. Passed only by exactly one result that says so, and by an
 * answer that holds against the checks that its interaction names.
 */
export function judgeTask(
  task: Task,
  { answer, unread, refusals, troubles, findings }: Verified,
): InteractionRow {
  const refusal = refusals.find(({ interaction }) => interaction === task.id);
  if (refusal !== undefined) {
    return untestable(task, `the ${refusal.action} of a state failed: ${refusal.reason}`);
  }
  const trouble = troubles.get(task.id);
  if (trouble !== undefined) return untestable(task, `no answer came: ${trouble}`);
  const why = unread.get(task.id);
  if (why !== undefined) return untestable(task, why);
  if (!answer.ok) return untestable(task, answer.reason);
  const { errors = [], pendingErrors = [] } = answer.result;
  const results = resultsOf(task, answer.result);
  if (results.length !== 1) {
    return untestable(task, `the verifier returned ${results.length} results for it, not one`);
  }
  const own = [...errors, ...pendingErrors].filter(({ interaction }) =>
    interaction.includes(`- ${task.id} `),
  );
  if (results[0]?.result === "OK" && own.length === 0) {
    const mismatches = findings(task);
    return mismatches.length === 0 ? row(task, "passed") : { ...row(task, "failed"), mismatches };
  }
  return judgeErrors(task, own);
}

/** What the core says of a task. */
export const resultsOf = ({ id }: Task, { interactionResults = [] }: CoreResult) =>
  interactionResults.filter(({ description }) => description.startsWith(`${id} `));

function judgeErrors(task: Task, errors: readonly CoreError[]): InteractionRow {
  const mismatches = errors.flatMap(({ mismatch }) => mismatch.mismatches ?? []).map(readMismatch);
  if (mismatches.length > 0) return { ...row(task, "failed"), mismatches };
  const reason = errors.map(({ mismatch }) => mismatch.message).find((text) => text !== undefined);
  return untestable(task, reason ?? "the verifier gave no reason");
}

const row = ({ file, interaction }: Task, outcome: InteractionRow["outcome"]): InteractionRow =>
  interactionRow(file, interaction, outcome);

/** The row of a task about which nothing can be said. */
export const untestable = (task: Task, reason: string): InteractionRow => ({
  ...row(task, "untestable"),
  reason,
});
