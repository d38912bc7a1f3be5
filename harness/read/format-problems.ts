import type { ErrorObject } from "ajv";
import type { Problem } from "../problem.ts";
import { show as showWithin } from "../text/show.ts";
import { suggest } from "./suggest.ts";
import type { DataPath, YamlDocument } from "./yaml.ts";

type Places = Pick<YamlDocument, "placeOf" | "placeOfKey">;

/** What the errors of a validator come to: errors that only repeat what a deeper one says are left out. */
export function formatProblems(
  errors: readonly ErrorObject[] | null | undefined,
  places: Places,
): readonly Problem[] {
  return (errors ?? [])
    .filter((error) => !["if", "oneOf", "anyOf", "propertyNames"].includes(error.keyword))
    .map((error) => locate(error, places));
}

/** Of data without a file. */
export const unplaced = (file: string): Places => ({
  placeOf: () => ({ file }),
  placeOfKey: () => ({ file }),
});

function locate(error: ErrorObject, document: Places): Problem {
  const at = dataPath(error.instancePath);
  const where = at.length === 0 ? "the document" : at.join(".");
  if (error.keyword === "additionalProperties") {
    const key = String(error.params["additionalProperty"]);
    return {
      code: "UNKNOWN_KEY",
      at: document.placeOfKey([...at, key]),
      message: `${where} has the unknown key "${key}"`,
      ...hint(suggest(key, knownKeys(error))),
    };
  }
  if (error.propertyName !== undefined) {
    return {
      code: "FORMAT",
      at: document.placeOfKey([...at, error.propertyName]),
      message: `the name "${error.propertyName}" in ${where} ${error.message ?? "is not valid"}`,
      hint: "names are letters and digits; dots and hyphens only where the format allows them",
    };
  }
  return {
    code: "FORMAT",
    at: document.placeOf(at),
    message: `${where} ${describe(error)}`,
    ...hint(advice(error)),
  };
}

const hint = (text: string | undefined) => (text === undefined ? {} : { hint: text });

function knownKeys(error: ErrorObject): readonly string[] {
  const properties: unknown = error.parentSchema?.["properties"];
  return properties !== null && typeof properties === "object" ? Object.keys(properties) : [];
}

function describe(error: ErrorObject): string {
  switch (error.keyword) {
    case "required":
      return `lacks the key "${String(error.params["missingProperty"])}"`;
    case "enum":
      return `is ${show(error.data)}; it must be one of ${list(error.params["allowedValues"])}`;
    case "const":
      return `is ${show(error.data)}; it must be ${show(error.params["allowedValue"])}`;
    case "type":
      return `is ${show(error.data)}; it must be ${list(error.params["type"])}`;
    case "pattern":
      return examplesOf(error) === undefined
        ? `is ${show(error.data)}, which does not have the form ${String(error.params["pattern"])}`
        : `is ${show(error.data)}; it must be as one of ${list(examplesOf(error))}`;
    default:
      return error.message ?? `breaks the rule "${error.keyword}"`;
  }
}

function advice(error: ErrorObject): string | undefined {
  if (error.keyword === "enum" && typeof error.data === "string") {
    const allowed: unknown = error.params["allowedValues"];
    return Array.isArray(allowed) ? suggest(error.data, allowed.map(String)) : undefined;
  }
  const examples = error.keyword === "pattern" ? examplesOf(error) : undefined;
  if (examples !== undefined && typeof error.data === "string")
    return suggest(error.data, examples);
  const description: unknown = error.parentSchema?.["description"];
  return typeof description === "string" ? description : undefined;
}

const list = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(", ") : String(value);

const show = (value: unknown): string => showWithin(value, 60);

function dataPath(pointer: string): DataPath {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Where a form is told best by what has it. */
function examplesOf(error: ErrorObject): readonly string[] | undefined {
  const examples: unknown = error.parentSchema?.["examples"];
  return Array.isArray(examples) ? examples.map(String) : undefined;
}
