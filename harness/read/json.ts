import { failure, ok, type Result } from "../result.ts";

/** What nests more deeply is taken for no JSON: whoever walks a value later may do so by calling itself. */
export const deepestJson = 64;

/**
 * The value of a JSON text. What it holds is unknown: a format tells.
 *
 * Problems: FORMAT for what is no JSON, or nests too deeply.
 *
 * @param file The name under which the problem mentions where the text comes from; absent for what is in no file.
 */
export function parseJson(text: string, file?: string, deepest = deepestJson): Result<unknown> {
  if (nestsDeeper(text, deepest)) {
    return failure([none(file, `this is no JSON (it nests more than ${deepest} levels)`)]);
  }
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure([none(file, `this is no JSON (${why})`)]);
  }
}

const none = (file: string | undefined, message: string) =>
  file === undefined
    ? ({ code: "FORMAT", message } as const)
    : ({ code: "FORMAT", at: { file }, message, hint: "the file may be cut" } as const);

/** Told from the signs alone: one that opens counts only outside of a string. */
function nestsDeeper(text: string, deepest: number): boolean {
  if (!mayNestDeeper(text, deepest)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 0x22) at = endOfString(text, at);
    else if (sign === 0x5b || sign === 0x7b) depth += 1;
    else if (sign === 0x5d || sign === 0x7d) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 0x5c) at += 1;
    else if (sign === 0x22) return at;
  }
  return text.length;
}

/** Spares most texts the closer look. */
function mayNestDeeper(text: string, deepest: number): boolean {
  let count = 0;
  for (const sign of ["[", "{"]) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      count += 1;
      if (count > deepest) return true;
    }
  }
  return false;
}
