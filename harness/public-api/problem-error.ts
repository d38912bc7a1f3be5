import { type Problem, renderProblem } from "../problem.ts";
import type { Result } from "../result.ts";

/** What a function of the library rejects with: every problem at once, in `problems`, and their text as its message. */
export type ProblemError = Error & { readonly problems: readonly Problem[] };

/** The value of a result. Throws a ProblemError. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { problems } = result;
  throw Object.assign(new Error(problems.map(renderProblem).join("\n\n")), { problems });
}
