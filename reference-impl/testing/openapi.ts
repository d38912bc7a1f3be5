import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

/** What the description of the API says against an answer; empty when it fits. */
export type Judge = (
  method: string,
  path: string,
  status: number,
  body: unknown,
) => readonly string[];

interface Operation {
  readonly responses: Readonly<Record<string, { readonly $ref: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  };
}

/** Reads the description of one API once and compiles each response when it is first met. */
export function createJudge(api: "digital-river" | "commerce" = "digital-river"): Judge {
  const document = parse(
    readFileSync(new URL(`../../specs/openapi/${api}.yaml`, import.meta.url), "utf8"),
  ) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // The package is CommonJS; its function is the default export's default.
  (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
  ajv.addSchema(document, "api");
  const compiled = new Map<string, ValidateFunction>();
  const responseOf = (method: string, path: string, status: number) => {
    const template = Object.keys(document.paths).find((known) => matches(known, path));
    const operation = document.paths[template ?? ""]?.[method.toLowerCase()];
    return operation?.responses[String(status)]?.$ref.split("/").at(-1);
  };
  const validatorOf = (name: string) => {
    const known =
      compiled.get(name) ??
      ajv.compile({ $ref: `api#/components/responses/${name}/content/application~1json/schema` });
    compiled.set(name, known);
    return known;
  };
  return (method, path, status, body) => {
    const name = responseOf(method, path, status);
    if (name === undefined) return [`${method} ${path} does not answer ${status}`];
    if (document.components.responses[name]?.content === undefined)
      return body === undefined ? [] : ["the body is not empty"];
    const validate = validatorOf(name);
    return validate(body)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}

function matches(template: string, path: string): boolean {
  const parts = template.split("/");
  const given = path.split("/");
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith("{") || part === given[index])
  );
}
