import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandContext } from "../testing/context.ts";
import { temporaryFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { argsOf, type Options, runCommand } from "../testing/program.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { serve } from "../testing/server.ts";
import { openVerifier } from "./child.ts";
import { openBroker } from "./testing/broker.ts";
import { detach, pactOf, wrongDetach } from "./testing/interactions.ts";

const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
const token = "token-5f3a91";
const environment = { PACT_BROKER_TOKEN: token };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

async function verify(
  pact: string,
  further: Options = {},
  credentials: Readonly<Record<string, string>> = environment,
) {
  const { context, stdout, stderr } = commandContext(await temporaryFolder(), credentials);
  const args = argsOf({ pact, target: sandbox.url, provider: "digital-river", ...further });
  const code = await runCommand(context, "pact", "verify", ...args);
  return { code, stdout: stdout(), stderr: stderr() };
}

const publishing = {
  publish: true,
  providerVersion: "2.1.0",
  providerBranch: "main",
  providerTag: ["prod"],
  buildUrl: "https://ci.example/7",
} as const;

describe("pacts of a broker", () => {
  it("are fetched, verified, and their results published, in the calls that brokers know", async () => {
    const broker = await openBroker({ pact: pactOf(detach), authorization: `Bearer ${token}` });
    const wanted = {
      selector: ["mainBranch", "branch=next"],
      pending: true,
      wipSince: "2027-01-01",
    } as const;
    const { code, stdout, stderr } = await verify(broker.url, { ...wanted, ...publishing });
    expect(stdout).toContain("verified: 1 of 1 interaction passed");
    expect(code).toBe(0);
    expect(stderr).toContain("The pact is on the main branch.");
    expect(stdout + stderr).not.toContain(token);
    const calls = broker.requests.map(({ method, path: at }) => `${method} ${at}`);
    expect(calls).toEqual([
      "GET /",
      "POST /pacts/provider/digital-river/for-verification",
      "GET /pacts/1",
      "GET /",
      "PUT /pacticipants/digital-river/branches/main/versions/2.1.0",
      "PUT /pacticipants/digital-river/versions/2.1.0/tags/prod",
      "POST /results",
    ]);
    expect(JSON.parse(broker.requests[1]?.body ?? "")).toEqual({
      consumerVersionSelectors: [{ mainBranch: true }, { branch: "next" }],
      includePendingStatus: true,
      includeWipPactsSince: "2027-01-01",
      providerVersionBranch: "main",
      providerVersionTags: ["prod"],
    });
    expect(JSON.parse(broker.requests.at(-1)?.body ?? "")).toMatchObject({
      success: true,
      providerApplicationVersion: "2.1.0",
      buildUrl: "https://ci.example/7",
      testResults: [{ interactionDescription: "detach a source", success: true }],
    });
  });

  it("fail, and the broker is told so with each mismatch", async () => {
    const broker = await openBroker({ pact: pactOf(detach, wrongDetach) });
    const { code, stdout } = await verify(broker.url, publishing);
    expect(code).toBe(1);
    expect(stdout).toContain("    status\n      expected 200\n      actual   204\n");
    const told = JSON.parse(broker.requests.at(-1)?.body ?? "") as {
      success: boolean;
      testResults: object[];
    };
    expect(told.success).toBe(false);
    expect(told.testResults).toContainEqual(
      expect.objectContaining({
        success: false,
        mismatches: [expect.objectContaining({ attribute: "status" })],
      }),
    );
  });

  it("that are pending fail without counting, green only beside what passed, and the broker is still told", async () => {
    const broker = await openBroker({ pact: pactOf(wrongDetach), pending: true });
    const { code, stdout } = await verify(broker.url, { ...publishing, pending: true });
    // Nothing that counts passed.
    expect(code).toBe(3);
    expect(stdout).toContain("Pending interactions that do not pass yet (1)\n");
    expect(stdout).toContain("status: expected 200, was 204");
    expect(stdout).toContain("inconclusive: nothing that counts was verified");
    expect(JSON.parse(broker.requests.at(-1)?.body ?? "")).toMatchObject({ success: false });
  });

  it.each([
    { name: "there are none", options: {}, code: 3, want: "NOTHING_SELECTED|has no pacts" },
    {
      name: "they hold nothing",
      options: { pact: pactOf() },
      code: 3,
      want: "nothing that counts",
    },
    {
      name: "the credentials are wrong",
      options: { pact: pactOf(detach), authorization: "Bearer another" },
      code: 3,
      want: "answered 401",
    },
  ])("give no green when $name", async ({ options, code, want }) => {
    const broker = await openBroker(options);
    const ended = await verify(broker.url, publishing);
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toMatch(new RegExp(want));
    expect(broker.requests.filter(({ path: at }) => at === "/results")).toEqual([]);
    expect(ended.stdout + ended.stderr).not.toContain(token);
  });

  it("are not fetched from a broker that does not answer, or for credentials in a command line", async () => {
    expect(await verify("http://127.0.0.1:1")).toMatchObject({ code: 3 });
    const { code, stderr } = await verify("http://user:secret-word@127.0.0.1:1");
    expect(code).toBe(2);
    expect(stderr).toContain("PACT_BROKER_TOKEN");
    expect(stderr).not.toContain("secret-word");
  });

  it("are not followed to another host, which would be shown the credentials", async () => {
    const other = await serve(() => ({ body: {} }));
    const broker = await serve(() => ({
      body: { _links: { "pb:provider-pacts-for-verification": { href: `${other.url}/pacts` } } },
    }));
    const { code, stderr } = await verify(broker.url);
    expect(code).toBe(3);
    expect(stderr).toContain("leads away from the broker");
    expect(other.requests).toEqual([]);
  });

  it("need a version for their results, and a broker", async () => {
    expect(await verify("http://127.0.0.1:1", { publish: true })).toMatchObject({ code: 2 });
    expect(await verify("pacts", { publish: true })).toMatchObject({ code: 2 });
    expect(await verify("http://127.0.0.1:1", { selector: ["newest"] })).toMatchObject({ code: 2 });
  });
});

it("has a double from which Pact's own client fetches as well", async () => {
  const read = { ...detach, providerStates: [], request: { method: "GET", path: "/" } };
  const broker = await openBroker({ pact: pactOf({ ...read, response: { status: 200 } }) });
  const provider = await serve(() => ({ body: {} }));
  const verifier = must(await openVerifier(verifierEntry));
  const job = {
    provider: "digital-river",
    providerBaseUrl: provider.url,
    pactUrls: [],
    providerStatesSetupUrl: provider.url,
    timeout: 5000,
    pactBrokerUrl: broker.url,
    consumerVersionSelectors: [{ mainBranch: true }],
  };
  const answer = await verifier.verify(job, 30_000);
  verifier.close();
  expect(answer).toMatchObject({ ok: true, result: { interactionResults: [{ result: "OK" }] } });
  const calls = broker.requests.map(({ method, path: at }) => `${method} ${at}`);
  expect(calls).toContain("POST /pacts/provider/digital-river/for-verification");
  expect(calls.at(-1)).toBe("GET /pacts/1");
});
