/**
 * Text of a target made safe for one line: control characters, bidirectional overrides and line breaks are shown
 * as escapes, so that no answer can move the cursor, colour the terminal or pretend to be another line.
 */
export function oneLine(text: string): string {
  return sanitize(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/** The same for text of several lines: line breaks and tabs stay. */
export function sanitize(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\uFEFF]/gu, (character) =>
      character === "\n" || character === "\t" ? character : escaped(character),
    );
}

/** The first `length` characters (never half of a surrogate pair), with what was left out. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "")}… (${text.length} characters)`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
