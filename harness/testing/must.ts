import { renderProblem } from "../problem.ts";
import type { Result } from "../result.ts";

/** The value of a result; its problems as an error. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(renderProblem).join("\n"));
}
