import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "../requirements/types.ts";
import { faultOf, templateOf } from "../testing/described.ts";
import { must } from "../testing/must.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { readPacts } from "./document.ts";
import { openDriver } from "../execute/driver.ts";
import { generatedFiles } from "./files.ts";
import type { Generated } from "./generate.ts";
import { compareWithOpenApi } from "./openapi.ts";
import { recordPacts } from "./recorder.ts";
import { verifyPacts } from "./verify.ts";

const committed = "suites/contracts/pacts";

let sandbox: Sandbox;
let generated: Generated;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { driver, close } = openDriver({
    target: await sandbox.account({}),
    specs: sandbox.workspace.specs,
    version: "0.0.0-test",
  });
  generated = await recordPacts(sandbox.workspace, driver).finally(close);
}, 240_000);
afterAll(() => sandbox.stop());

describe("the pacts of the cases", () => {
  it("are the committed ones, the page about what they hold among them", async () => {
    for (const { name, text } of generatedFiles(generated)) {
      const then = await readFile(path.join(committed, name), "utf8");
      expect(firstDifference(text, then), `${name} is stale: headwater pact generate`).toBe("");
    }
  });

  it("hold complete bodies: each is as the OpenAPI document says, with all that it requires", () => {
    const faults = generated.pacts.flatMap(({ provider, interactions }) =>
      interactions.map(({ request: { method, path: at }, response: { status, body } }) => {
        const api = provider.name as Api;
        const content = body?.content === "" ? "" : JSON.stringify(body?.content);
        const template = templateOf(api, at) ?? "none";
        return faultOf(api, template, method.toLowerCase(), { status, body: content });
      }),
    );
    expect(faults.length).toBeGreaterThan(100);
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it("hold only expressions that compile", () => {
    const text = JSON.stringify(generated.pacts);
    const found = [...text.matchAll(/"regex":("(?:[^"\\]|\\.)*")/g)];
    expect(found.length).toBeGreaterThan(100);
    for (const [, regex = '""'] of found) {
      expect(() => new RegExp(JSON.parse(regex) as string)).not.toThrow();
    }
  });

  it("count every judged step once: said in Pact, or left out for a reason", () => {
    const { counts, omissions, pacts, alike } = generated;
    const distinct = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
    expect(counts.steps.held).toBe(distinct + alike.length);
    expect(counts.steps.of).toBe(counts.steps.held + omissions.length);
    expect(omissions.every(({ reason }) => reason !== "")).toBe(true);
  });

  it("are kept by the reference implementation, twice with the same report", async () => {
    const { workspace } = sandbox;
    const pacts = must(await readPacts(committed, process.cwd(), workspace.formats));
    const { library, specs } = workspace;
    const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
    const context = { library, specs, version: "0.0.0-test", verifierEntry };
    const target = await sandbox.account({});
    const first = await verifyPacts({ pacts, target }, context);
    expect(first.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect(first.conclusion).toBe("verified");
    expect(await verifyPacts({ pacts, target }, context)).toEqual(first);
  }, 240_000);

  it("do not contradict the OpenAPI documents", async () => {
    const { formats, folders } = sandbox.workspace;
    const pacts = must(await readPacts(committed, process.cwd(), formats));
    const report = await compareWithOpenApi(pacts, folders.specs);
    expect(report.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  });
});

/** The first line in which two texts differ; a whole diff of a pact would fill the terminal. */
function firstDifference(text: string, other: string): string {
  const others = other.split("\n");
  const index = text.split("\n").findIndex((line, at) => line !== others[at]);
  return index === -1 ? "" : `${index + 1}: ${text.split("\n")[index]} / ${others[index]}`;
}
