import { readFile } from "node:fs/promises";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { parse } from "yaml";

interface Reference {
  readonly $ref?: string;
}
interface Response extends Reference {
  readonly content?: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses?: Readonly<Record<string, Response>> }>>
    >
  >;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

export const apis = ["digital-river", "commerce"] as const;
type DescribedApi = (typeof apis)[number];

const read = async (api: DescribedApi): Promise<Document> =>
  parse(await readFile(`specs/openapi/${api}.yaml`, "utf8")) as Document;
const documents = {
  "digital-river": await read("digital-river"),
  commerce: await read("commerce"),
};

const ajv = new Ajv2020({ allErrors: true, strict: false, allowUnionTypes: true });
addFormatsModule.default(ajv);
for (const api of apis) ajv.addSchema({ $id: api, ...documents[api] });

/** The path template of the document that a path belongs to. */
export const templateOf = (api: DescribedApi, pathname: string): string | undefined =>
  Object.keys(documents[api].paths).find((one) => matches(one, pathname));

/** What is wrong with a response by the OpenAPI document, all required members included; undefined for nothing. */
export function faultOf(
  api: DescribedApi,
  template: string,
  method: string,
  reply: { readonly status: number; readonly body: string },
): string | undefined {
  const call = `${api} ${method} ${template} ${reply.status}`;
  const responses = documents[api].paths[template]?.[method]?.responses;
  if (responses === undefined) return reply.status === 405 ? undefined : `${call}: not described`;
  const pointer = schemaPointer(api, template, method, reply.status);
  if (pointer === "undescribed") return `${call}: this status is not described`;
  if (pointer === "no content") {
    return reply.body === "" ? undefined : `${call}: a body where none is described`;
  }
  const validate = validator(`${api}#${pointer}`);
  return validate(JSON.parse(reply.body))
    ? undefined
    : `${call}: ${ajv.errorsText(validate.errors)}`;
}

const compiled = new Map<string, ValidateFunction>();

function validator($ref: string): ValidateFunction {
  const validate = compiled.get($ref) ?? ajv.compile({ $ref });
  compiled.set($ref, validate);
  return validate;
}

function matches(template: string, pathname: string): boolean {
  const pattern = template.replaceAll(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(pathname);
}

function schemaPointer(
  api: DescribedApi,
  template: string,
  method: string,
  status: number,
): string {
  const { paths, components } = documents[api];
  const response = paths[template]?.[method]?.responses?.[status];
  if (response === undefined) return "undescribed";
  const name = response.$ref?.split("/").at(-1);
  const described = name === undefined ? response : components.responses[name];
  if (described?.content === undefined) return "no content";
  const escaped = template
    .replaceAll("~", "~0")
    .replaceAll("/", "~1")
    .replaceAll("{", "%7B")
    .replaceAll("}", "%7D");
  const base =
    name === undefined
      ? `/paths/${escaped}/${method}/responses/${status}`
      : `/components/responses/${name}`;
  return `${base}/content/application~1json/schema`;
}
