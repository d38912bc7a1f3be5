import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ExchangeEntry } from "../../harness/drive/transcript.ts";
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

const document = parse(await readFile("specs/openapi/digital-river.yaml", "utf8")) as Document;
const ajv = new Ajv2020({ allErrors: true, strict: false, allowUnionTypes: true });
addFormatsModule.default(ajv);
ajv.addSchema({ $id: "api", ...document });

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
});

const isOurs = ({ exchange }: ExchangeEntry): boolean =>
  !new URL(exchange.request.url).pathname.startsWith("/_sandbox");

function faultsOf({ exchange }: ExchangeEntry): readonly string[] {
  const { request, reply } = exchange;
  if (reply.kind === "silent") return [`${request.method} ${request.url}: ${reply.message}`];
  const { pathname } = new URL(request.url);
  const template = Object.keys(document.paths).find((one) => matches(one, pathname));
  const call = `${request.method} ${template ?? pathname} ${reply.status}`;
  const responses = document.paths[template ?? ""]?.[request.method.toLowerCase()]?.responses;
  if (template === undefined || responses === undefined)
    return reply.status === 404 || reply.status === 405 ? [] : [`${call}: not described`];
  const pointer = schemaPointer(template, request.method.toLowerCase(), reply.status);
  if (pointer === "undescribed") return [`${call}: this status is not described`];
  if (pointer === "no content")
    return reply.body === "" ? [] : [`${call}: a body where none is described`];
  const validate = ajv.compile({ $ref: `api#${pointer}` });
  return validate(JSON.parse(reply.body)) ? [] : [`${call}: ${ajv.errorsText(validate.errors)}`];
}

function matches(template: string, pathname: string): boolean {
  const pattern = template.replaceAll(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(pathname);
}

function schemaPointer(template: string, method: string, status: number): string {
  const response = document.paths[template]?.[method]?.responses?.[status];
  if (response === undefined) return "undescribed";
  const name = response.$ref?.split("/").at(-1);
  const described = name === undefined ? response : document.components.responses[name];
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
