import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExchangeEntry } from "../../harness/journal/transcript.ts";
import { apis, faultOf, templateOf } from "../../harness/testing/described.ts";
import { runOn, type Sandbox, startSandbox } from "../../harness/testing/sandbox.ts";

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
    const template = templateOf(api, pathname);
    if (template === undefined) return [];
    return [faultOf(api, template, request.method.toLowerCase(), reply)];
  });
  if (faults.length === 0) return reply.status === 404 ? [] : [`${pathname}: not described`];
  return faults.includes(undefined) ? [] : faults.filter((fault) => fault !== undefined);
}
