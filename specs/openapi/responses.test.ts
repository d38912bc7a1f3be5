import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ExchangeEntry } from "../../harness/drive/transcript.ts";
import type { Answered } from "../../harness/http/types.ts";
import { runOn, type Sandbox, startSandbox } from "../../harness/testing/sandbox.ts";

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

const apis = ["digital-river", "commerce"] as const;
type Api = (typeof apis)[number];

const read = async (api: Api): Promise<Document> =>
  parse(await readFile(`specs/openapi/${api}.yaml`, "utf8")) as Document;
const documents = {
  "digital-river": await read("digital-river"),
  commerce: await read("commerce"),
};

const ajv = new Ajv2020({ allErrors: true, strict: false, allowUnionTypes: true });
addFormatsModule.default(ajv);
for (const api of apis) ajv.addSchema({ $id: api, ...documents[api] });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

describe("every response of the reference implementation", () => {
  it("is as the OpenAPI document says, over all cases of the suite", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "headwater-responses-"));
    await runOn(await sandbox.account({}), sandbox.workspace, {}, { directory, concurrency: 16 });
    const lines = (await readFile(path.join(directory, "journal.ndjson"), "utf8"))
      .trim()
      .split("\n");
    const entries = lines.map((line) => JSON.parse(line) as { kind: string });
    const exchanges = entries.filter((entry): entry is ExchangeEntry => entry.kind === "exchange");
    const faults = new Set(exchanges.filter(isOurs).flatMap(faultsOf));
    expect(exchanges.length).toBeGreaterThan(100);
    expect([...faults]).toEqual([]);
  });

  it.each([
    {
      name: "a field of another type",
      status: 200,
      body: { id: 1, type: "creditCard", state: "chargeable", reusable: false },
    },
    { name: "a status that is not described", status: 299, body: {} },
    { name: "a field that is missing", status: 200, body: { id: "1" } },
  ])("would be told apart from $name", ({ status, body }) => {
    const reply = { kind: "answered", status, headers: {}, body: JSON.stringify(body) } as const;
    expect(faultOf("digital-river", "/sources/{id}", "get", reply)).toBeDefined();
  });
});

const isOurs = ({ exchange }: ExchangeEntry): boolean =>
  !new URL(exchange.request.url).pathname.startsWith("/_sandbox");

/** What is wrong with a response by every document that describes its path; some paths are in both. */
function faultsOf({ exchange }: ExchangeEntry): readonly string[] {
  const { request, reply } = exchange;
  if (reply.kind === "silent") return [`${request.method} ${request.url}: ${reply.message}`];
  const { pathname } = new URL(request.url);
  const faults = apis.flatMap((api) => {
    const template = Object.keys(documents[api].paths).find((one) => matches(one, pathname));
    if (template === undefined) return [];
    return [faultOf(api, template, request.method.toLowerCase(), reply)];
  });
  if (faults.length === 0) return reply.status === 404 ? [] : [`${pathname}: not described`];
  return faults.includes(undefined) ? [] : faults.filter((fault) => fault !== undefined);
}

function faultOf(api: Api, template: string, method: string, reply: Answered): string | undefined {
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

function schemaPointer(api: Api, template: string, method: string, status: number): string {
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
