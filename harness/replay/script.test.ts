import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evidence, Report } from "../../specs/types/report.format.d.ts";
import { runResults } from "../report/model/run-results.ts";
import { renderScript, renderScripts } from "../report/replay/scripts.ts";
import { evidenceOf } from "../report/testing/rows.ts";
import { hostile, nonConformant } from "../report/testing/sample.ts";
import { toolFolder } from "../testing/tools.ts";

interface Seen {
  readonly call: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What the process list showed while requests were answered. */
const commandLines = new Set<string>();

/** Every sign that a shell or curl's config may take for its own, but for what no URL can hold. */
const canary = "sk_canary'$(id)`id`\\n\\&end";

function watch(): void {
  if (process.platform !== "linux") return;
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      commandLines.add(readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " "));
    } catch {
      // It is no more.
    }
  }
}

/** The first request of a case carries its key in the URL, in a header and in its body. */
function withKeyEverywhere(): Report {
  const report = nonConformant();
  const first = report.evidence["1"]?.exchange;
  if (first === undefined) throw new Error("no first exchange");
  const key = "${DIGITAL_RIVER_CONFIDENTIAL_KEY}";
  first.request.url += `?key=${key}`;
  first.request.body = `{"a":"\\"${key}\\" $(id) \`id\` \${HOME}"}`;
  return report;
}

/** Issues other ids than the recorded run did; what the script sends is kept. */
const seen: Seen[] = [];
let server: Server;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "headwater-replay-"));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      watch();
      const { method = "", url = "", headers } = request;
      const body = Buffer.concat(chunks).toString("utf8");
      seen.push({
        call: `${method} ${url}`,
        authorization: headers.authorization,
        contentType: headers["content-type"],
        body,
      });
      response.writeHead(method === "DELETE" ? 204 : 200, { "content-type": "application/json" });
      response.end(method === "DELETE" ? undefined : JSON.stringify({ id: `new_${seen.length}` }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  await toolFolder(path.join(folder, "bin"));
});

afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

