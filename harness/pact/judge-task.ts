import type { CoreAnswer, CoreError } from "./child.ts";
import { readMismatch } from "./mismatch.ts";
import type { InteractionRow } from "./report.ts";
import { interactionRow } from "./row.ts";
import type { Refusal } from "./state-server.ts";
import type { Task } from "./task.ts";

/** What came back: for each task the core's answer, and all refusals of the state server. */
export interface Verified {
  readonly answers: ReadonlyMap<string, CoreAnswer>;
  readonly refusals: readonly Refusal[];
  /** Why the verification was stopped for safety. */
  readonly live: string | undefined;
}

/** The row of a task: what the core says, unless a state was refused. Passed only by exactly one result that says so. */
export function judgeTask(task: Task, { answers, refusals }: Verified): InteractionRow {
  const refusal = refusals.find(({ interaction }) => interaction === task.id);
  if (refusal !== undefined) {
    return untestable(task, `the ${refusal.action} of a state failed: ${refusal.reason}`);
  }
  const answer = answers.get(task.id);
  if (answer?.ok !== true) return untestable(task, answer?.reason ?? "it was not verified");
  const { interactionResults = [], errors = [], pendingErrors = [] } = answer.result;
  const results = interactionResults.filter(({ description }) => isOf(task, description));
  if (results.length !== 1) {
    return untestable(task, `the verifier returned ${results.length} results for it, not one`);
  }
  const own = [...errors, ...pendingErrors].filter(({ interaction }) =>
    interaction.includes(`- ${task.id} `),
  );
  if (results[0]?.result === "OK" && own.length === 0) return row(task, "passed");
  return judgeErrors(task, own);
}

const isOf = ({ id }: Task, description: string): boolean => description.startsWith(`${id} `);

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
