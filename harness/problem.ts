/** Where something stands: line and column count from 1; `excerpt` is the text of that line. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly excerpt?: string;
}

/** Something that the author of a file or of a command line can mend: what, where, and what to do. */
export interface Problem {
  readonly code: ProblemCode;
  readonly at?: Place;
  readonly message: string;
  readonly hint?: string;
}

/** Closed, so that scripts can rely on the codes of `--json` output. */
export type ProblemCode =
  | "FILE_UNREADABLE"
  | "FILE_UNWRITABLE"
  | "FILE_TOO_LARGE"
  | "YAML_SYNTAX"
  | "YAML_ALIAS"
  | "YAML_MISREAD"
  | "FORMAT"
  | "UNKNOWN_KEY"
  | "UNKNOWN_REFERENCE"
  | "UNKNOWN_FIXTURE"
  | "UNKNOWN_ACTION"
  | "UNKNOWN_PARAM"
  | "MISSING_PARAM"
  | "UNKNOWN_REQUIREMENT"
  | "UNTESTABLE_REQUIREMENT"
  | "UNKNOWN_PAGE"
  | "UNKNOWN_STEP"
  | "UNKNOWN_CASE"
  | "UNKNOWN_SCHEMA"
  | "UNKNOWN_NAME"
  | "DUPLICATE_ID"
  | "LEVEL"
  | "CALL"
  | "JSONPATH"
  | "MONEY"
  | "MATCHER"
  | "REGEX"
  | "CONTROL"
  | "MATRIX"
  | "VACUOUS"
  | "UNUSED"
  | "UNVERIFIED"
  | "ENVIRONMENT"
  | "URL"
  | "NOTHING_SELECTED"
  | "USAGE"
  | "REFERENCE_SERVER"
  | "PACKAGE_MISSING"
  | "STATE_IN_USE"
  | "STATE_FORMAT"
  | "BROKER"
  | "REPORT_INVALID"
  | "JOURNAL_EDITED"
  | "JOURNAL_INCOMPLETE"
  | "RUN_CHANGED"
  | "SHARDS"
  | "UNKNOWN_CHECK"
  | "SECRET_FOUND"
  | "KEY"
  | "KEY_ID"
  | "SIGNATURE"
  | "PAYLOAD_TYPE"
  | "ENVELOPE"
  | "ENVELOPE_REWRITTEN"
  | "STATEMENT"
  | "STATEMENT_DIFFERS"
  | "FILE_ADDED"
  | "FILE_CHANGED"
  | "FILE_MISSING"
  | "JOURNAL_SWAPPED"
  | "SUITE_DIFFERS"
  | "SCOPE"
  | "INCOMPLETE"
  | "VERDICTS_DIFFER"
  | "REPORT_DIFFERS"
  | "TOO_OLD"
  | "NOT_AUTHENTICATED";

/**
 * A problem as text: `file:line:column: message`, the line with a caret under the place, and the hint.
 *
 * @returns Several lines without a final newline.
 */
export function renderProblem(problem: Problem): string {
  const head = [clean(place(problem.at)), clean(problem.message)]
    .filter((part) => part !== "")
    .join(": ");
  const hint = problem.hint === undefined ? [] : [`  hint: ${clean(problem.hint)}`];
  return [head, ...caret(problem.at), ...hint].join("\n");
}

/** What others wrote moves no cursor, and begins no line. */
const clean = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (sign) =>
      sign === "\n" || sign === "\t"
        ? sign
        : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll("\n", "\n  ");

function place(at: Place | undefined): string {
  if (at === undefined) return "";
  return [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
}

function caret(at: Place | undefined): readonly string[] {
  if (at?.excerpt === undefined || at.line === undefined) return [];
  const number = String(at.line).padStart(4);
  const shown = at.excerpt.replaceAll("\t", " ").slice(0, 160);
  if (at.column === undefined || at.column > 160) return [`  ${number} | ${shown}`];
  return [
    `  ${number} | ${shown}`,
    `  ${" ".repeat(number.length)} | ${" ".repeat(at.column - 1)}^`,
  ];
}
