import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExchangeEntry } from "../../harness/journal/transcript.ts";
import { type Ended, headwater } from "../../harness/testing/command.ts";
import type { Report } from "../types/report.format.d.ts";
import { apis, faultOf, templateOf } from "../../harness/testing/described.ts";

/** The main job, as `npm start` does it: every case against the bundled reference implementation. */
let ended: Ended;
let bundle: string;
beforeAll(async () => {
  bundle = await mkdtemp(path.join(tmpdir(), "headwater-main-"));
  ended = await headwater(["run", "--out", bundle]);
}, 240_000);
afterAll(() => rm(bundle, { recursive: true, force: true }));

it("the main job ends with 0: the reference implementation is conformant, on every case but those of pages", async () => {
  expect(ended.stdout).toMatch(/\nconformant: (\d+) of \1 checks passed/);
  expect(ended.code).toBe(0);
  const { cases } = JSON.parse(await readFile(path.join(bundle, "report.json"), "utf8")) as Report;
  const others = cases.filter(({ outcome }) => outcome !== "passed");
  expect(cases.length - others.length).toBeGreaterThan(1000);
  // No browser is offered to tests that do not ask for one.
  expect(others.filter(({ profile }) => !profile.endsWith("/browser"))).toEqual([]);
});

describe("every response of the reference implementation", () => {
  it("is as the OpenAPI document says, over all cases of the suite", async () => {
    const lines = (await readFile(path.join(bundle, "journal.ndjson"), "utf8")).trim().split("\n");
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