describe("a script", () => {
  it("repeats the case against the same server with the ids of now", async () => {
    seen.length = 0;
    const output = await runScript(here(nonConformant()), "detach-single-use", {
      DIGITAL_RIVER_CONFIDENTIAL_KEY: "sk_test_1 $(id)",
    });
    expect(seen.map(({ call }) => call)).toEqual([
      "POST /sources",
      "POST /checkouts",
      "POST /checkouts/new_2/sources/new_1",
      "DELETE /checkouts/new_2/sources/new_1",
      "GET /sources/new_1",
      "GET /sources/new_1",
      "POST /checkouts/new_2/sources/new_1",
      "POST /checkouts/new_2",
    ]);
    expect(seen.at(-1)?.body).toBe('{"sourceId":"new_1"}');
    expect(seen[2]).toMatchObject({ contentType: undefined, body: "" });
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
      new Set(["Bearer sk_test_1 $(id)"]),
    );
    expect(output).toContain("HTTP 204  (recorded: 200 in 12 ms)");
    expect(output.trimEnd().split("\n").at(-1)).toBe("Done: 8 requests repeated.");
  });

  it.skipIf(process.platform !== "linux")("shows no key to other processes", async () => {
    seen.length = 0;
    commandLines.clear();
    await runScript(here(withKeyEverywhere()), "detach-single-use", {
      DIGITAL_RIVER_CONFIDENTIAL_KEY: canary,
    });
    expect([...commandLines].filter((line) => line.includes("curl"))).not.toEqual([]);
    expect([...commandLines].filter((line) => line.includes("canary"))).toEqual([]);
    expect(seen[0]).toMatchObject({
      call: `POST /sources?key=${canary}`,
      authorization: `Bearer ${canary}`,
      body: `{"a":"\\"${canary}\\" $(id) \`id\` \${HOME}"}`,
    });
  });

  it("goes to another server where the environment names one", async () => {
    seen.length = 0;
    const { port } = server.address() as AddressInfo;
    await runScript(nonConformant(), "detach-single-use", {
      DIGITAL_RIVER_CONFIDENTIAL_KEY: "k",
      DIGITAL_RIVER_URL: `http://127.0.0.1:${port}/v1`,
    });
    expect(seen.map(({ call }) => call).slice(0, 3)).toEqual([
      "POST /v1/sources",
      "POST /v1/checkouts",
      "POST /v1/checkouts/new_2/sources/new_1",
    ]);
  });

  it("says which key is missing, and sends nothing", async () => {
    seen.length = 0;
    await expect(runScript(here(nonConformant()), "detach-single-use", {})).rejects.toThrow(
      /DIGITAL_RIVER_CONFIDENTIAL_KEY: is not set\. Export it/,
    );
    expect(seen).toEqual([]);
  });

  it.each([
    { name: "curl", missing: ["curl"], says: /This script needs curl; it is not on the PATH/ },
    { name: "jq and node", missing: ["jq", "node"], says: /needs jq or node .* neither is on/ },
  ])("says that $name are missing, and sends nothing", async ({ missing, says }) => {
    seen.length = 0;
    await expect(
      runScript(here(nonConformant()), "detach-single-use", {
        DIGITAL_RIVER_CONFIDENTIAL_KEY: "k",
        PATH: await pathWithout(missing),
      }),
    ).rejects.toThrow(says);
    expect(seen).toEqual([]);
  });

  it("stops where an answer lacks what later requests need", async () => {
    const report = here(nonConformant());
    const first = report.evidence["1"]?.exchange;
    if (first?.reply.kind === "answered") first.reply.body = '{"source":{"id":"src_9f2c71"}}';
    await expect(
      runScript(report, "detach-single-use", { DIGITAL_RIVER_CONFIDENTIAL_KEY: "k" }),
    ).rejects.toThrow(/The last answer has no \.source\.id/);
  });

  it("runs nothing and expands nothing that a target wrote", async () => {
    seen.length = 0;
    const report = here(hostile());
    const id = Object.values(report.evidence)[0]?.case ?? "";
    await runScript(report, id, { DIGITAL_RIVER_CONFIDENTIAL_KEY: "k", HOME: "/home/secret" });
    expect(await readdir(folder)).not.toContain("hacked");
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ home: "${HOME}" });
    expect(seen[0]?.body).toContain("$(touch hacked)");
  });

  it("reads no variable that an answer named first", () => {
    const text = scriptOf(
      evidenceOf({ case: "a", step: "one" }, "POST /things", {
        status: 201,
        body: { id: "${AWS_SECRET_ACCESS_KEY}" },
      }),
      withHeader(
        evidenceOf({ case: "a", step: "two" }, "GET /things", { status: 500 }),
        "x-thing",
        "${AWS_SECRET_ACCESS_KEY}",
      ),
    );
    expect(text).toContain("-H 'x-thing: ${AWS_SECRET_ACCESS_KEY}'");
    expect(text).not.toContain('"${AWS_SECRET_ACCESS_KEY');
  });

  it("of a journal of anybody reads and sends nothing but keys of the APIs to its own hosts", () => {
    const elsewhere = withHeader(
      evidenceOf({ case: "a", step: "two" }, "GET /things", { status: 500 }),
      "authorization",
      "Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}",
    );
    const { exchange } = elsewhere;
    const evil = { ...exchange, request: { ...exchange.request, url: "https://evil.example/x" } };
    const aws = withHeader(
      evidenceOf({ case: "a", step: "one" }, "GET /things", { status: 500 }),
      "x-thing",
      "${AWS_SECRET_ACCESS_KEY}",
    );
    const text = scriptOf(aws, { ...elsewhere, exchange: evil });
    expect(text).toContain("-H 'x-thing: ${AWS_SECRET_ACCESS_KEY}'");
    expect(text).toContain("# ${AWS_SECRET_ACCESS_KEY} is sent as it stands");
    expect(text).not.toContain(': "${AWS_SECRET_ACCESS_KEY');
    expect(text).toContain("-H 'authorization: Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}'");
  });

  it("waits between polls, and gives up where the run gave up", () => {
    const poll = evidenceOf({ case: "a", step: "after" }, "GET /things", { status: 200 });
    const later = { ...poll, exchange: { ...poll.exchange, sentAt: "2026-03-01T09:30:00.800Z" } };
    const silent = evidenceOf({ case: "a", step: "then" }, "GET /things", "timeout");
    const text = scriptOf(poll, later, silent);
    expect(text).toContain("sleep 0.3 || sleep 1\n# 2  after");
    expect(text).toMatch(/-m 10 -w .*\|\| true/);
  });
});

