import type { JsonObject } from "../domain/json.ts";
import { readJsonObject } from "../domain/json.ts";

/**
 * DR-SAVE-9: An empty body is an empty object, whatever its content type. Undefined when the text is no JSON
 * object.
 */
export function bodyOf(text: string, _contentType: string | undefined): JsonObject | undefined {
  if (text.trim() === "") return {};
  return readJsonObject(text);
}
