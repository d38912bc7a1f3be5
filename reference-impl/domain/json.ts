/** A value that came in as JSON and goes out again as it came: metadata, addresses, product details. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** An object from its text; undefined for anything else, for what nests more than 64 levels deep, and for texts that nobody writes. */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isModest(value, 64) ? value : undefined;
  } catch {
    return undefined;
  }
}

const longestText = 10_000;

function isModest(value: unknown, levels: number): boolean {
  if (typeof value === "string") return value.length <= longestText;
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isModest(member, levels - 1));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
