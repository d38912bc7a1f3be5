import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PactInteraction } from "../../specs/types/pact.format.d.ts";
import { temporaryFolder, writeFiles } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { serve, serveRaw, trickle } from "../testing/server.ts";
import { openWorld } from "../testing/world.ts";
import { pactOf } from "./testing/interactions.ts";
import { verifyPacts } from "./verify.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const read: PactInteraction = {
  type: "Synchronous/HTTP",
  description: "read a source",
  request: { method: "GET", path: "/sources/1", headers: { Authorization: ["Bearer sk_example"] } },
  response: { status: 200 },
};

const builtEntry = path.resolve("dist/harness/pact/verifier.js");

async function verify(baseUrl: string, verifierEntry = builtEntry) {
  const { apis, ...target } = await sandbox.account({});
  const api = apis["digital-river"];
  if (api === undefined) throw new Error("no API");
  const limits = { ...target.limits, bodyBytes: 100_000, timeoutMs: 5000 };
  const { library, specs } = sandbox.workspace;
  const report = await verifyPacts(
    {
      pacts: [{ file: "test.json", pact: pactOf(read) }],
      target: { ...target, apis: { "digital-river": { ...api, baseUrl } }, limits },
    },
    { library, specs, verifierEntry },
  );
  return { report: must(report), key: api.keys.confidential ?? "" };
}

describe("the core of Pact", () => {
  it("is not shown a body without an end", async () => {
    let written = 0;
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      trickle(socket, () => {
        written += 65_536;
        socket.write(`10000\r\n${"x".repeat(65_536)}\r\n`);
      });
    });
    const { report } = await verify(server.url);
    expect(report).toMatchObject({ conclusion: "inconclusive" });
    expect(report.interactions[0]?.reason).toMatch(
      /^no answer came: GET \/sources\/1: the body is larger than 100000 bytes$/,
    );
    expect(written).toBeLessThan(20e6);
  });

  it("is ended when it takes too much memory", async () => {
    const server = await serve(() => ({ body: {} }));
    const folder = await temporaryFolder();
    const { outputText: memory } = transpileModule(readFileSync("harness/pact/memory.ts", "utf8"), {
      compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2023 },
    });
    await writeFiles(folder, {
      "memory.mjs": memory,
      "greedy.mjs": `import { watchMemory } from "./memory.mjs";
process.on("message", (ask) => (ask === "load" ? process.send("") : watchMemory(1)));
process.on("disconnect", () => process.exit(0));`,
    });
    const { report } = await verify(server.url, path.join(folder, "greedy.mjs"));
    expect(report.conclusion).toBe("inconclusive");
    expect(report.interactions[0]?.reason).toMatch(/took more than \d+ MiB of memory/);
  });

  it("gets no key: not in its environment, not in the pact that it reads, not in an answer", async () => {
    vi.stubEnv("SOME_SECRET_KEY", "sk-live-guest-canary");
    let environment = "";
    const server = await serve(({ headers }, before) => {
      if (before > 0) environment ||= environmentOf("verifier.js");
      return { status: 200, body: { sent: headers.authorization, id: "1" } };
    });
    const { report, key } = await verify(server.url);
    vi.unstubAllEnvs();
    expect(report.conclusion).toBe("verified");
    expect(server.requests.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${key}` });
    expect(server.requests.at(-1)?.headers).not.toHaveProperty("x-headwater-interaction");
    expect(process.platform !== "linux" || environment.includes("PACT_DO_NOT_TRACK")).toBe(true);
    expect(environment).not.toContain("guest-canary");
  });
});

/** Of the processes of ours whose command line names a file. */
function environmentOf(file: string): string {
  if (process.platform !== "linux") return "";
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => textOf(`/proc/${id}/cmdline`).includes(file))
    .filter((id) => textOf(`/proc/${id}/stat`).split(" ")[3] === String(process.pid))
    .map((id) => textOf(`/proc/${id}/environ`))
    .join("\n");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

describe("what a target answers", () => {
  const nasty = "::error::VERIFIED\r\n::notice::x\u001B[2J\u0007\b\u009B##vso[task.complete]\u202E";

  it.each([{ json: [] }, { json: ["--json"] }])(
    "prints no line of its own and no control sign: pact verify $json",
    async ({ json }) => {
      const world = await openWorld({
        shop: { instead: () => ({ status: 200, body: { state: nasty, code: [nasty] } }) },
        files: {
          "pact.json": JSON.stringify(
            pactOf({
              ...read,
              response: {
                status: 200,
                body: {
                  contentType: "application/json",
                  encoded: false,
                  content: { state: "new", code: [1] },
                },
              },
            }),
          ),
        },
      });
      const { code, stdout, stderr } = await world.start(
        "pact",
        "verify",
        "--pact",
        "pact.json",
        "--target",
        "target.yaml",
        ...json,
      ).ended;
      expect(code).toBe(1);
      expect(stdout).toContain("VERIFIED");
      expect(stdout + stderr).not.toMatch(/^\s*::|##vso|[^\P{Cc}\n]|\p{Bidi_Control}/mu);
    },
  );

  it("prints no line of its own and no control sign: run, doctor", async () => {
    const words = Array.from({ length: 5 }, () => "::notice::x").join(" ");
    const world = await openWorld({
      shop: {
        instead: () => ({ status: 500, body: { errors: [{ code: `${words} ${nasty}` }] } }),
      },
    });
    for (const command of ["run", "doctor"]) {
      const { stdout, stderr } = await world.start(command, "--target", "target.yaml").ended;
      expect(stdout).toContain("notice");
      expect(stdout + stderr).not.toMatch(/^\s*::|##vso|[^\P{Cc}\n]|\p{Bidi_Control}/mu);
    }
  });
});
