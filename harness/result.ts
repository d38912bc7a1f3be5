import type { Problem } from "./problem.ts";

/** What a stage hands on: its value, or every problem it found. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** All values, or all problems of all results: nobody wants to mend one typo a run. */
export function collect<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return failure(problems);
  return ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}
