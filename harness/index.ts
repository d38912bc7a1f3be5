/** What a program may import from `headwater`. */
export { loadFormats } from "./read/format.ts";
export { judge } from "./judge/judge.ts";
export { renderProblem, type Problem } from "./problem.ts";
export type { Result } from "./result.ts";
export { run, type Edges, type RunOptions } from "./run.ts";
export { loadTarget } from "./implementation/load-target.ts";
export { loadWorkspace, type Folders, type Workspace } from "./workspace.ts";
