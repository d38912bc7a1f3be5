import { failure, ok, type Result } from "../result.ts";

/**
 * The value of a JSON text. What it holds is unknown: a format tells.
 *
 * Problems: FORMAT for what is no JSON.
 *
 * @param file The name under which the problem mentions where the text comes from; absent for what is in no file.
 */
export function parseJson(text: string, file?: string): Result<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `this is no JSON (${why})`;
    if (file === undefined) return failure([{ code: "FORMAT", message }]);
    return failure([{ code: "FORMAT", at: { file }, message, hint: "the file may be cut" }]);
  }
}
