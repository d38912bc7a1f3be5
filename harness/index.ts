/** What a program may import from `headwater`; docs/library.md shows how. */
export type { Report } from "../specs/types/report.format.d.ts";
export type { Case } from "./case/types.ts";
export type { ProblemError } from "./public-api/problem-error.ts";
export { judge, loadTarget, run, type RunOptions, type TargetOptions } from "./public-api/run.ts";
export {
  compile,
  type Compiled,
  loadSuite,
  type Suite,
  type SuiteOptions,
} from "./public-api/suite.ts";
export type { OpenTarget } from "./implementation/open-target.ts";
export type { Transcript } from "./journal/transcript.ts";
export type { Verdict } from "./judge/types.ts";
export { type Problem, renderProblem } from "./problem.ts";
