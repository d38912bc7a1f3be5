import type { Result } from "../result.ts";
import type { Folders, Workspace } from "../workspace.ts";

/** What a command knows of the world; only main.ts and cli.ts touch the process. */
export interface CommandContext {
  readonly version: string;
  readonly folders: Folders;
  /** Reads specs/ and suites/; `loadWorkspace` of workspace.ts, which no command loads that does not need it. */
  readonly loadWorkspace: (folders: Folders) => Promise<Result<Workspace>>;
  /** Absolute path of the reference implementation's main module. */
  readonly referenceEntry: string;
  /** Absolute path of the folder below which each area of the fault catalogue has a file. */
  readonly faultCatalogue: string;
  /** Absolute path of the main module of the process that verifies pacts. */
  readonly verifierEntry: string;
  /** Absolute path of the main module of the thread in which the panel of degenerate servers is met. */
  readonly panelEntry: string;
  /** Files and folders of cases of the user's own, beside the bundled ones. */
  readonly own?: readonly string[];
  /** Relative paths of the user are relative to this folder. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Gives lines as they are to the server of CI that runs the command; all other output is kept from looking so. */
  readonly tellCi?: (lines: readonly string[]) => void;
  /** Opens a way to ask the user; undefined where nobody can answer. */
  readonly createAsk: () => Promise<Ask | undefined>;
  /** Aborted when the user interrupts. Whoever asks for it ends what is under way; before that, a signal ends the process. */
  readonly interrupted: () => AbortSignal;
}

/** Asks a person; an empty answer means the default. */
export type Ask = (question: string, fallback: string) => Promise<string>;

export interface OutputStream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Whether colours may be used. */
  readonly colour: boolean;
  readonly columns: number;
}
