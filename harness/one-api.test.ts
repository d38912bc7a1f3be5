import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { parse, stringify } from "yaml";
import { loadTarget } from "./implementation/load-target.ts";
import type { Target } from "./implementation/types.ts";
import { temporaryFolder } from "./testing/files.ts";
import { must } from "./testing/must.ts";
import { runOn, type Sandbox, startSandbox } from "./testing/sandbox.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** Paths that both APIs know, and the sandbox's own. */
const shared = /^\/(sources|_sandbox)(\/|$)/;

const paths = {
  commerce: /^\/(v1\/shoppers|oauth20|payments)\//,
  "digital-river":
    /^\/(checkouts|customers|orders|charges|fulfillments|refunds|invoices|skus|events|webhooks)(\/|$)/,
} as const;

type Api = keyof typeof paths;

/** A server that has one of the two APIs and knows nothing of the other. */
async function startHalf(api: Api): Promise<{ readonly url: string; readonly strays: string[] }> {
  const strays: string[] = [];
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "", sandbox.url);
    if (shared.test(pathname) || paths[api].test(pathname)) return void forward(incoming, response);
    strays.push(`${incoming.method} ${pathname}`);
    response.writeHead(404).end();
  });
  const url = await listen(server);
  onTestFinished(() => void server.close());
  return { url, strays };
}

async function forward(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const method = incoming.method as "GET";
  const body = method === "GET" ? null : incoming;
  const answer = await request(`${sandbox.url}${incoming.url}`, { method, headers, body });
  response.writeHead(answer.statusCode, answer.headers as Record<string, string>);
  answer.body.pipe(response);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The target file of the reference implementation with one of its APIs left out. */
async function targetOf(api: Api, url: string): Promise<Target> {
  const file = await readFile(path.join(process.cwd(), "suites/targets/reference.yaml"), "utf8");
  const whole = parse(file) as { readonly apis: Readonly<Record<string, unknown>> };
  const half = { ...whole, apis: { [api]: whole.apis[api] } };
  const folder = await temporaryFolder({ "half.yaml": stringify(half) });
  const environment = { HEADWATER_REFERENCE_URL: url };
  return must(
    await loadTarget(path.join(folder, "half.yaml"), { ...sandbox.workspace, environment }),
  );
}

describe("a card that a target claims as single-use", () => {
  const claims = {
    sourceTypes: new Set(["creditCard"]),
    can: new Map([["creditCard", { saved: false }]]),
  };
  const outcomeOn = async (faults: readonly string[]) => {
    const target = { ...(await sandbox.account({ faults })), claims };
    const patterns = ["save-restricted-type", "save-card"];
    const report = await runOn(target, sandbox.workspace, { patterns });
    return new Map(report.cases.map(({ id, outcome }) => [id, outcome]));
  };

  it.each([
    { server: "refuses to save it", faults: ["refused-saving-credit-card"], want: "passed" },
    { server: "saves it all the same", faults: [], want: "failed" },
  ])("runs in the case for what is not saved: a server that $server", async ({ faults, want }) => {
    const expected = [
      ["save-card", "not-applicable"],
      ["save-restricted-type", want],
    ] as const;
    expect(await outcomeOn(faults)).toEqual(new Map(expected));
  });
});

describe("a target that offers one of the two APIs", () => {
  it.each([
    // Every case of the smaller API, and some of the larger one.
    { api: "commerce", other: "digital-river", patterns: ["commerce-*", "*primary*"] },
    { api: "digital-river", other: "commerce", patterns: ["*primary*", "save-card", "commerce-*"] },
  ] as const)("is conformant with $api alone", async ({ api, other, patterns }) => {
    const { url, strays } = await startHalf(api);
    const report = await runOn(await targetOf(api, url), sandbox.workspace, { patterns });
    const apiOf = new Map(
      sandbox.workspace.library.cases.map((testCase) => [testCase.id, testCase.api]),
    );
    const outcomes = (of: Api) =>
      new Set(report.cases.filter(({ id }) => apiOf.get(id) === of).map(({ outcome }) => outcome));
    expect(strays).toEqual([]);
    expect(report.reasons).toEqual([]);
    expect(outcomes(api)).toEqual(new Set(["passed"]));
    expect(outcomes(other)).toEqual(new Set(["not-applicable"]));
    expect(report.conclusion).toBe("conformant");
  });

  it("measures nothing when only cases of the other API are asked for", async () => {
    const { url } = await startHalf("commerce");
    const target = await targetOf("commerce", url);
    const report = await runOn(target, sandbox.workspace, { patterns: ["save-card"] });
    expect(report.conclusion).toBe("inconclusive");
  });
});
