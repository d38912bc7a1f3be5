import { existsSync, readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { parse } from "yaml";
import { builtApi, digestOfText, type OpenApiDocument } from "./built-apis.ts";
import type { SchemaDifference, SchemaSet } from "./types.ts";
import { show } from "../text/show.ts";

const addFormats = addFormatsModule.default;

/**
 * The component schemas of an OpenAPI 3.1 document (its schemas are JSON Schema 2020-12).
 * The file is read at the first use, so that commands which judge nothing start quickly.
 *
 * @param file Absolute path. An API that is not described has no schemas.
 */
export function loadSchemas(file: string): SchemaSet {
  const read = once(() =>
    existsSync(file) ? readDocument(file) : { components: { schemas: {} } },
  );
  const validator = once(() => validatorsOf(read()));
  const names = once(() => new Set(Object.keys(read().components.schemas)));
  const paths = once(
    () => new Set(Object.keys(read().paths ?? {}).map((one) => one.replaceAll(/\{[^}]*\}/g, "{}"))),
  );
  const members = once(() => new Set(membersOf(read().components.schemas)));
  return {
    get names() {
      return names();
    },
    get paths() {
      return paths();
    },
    get members() {
      return members();
    },
    differences: (name, data) => {
      const validate = validator()(name);
      return validate(data) ? [] : (validate.errors ?? []).map(difference);
    },
  };
}

/** The validators of a document's schemas, each compiled once in a process. */
function validatorsOf(document: OpenApiDocument): (name: string) => ValidateFunction {
  const known = compiling.get(document);
  if (known !== undefined) return known;
  const ajv = schemasAjv(document);
  const compiled = new Map<string, ValidateFunction>();
  const validator = (name: string): ValidateFunction => {
    const found = compiled.get(name) ?? ajv.compile({ $ref: `api#/components/schemas/${name}` });
    compiled.set(name, found);
    return found;
  };
  compiling.set(document, validator);
  return validator;
}

const compiling = new WeakMap<OpenApiDocument, ReturnType<typeof validatorsOf>>();

function schemasAjv({ components }: OpenApiDocument): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    // Its tests ask whether the document is a schema; in every run, that took longer than all else.
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  addFormats(ajv);
  return ajv.addSchema({ $id: "api", components });
}

/** An OpenAPI document, or what a build made of it; of the same text, it is the same. */
export function readDocument(file: string): OpenApiDocument {
  const text = readFileSync(file, "utf8");
  const digest = digestOfText(text);
  const known = documents.get(digest) ?? builtApi(file, digest) ?? (parse(text) as OpenApiDocument);
  documents.set(digest, known);
  return known;
}

const documents = new Map<string, OpenApiDocument>();

/** The names of what any schema in it says of its members. */
function membersOf(schemas: unknown): readonly string[] {
  if (schemas === null || typeof schemas !== "object") return [];
  return Object.entries(schemas).flatMap(([key, value]: [string, unknown]) =>
    key === "properties" ? [...Object.keys(value ?? {}), ...membersOf(value)] : membersOf(value),
  );
}

function difference(error: ErrorObject): SchemaDifference {
  const at = ["body", ...error.instancePath.split("/").slice(1)].join(".");
  return {
    at,
    expected: `${error.message ?? error.keyword}${detail(error)}`,
    actual: show(error.data),
  };
}

function detail(error: ErrorObject): string {
  return error.keyword === "enum" ? `: ${String(error.params["allowedValues"])}` : "";
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
