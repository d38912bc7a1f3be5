import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pact, PactInteraction } from "../../specs/types/pact.format.d.ts";
import { must } from "../testing/must.ts";
import { serve } from "../testing/server.ts";
import { type AccountOptions, type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { readPacts } from "./document.ts";
import { renderHtml } from "../report/html/page.ts";
import { renderJunit } from "../report/junit/junit.ts";
import { renderMarkdown } from "../report/markdown/markdown.ts";
import { codeOfResults } from "../commands/exit-codes.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { holdPactsAgainst, type PactReport } from "./report.ts";
import { pactResults } from "./results.ts";
import { origin } from "./testing/results.ts";
import { detach } from "./testing/interactions.ts";
import { verifyPacts } from "./verify.ts";

let sandbox: Sandbox;
let folder: string;
let hanging: Server;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = await mkdtemp(path.join(tmpdir(), "headwater-pact-"));
  hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  hanging.closeAllConnections();
  hanging.close();
  sandbox.stop();
});

const lateCredit: PactInteraction = {
  ...detach,
  description: "attach a store credit behind a card",
  providerStates: [
    ...(detach.providerStates ?? []),
    { name: "source.credit", params: { as: "credit", session: "{cartSession}" } },
  ],
  request: {
    ...detach.request,
    method: "POST",
    generators: {
      path: { type: "ProviderState", expression: "/checkouts/${cartId}/sources/${creditId}" },
    },
  },
  response: {
    status: 409,
    body: {
      contentType: "application/json",
      encoded: false,
      content: {
        type: "conflict",
        errors: [{ code: "session_update_not_allowed", message: "Not allowed." }],
      },
    },
    matchingRules: { body: { "$.errors[0].message": { matchers: [{ match: "type" }] } } },
  },
};

const read: PactInteraction = {
  ...detach,
  description: "read a source",
  providerStates: [{ name: "source.single-use" }],
  request: {
    ...detach.request,
    method: "GET",
    path: "/sources/2",
    generators: { path: { type: "ProviderState", expression: "/sources/${sourceId}" } },
  },
  response: {
    status: 200,
    body: {
      contentType: "application/json",
      encoded: false,
      content: { id: "2", type: "creditCard", reusable: false, state: "chargeable" },
    },
    matchingRules: { body: { "$.id": { matchers: [{ match: "type" }] } } },
  },
};

const pactOf = (...interactions: PactInteraction[]): Pact => ({
  consumer: { name: "test" },
  provider: { name: "digital-river" },
  interactions,
  metadata: { pactSpecification: { version: "4.0" } },
});

type VerifyOptions = AccountOptions & { readonly baseUrl?: string; readonly timeoutMs?: number };

async function verify(
  interaction: PactInteraction,
  options: VerifyOptions = {},
): Promise<PactReport> {
  const { baseUrl, timeoutMs, ...account } = options;
  const target = await sandbox.account(account);
  const api = target.apis["digital-river"];
  const moved =
    baseUrl === undefined || api === undefined
      ? {}
      : { apis: { "digital-river": { ...api, baseUrl } } };
  const limits = { ...target.limits, timeoutMs: timeoutMs ?? 10_000 };
  const report = await verifyPacts(
    {
      pacts: [{ file: "test.json", pact: pactOf(interaction) }],
      target: { ...target, ...moved, limits },
    },
    {
      library: sandbox.workspace.library,
      specs: sandbox.workspace.specs,
      verifierEntry: path.resolve("dist/harness/pact/verifier.js"),
    },
  );
  return must(report);
}

describe("verification against the reference implementation", () => {
  it.each([detach, lateCredit, read])("passes: $description", async (interaction) => {
    expect(await verify(interaction)).toMatchObject({
      conclusion: "verified",
      totals: { passed: 1, failed: 0, untestable: 0 },
    });
  });

  it.each([
    {
      name: "a wrong status",
      fault: "detach-answers-200",
      interaction: detach,
      want: { path: "status", expected: "204", actual: "200" },
    },
    {
      name: "a wrong status of a refusal",
      fault: "secondary-after-primary-wrong-status",
      interaction: lateCredit,
      want: { path: "status", expected: "409", actual: "400" },
    },
    {
      name: "a wrong code",
      fault: "secondary-after-primary-wrong-code",
      interaction: lateCredit,
      want: { path: "$.errors[0].code", expected: '"session_update_not_allowed"' },
    },
    {
      name: "a wrong type of error",
      fault: "secondary-after-primary-wrong-type",
      interaction: lateCredit,
      want: { path: "$.type", expected: '"conflict"', actual: '"bad_request"' },
    },
  ])("shows $name", async ({ fault, interaction, want }) => {
    const report = await verify(interaction, { faults: [fault] });
    expect(report.conclusion).toBe("broken");
    expect(report.interactions[0]?.mismatches).toContainEqual(expect.objectContaining(want));
    expect(renderJunit(pactResults(report, origin))).toContain("<failure");
  });

  it.each([
    {
      name: "a dropped field",
      answer: { type: "creditCard", reusable: false, state: "chargeable" },
      want: { path: "$", message: expect.stringContaining("id") as string },
    },
    {
      name: "a wrong type of field",
      answer: { id: "2", type: "creditCard", reusable: "no", state: "chargeable" },
      want: { path: "$.reusable", expected: "false", actual: '"no"' },
    },
    {
      name: "a wrong content type",
      answer: { id: "2", type: "creditCard", reusable: false, state: "chargeable" },
      contentType: "text/plain",
      want: {
        path: "headers.Content-Type",
        actual: expect.stringContaining("text/plain") as string,
      },
    },
    {
      name: "a body on 204",
      interaction: detach,
      status: 200,
      answer: { id: "2" },
      want: { path: "status", expected: "204", actual: "200" },
    },
  ])("shows $name", async ({ answer, want, ...further }) => {
    const { interaction = read, status = 200, contentType = "application/json" } = further;
    const server = await serve(() => ({
      status,
      headers: { "content-type": contentType },
      body: JSON.stringify(answer),
    }));
    const { generators: _generators, ...request } = interaction.request;
    const { providerStates: _states, ...rest } = interaction;
    const report = await verify({ ...rest, request }, { baseUrl: server.url });
    expect(report.interactions[0]?.mismatches).toContainEqual(expect.objectContaining(want));
  });

  it("is stopped by an answer in live mode, which no target file allowed", async () => {
    const server = await serve(() => ({ status: 201, body: { id: "1", liveMode: true } }));
    const report = await verify(detach, { baseUrl: server.url });
    expect(report.stopped).toMatch(/liveMode: true/);
    expect(codeOfResults(pactResults(report, origin).conclusion)).toBe(5);
  });
});

