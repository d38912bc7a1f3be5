/** Why state cannot be kept in a folder, and what to do about it. */
export interface StateProblem {
  readonly code: "PACKAGE_MISSING" | "STATE_IN_USE" | "STATE_FORMAT" | "FILE_UNWRITABLE";
  readonly message: string;
  readonly hint: string;
}

/** The problem as lines, its code first: programs that started this one read it again. */
export const problemText = ({ code, message, hint }: StateProblem): string =>
  `${code}: ${message}\n  hint: ${hint}`;
