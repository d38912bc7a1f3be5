import type { Json, JsonObject } from "../../case/json.ts";

/** Where a value stands in JSON data. */
export type DataPath = readonly (string | number)[];

/** A value in JSON data, with its place. */
export interface Node {
  readonly path: DataPath;
  readonly value: Json;
}

/** Every value in the data, the data itself first. */
export function nodesOf(data: Json): readonly Node[] {
  const nodes: Node[] = [];
  const visit = (value: Json, path: DataPath) => {
    nodes.push({ path, value });
    for (const [key, inner] of childrenOf(value)) visit(inner, [...path, key]);
  };
  visit(data, []);
  return nodes;
}

/** The pattern of the place of every value in the data. */
export function placesOf(data: Json): ReadonlySet<string> {
  const places = new Set([""]);
  const visit = (value: Json, before: string) => {
    for (const [key, inner] of childrenOf(value)) {
      const place = typeof key === "number" ? `${before}[]` : `${before}.${key}`;
      places.add(place.replace(/^\./, ""));
      visit(inner, place);
    }
  };
  visit(data, "");
  return places;
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