const post = (step: string, id: string) => ({
  ...evidenceOf({ case: "a", step }, `POST /${step}`, { status: 201, body: { id } }),
  together: "one",
});

it("what was in flight at once is so again, and what its answers held is taken", async () => {
  seen.length = 0;
  const read = evidenceOf({ case: "a", step: "read" }, "GET /things/thing_2", { status: 200 });
  const text = scriptOf(post("one", "thing_1"), post("two", "thing_2"), read);
  expect(text).toMatch(/ &\n[^]*\/one"\n[^]* &\n[^]*\/two"\n[^]*\nwait\n/);
  const { port } = server.address() as AddressInfo;
  const output = await runText(
    text.replaceAll("https://sandbox.acme.example", `http://127.0.0.1:${port}`),
    { DIGITAL_RIVER_CONFIDENTIAL_KEY: "k" },
  );
  expect(output).toContain("Done: 3 requests repeated.");
  expect(
    seen
      .slice(0, 2)
      .map(({ call }) => call)
      .toSorted(),
  ).toEqual(["POST /one", "POST /two"]);
  expect(seen[2]?.call).toMatch(/^GET \/things\/new_[12]$/);
});

it.each(renderScripts(runResults(nonConformant())))("$name is readable", async ({ name, text }) => {
  await expect(text).toMatchFileSnapshot(`__golden__/${name}`);
});

function scriptOf(...exchanges: readonly Evidence[]): string {
  const report = nonConformant();
  report.cases = report.cases.slice(0, 1).map((row) => ({ ...row, id: "a", outcome: "failed" }));
  report.causes = [];
  report.evidence = Object.fromEntries(exchanges.map((entry, index) => [String(index + 1), entry]));
  return renderScripts(runResults(report))[0]?.text ?? "";
}

function withHeader(evidence: Evidence, name: string, value: string): Evidence {
  const { exchange } = evidence;
  const request = { ...exchange.request, headers: { ...exchange.request.headers, [name]: value } };
  return { ...evidence, exchange: { ...exchange, request } };
}

/** The report as if its run had been against the server of this test. */
function here(report: Report): Report {
  const { port } = server.address() as AddressInfo;
  const text = JSON.stringify(report).replaceAll(
    "https://sandbox.acme.example",
    `http://127.0.0.1:${port}`,
  );
  return JSON.parse(text) as Report;
}

const runScript = (report: Report, id: string, env: NodeJS.ProcessEnv): Promise<string> =>
  runText(renderScript(runResults(report), id), env);

async function runText(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const file = path.join(folder, "script.sh");
  await writeFile(file, script);
  const base = { PATH: path.join(folder, "bin") };
  return new Promise((done, fail) => {
    execFile(
      "/bin/sh",
      [file],
      { cwd: folder, env: { ...base, ...env } },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else fail(new Error(stderr));
      },
    );
  });
}

async function pathWithout(names: readonly string[]): Promise<string> {
  const bare = await toolFolder(path.join(folder, names.join("-")));
  for (const name of names) await rm(path.join(bare, name));
  return bare;
}
