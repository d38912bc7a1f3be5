import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Api } from "../requirements/types.ts";

/** The enumerated names of both APIs. Throws when a document is not there: that is a broken installation. */
export function loadEnumerated(specs: string): Readonly<Record<Api, ReadonlySet<string>>> {
  const names = (api: Api) => {
    const file = path.join(specs, `openapi/${api}.yaml`);
    return enumeratedNames(parse(readFileSync(file, "utf8")));
  };
  return { "digital-river": names("digital-river"), commerce: names("commerce") };
}

/**
 * Names of properties that an OpenAPI document restricts to certain values, by `enum` or `const`, and the codes and
 * types of errors, which bind like them.
 *
 * @param document The parsed OpenAPI document.
 */
export function enumeratedNames(document: unknown): ReadonlySet<string> {
  const names = new Set(["code", "type"]);
  const schemas = read(document, ["components", "schemas"]);
  const isEnumerated = (schema: unknown, depth = 0): boolean => {
    if (schema === null || typeof schema !== "object" || depth > 4) return false;
    if ("enum" in schema || "const" in schema) return true;
    if ("$ref" in schema) return isEnumerated(resolve(String(schema.$ref), schemas), depth + 1);
    return "items" in schema && isEnumerated(schema.items, depth + 1);
  };
  const walk = (schema: unknown): void => {
    if (schema === null || typeof schema !== "object") return;
    const properties = read(schema, ["properties"]);
    if (properties !== null && typeof properties === "object") {
      for (const [name, property] of Object.entries(properties)) {
        if (isEnumerated(property)) names.add(name);
      }
    }
    for (const value of Object.values(schema)) walk(value);
  };
  walk(document);
  // Addresses of the Commerce API have fixed ids; every other id is opaque.
  names.delete("id");
  return names;
}

const resolve = (ref: string, schemas: unknown): unknown =>
  read(schemas, [ref.slice(ref.lastIndexOf("/") + 1)]);

function read(data: unknown, keys: readonly string[]): unknown {
  let found = data;
  for (const key of keys) {
    if (found === null || typeof found !== "object") return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