describe("a baseline", () => {
  const entry = { check: "test/detach a source", reason: "known", owner: "us" };
  const held = async (expires: string, faults: readonly string[]) => {
    const report = await verify(detach, { faults });
    const baseline = new Map([[entry.check, { ...entry, expires }]]);
    return holdPactsAgainst(report, baseline, "2027-01-01");
  };

  it.each([
    { name: "expects a failure", expires: "2027-02-01", faults: ["detach-answers-200"], code: 0 },
    { name: "has run out", expires: "2026-12-31", faults: ["detach-answers-200"], code: 1 },
    { name: "is stale", expires: "2027-02-01", faults: [], code: 4 },
  ] as const)(
    "that $name gives exit code $code, and every reporter says so",
    async ({ expires, faults, code }) => {
      const report = await held(expires, faults);
      const results = pactResults(report, origin);
      expect(codeOfResults(results.conclusion)).toBe(code);
      const says = {
        0: "accepted until 2027-02-01 (us): known",
        1: "was accepted until 2026-12-31 (us): known",
        4: "does not fail any more, accepted until 2027-02-01 (us): known",
      }[code];
      const options = { colour: false, width: 100, out: "reports" };
      for (const text of [
        renderHtml(results),
        renderMarkdown(results).replaceAll("\\", ""),
        renderTerminal(results, options),
        renderJunit(results),
      ]) {
        expect(text).toContain(says);
      }
      const junit = renderJunit(results);
      expect(junit.includes("<failure")).toBe(code !== 0);
      expect(junit.includes("<skipped")).toBe(code === 0);
    },
  );
});

describe("what cannot be verified is never green", () => {
  it.each([
    {
      name: "an unknown state",
      interaction: { ...read, providerStates: [{ name: "source.singleuse" }] },
      want: /no provider state "source.singleuse"; did you mean source\.single-use/,
    },
    {
      name: "a variable that no state returns",
      interaction: {
        ...read,
        providerStates: [{ name: "source.single-use", params: { as: "card" } }],
      },
      want: /a generator needs \$\{sourceId\}, but the states return cardId/,
    },
    {
      name: "a state that fails to set up",
      interaction: {
        ...read,
        providerStates: [{ name: "source.saved", params: { customer: "nobody" } }],
      },
      want: /the setup of a state failed: source\.saved: POST/,
    },
  ])("$name", async ({ interaction, want }) => {
    const report = await verify(interaction);
    expect(report.conclusion).toBe("inconclusive");
    expect(report.interactions[0]).toMatchObject({ outcome: "untestable" });
    expect(report.interactions[0]?.reason).toMatch(want);
    expect(renderJunit(pactResults(report, origin))).toContain("<error");
  });

  it("a target that takes no connection", async () => {
    const report = await verify(read, { baseUrl: "http://127.0.0.1:1" });
    expect(report.interactions[0]?.reason).toContain("connection refused");
    expect(report.conclusion).toBe("inconclusive");
  });

  it("a target that never answers", async () => {
    const { port } = hanging.address() as AddressInfo;
    const report = await verify(read, { baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 300 });
    expect(report.interactions[0]?.reason).toContain("does not answer");
    expect(report.conclusion).toBe("inconclusive");
  });

  it.each([
    { name: "no interactions", text: JSON.stringify(pactOf()), code: "NOTHING_SELECTED" },
    { name: "a cut file", text: JSON.stringify(pactOf(read)).slice(0, 200), code: "FORMAT" },
    {
      name: "no parties",
      text: JSON.stringify({ name: "page", version: "1.0.0" }),
      code: "FORMAT",
    },
  ])("a pact with $name", async ({ text, code }) => {
    const file = path.join(folder, `${code}.json`);
    await writeFile(file, text);
    const pacts = await readPacts(file, folder);
    expect(pacts).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it("a folder without pacts", async () => {
    const empty = path.join(folder, "empty");
    await mkdir(empty, { recursive: true });
    const pacts = await readPacts(empty, folder);
    expect(pacts).toMatchObject({ ok: false, problems: [{ code: "NOTHING_SELECTED" }] });
  });
});

it("reads a pact as it stands", async () => {
  const file = path.join(folder, "whole.json");
  await writeFile(file, JSON.stringify(pactOf(read)));
  const [first] = must(await readPacts(file, folder));
  expect(first?.file).toBe("whole.json");
});
