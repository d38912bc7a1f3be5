import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "../requirements/types.ts";
import { faultOf, templateOf } from "../testing/described.ts";
import { withFolder } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { once } from "../testing/once.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { type PactFile, readPacts } from "./document.ts";
import { openDriver } from "../execute/driver.ts";
import { generatedFiles, pactFile } from "./files.ts";
import type { Generated } from "./generate.ts";
import { compareWithOpenApi } from "./openapi.ts";
import { allPacts, recordPacts } from "./recorder.ts";
import { askBothJudges } from "./testing/agreement.ts";
import { verifyPacts } from "./verify.ts";

const committed = path.resolve("suites/contracts/pacts");

const verifierEntry = path.resolve("dist/harness/pact/verifier.js");

/** All of them take minutes: `HEADWATER_PACTS=all`. */
const whole = process.env["HEADWATER_PACTS"] === "all";

/** Interactions of all kinds, for whoever reads the repository. */
const sample = new Set([
  "attach-unknown/unknown-source",
  "commerce-create-source/create",
  "commerce-default-option/changed",
  "commerce-delete-option/delete",
  "customer-events/removed",
  "detach-single-use[type=creditCard,via=path]/source-after",
  "refund-beyond-what-is-left/refund-rest",
  "refunds-of-order/of-order",
  "refuse-without-key[key=missing]/read-source",
  "save-card/save",
]);

/** The cases of the sample, and some whose faults Pact alone would not see. */
const wanted = {
  ...allPacts,
  patterns: whole
    ? []
    : [
        ...new Set([...sample].map((name) => name.slice(0, name.lastIndexOf("/")))),
        "attach-primary[type=creditCard,via=path]",
        "cancel-exact-primary[money=cents]",
      ],
};

let sandbox: Sandbox;
let generated: Generated;
let pacts: readonly PactFile[];
beforeAll(async () => {
  sandbox = await startSandbox();
  const { driver, close } = openDriver({
    target: await sandbox.account({}),
    specs: sandbox.workspace.specs,
  });
  generated = must(await recordPacts(sandbox.workspace, driver, wanted).finally(close));
  const files = generatedFiles(generated).map(({ name, text }) => [name, text]);
  const read = await withFolder(Object.fromEntries(files), (folder) =>
    readPacts(folder, process.cwd()),
  );
  pacts = must(read);
}, 240_000);
afterAll(() => sandbox.stop());

describe("the pacts of the cases", () => {
  // When they fail because the cases changed, `npx vitest run harness/pact/generate -u` writes them anew.
  it.runIf(whole)("are those of the committed page, which holds their digests", async () => {
    const page = generatedFiles(generated).find(({ name }) => name === "coverage.md");
    await expect(page?.text).toMatchFileSnapshot(path.join(committed, "README.md"));
  });

  it.skipIf(whole)("are those of the committed sample", async () => {
    const samples = generated.pacts.map((pact) => ({
      ...pact,
      interactions: pact.interactions.filter(({ key = "" }) => sample.has(key)),
    }));
    const found = samples.flatMap(({ interactions }) => interactions.map(({ key }) => key));
    expect(new Set(found)).toEqual(sample);
    for (const { name, text } of samples.map(pactFile)) {
      await expect(text).toMatchFileSnapshot(path.join(committed, "sample", name));
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
    expect(faults.length).toBeGreaterThan(30);
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
    const { counts, omissions, alike } = generated;
    const distinct = generated.pacts.reduce(
      (sum, { interactions }) => sum + interactions.length,
      0,
    );
    expect(counts.steps.held).toBe(distinct + alike.length);
    expect(counts.steps.of).toBe(counts.steps.held + omissions.length);
    expect(counts.steps.held / counts.steps.of).toBeGreaterThan(0.95);
    expect(omissions.every(({ reason }) => reason !== "")).toBe(true);
  });

  /** Every derived interaction on the good server, and on every fault that touches one. */
  const asked = once(() => askBothJudges(sandbox, pacts));

  it("are kept by the reference implementation, twice with the same report", async () => {
    const context = { ...sandbox.workspace, verifierEntry };
    const target = await sandbox.account({});
    const first = must(await verifyPacts({ pacts, target }, context));
    expect(first.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    expect(first.conclusion).toBe("verified");
    expect((await asked()).good).toEqual(first);
  }, 900_000);

  it("do not contradict the OpenAPI documents", async () => {
    const report = must(await compareWithOpenApi(pacts, sandbox.workspace.folders.specs));
    expect(report.interactions.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
  });

  it("are judged as in the live run, on a good server and on every fault that touches one", async () => {
    const { rows } = await asked();
    const good = rows.filter(({ fault }) => fault === undefined);
    expect(good.map(({ pact }) => pact)).toEqual(good.map(() => "passed"));
    const different = rows.filter(({ live, pact }) => live !== pact);
    expect(different.filter(({ permitted }) => permitted === undefined)).toEqual([]);
    // The permitted differences are few, and both judges are seen to fail together.
    const agreed = rows.filter(({ live, pact }) => live === pact);
    const failed = agreed.filter(({ pact }) => pact === "failed");
    expect(failed.length).toBeGreaterThan(whole ? 300 : 12);
    expect(different.length).toBeLessThan(rows.length / 20);
  }, 900_000);

  it.skipIf(whole)("tell by their checks what Pact cannot", async () => {
    const { rows } = await asked();
    const trial = "cancel-secondary-first: cancel-exact-primary[money=cents]/first";
    expect(rows.find((row) => row.trial === trial)?.mismatches).toContainEqual({
      path: "$.payment.charges[?@.sourceId == '{cart.credit.id}'].cancels[*].amount",
      expected: "0",
      actual: expect.any(String) as string,
      message: "the check primary-alone demands it (DR-CANCEL-1)",
    });
  });
});
