import type { Json, JsonObject } from "../../case/json.ts";

/** Where a value stands in JSON data. */
export type DataPath = readonly (string | number)[];

/** A value in JSON data, with its place. */
export interface Node {
  readonly path: DataPath;
  readonly value: Json;
}

/** Every value in the data, the data itself first. */
export function nodesOf(data: Json, path: DataPath = []): readonly Node[] {
  const inner = childrenOf(data).flatMap(([key, value]) => nodesOf(value, [...path, key]));
  return [{ path, value: data }, ...inner];
}

/** The data with another value at a place; undefined takes the member or item away. */
export function withValue(data: Json, path: DataPath, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (isList(data)) {
    return data.flatMap((item, index) => {
      if (index !== key) return [item];
      return rest.length === 0 && value === undefined ? [] : [withValue(item, rest, value)];
    });
  }
  if (!isRecord(data)) return data;
  const { [String(key)]: old, ...others } = data;
  if (rest.length === 0 && value === undefined) return others;
  return { ...data, [key]: withValue(old ?? null, rest, value) };
}

/** The place without the numbers of items: `payment.sources[].id`. */
export const pattern = (path: DataPath): string =>
  path
    .map((key) => (typeof key === "number" ? "[]" : `.${key}`))
    .join("")
    .replace(/^\./, "");

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isRecord = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function childrenOf(data: Json): readonly (readonly [string | number, Json])[] {
  if (isList(data)) return [...data.entries()];
  return isRecord(data) ? Object.entries(data) : [];
}
