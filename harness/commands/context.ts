import type { Problem } from "../problem.ts";
import type { Folders } from "../workspace.ts";

/** What a command knows of the world; only cli.ts touches the process. */
export interface CommandContext {
  readonly version: string;
  readonly folders: Folders;
  /** Absolute path of the reference implementation's main module. */
  readonly referenceEntry: string;
  /** Absolute path of the fault catalogue. */
  readonly faultCatalogue: string;
  /** Relative paths of the user are relative to this folder. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the user interrupts. */
  readonly interrupted: AbortSignal;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Whether colours may be used. */
  readonly colour: boolean;
  readonly columns: number;
}

/** 0 conformant, 1 non-conformant, 2 wrong usage or files, 3 could not measure, 4 stale baseline, 5 safety stop. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The exit code for problems that ended a command before it could measure anything. */
export function exitCodeOf(problems: readonly Problem[]): ExitCode {
  if (problems.some((problem) => problem.code === "SECRET_FOUND")) return 5;
  const unmeasured = new Set<Problem["code"]>(["NOTHING_SELECTED", "REFERENCE_SERVER", "BROKER"]);
  return problems.every((problem) => unmeasured.has(problem.code)) ? 3 : 2;
}
