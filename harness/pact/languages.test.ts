import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "../testing/files.ts";
import { must } from "../testing/must.ts";
import { type Sandbox, startSandbox } from "../testing/sandbox.ts";
import { readPacts } from "./document.ts";
import type { PactReport } from "./report.ts";
import { compareWithOpenApi } from "./openapi.ts";
import { pactResults } from "./results.ts";
import { origin } from "./testing/results.ts";
import { verifyPacts } from "./verify.ts";

const parties = { consumer: { name: "shop" }, provider: { name: "digital-river" } };
const key = "Bearer sk_example";
const gone = { method: "GET", path: "/sources/none" };

/** A rule of version 3 and 4. */
const rule = (...matchers: object[]) => ({ combine: "AND", matchers });

/** What files of each language look like, in its own shapes. */
const files: Readonly<Record<string, object>> = {
  "jvm-v4.json": {
    ...parties,
    metadata: { "pact-jvm": { version: "4.6.17" }, pactSpecification: { version: "4.0" } },
    interactions: [
      {
        type: "Synchronous/HTTP",
        key: "4c1f8a90",
        description: "jvm: a missing source, by the class of its status",
        pending: false,
        providerStates: [],
        comments: { testname: "ShopTest.none()", text: [] },
        request: { ...gone, headers: { Authorization: [key] } },
        response: {
          status: 404,
          matchingRules: { status: rule({ match: "statusCode", status: "clientError" }) },
        },
      },
      {
        type: "Synchronous/HTTP",
        description: "jvm: a missing source is no success",
        pending: false,
        providerStates: [],
        request: { ...gone, headers: { Authorization: [key] } },
        response: {
          status: 200,
          matchingRules: { status: rule({ match: "statusCode", status: "success" }) },
        },
      },
      {
        type: "Asynchronous/Messages",
        description: "jvm: a source became chargeable",
        contents: { content: { id: "1" }, contentType: "application/json", encoded: false },
        pending: false,
      },
      {
        type: "Synchronous/Messages",
        description: "jvm: ask by message",
        request: { contents: { content: "x" } },
        response: [{ contents: { content: "y" } }],
      },
    ],
  },
  "python-v3.json": {
    ...parties,
    metadata: {
      pactRust: { ffi: "0.4.22", models: "1.2.5" },
      pactSpecification: { version: "3.0.0" },
    },
    interactions: [
      {
        description: "python: the error body",
        providerStates: [{ name: "source.single-use" }],
        request: { ...gone, headers: { Authorization: key, Accept: "application/json" } },
        response: {
          status: 404,
          headers: { "Content-Type": "application/json" },
          body: { type: "not_found", errors: [{ code: "x", message: "y" }] },
          matchingRules: {
            header: { "Content-Type": rule({ match: "regex", regex: "application/json.*" }) },
            body: {
              "$.type": rule({ match: "type" }),
              "$.errors": rule({ match: "type", min: 1 }),
            },
          },
        },
      },
    ],
  },
  "python-messages-v3.json": {
    ...parties,
    metadata: { pactSpecification: { version: "3.0.0" } },
    messages: [{ description: "python: an event", contents: { a: 1 }, metaData: {} }],
  },
  "go-v2.json": {
    ...parties,
    metadata: { pactSpecification: { version: "2.0.0" } },
    interactions: [
      {
        description: "go: a source by its state",
        providerState: "source.single-use",
        request: {
          method: "get",
          path: "/sources/none",
          query: "a=1&b=2",
          headers: { Authorization: key },
          matchingRules: { "$.headers.Authorization": { match: "regex", regex: "Bearer .+" } },
        },
        response: {
          status: 404,
          body: { errors: [{ code: "not_found", message: "text" }] },
          matchingRules: { "$.body.errors": { min: 1 }, "$.body.errors[*].*": { match: "type" } },
        },
      },
    ],
  },
  "ruby-v1.json": {
    ...parties,
    metadata: { pactSpecificationVersion: "1.0.0" },
    interactions: [
      {
        description: "ruby: a missing source",
        provider_state: "source.single-use",
        request: { ...gone, headers: { Authorization: key } },
        response: { status: 404 },
      },
    ],
  },
  "net-v4.json": {
    ...parties,
    metadata: {
      pactRust: { ffi: "0.4.16", models: "1.1.19" },
      pactSpecification: { version: "4.0" },
    },
    interactions: [
      {
        type: "Synchronous/HTTP",
        description: "net: plugins' own keys",
        interactionMarkup: { markup: "", markupType: "COMMON_MARK" },
        pluginConfiguration: {},
        transport: "http",
        pending: false,
        request: { ...gone, query: { limit: ["1", null] }, headers: { Authorization: [key] } },
        response: {
          status: 404,
          headers: { "Content-Type": ["application/json"] },
          body: {
            content: { errors: [{ code: "x" }] },
            contentType: "application/json",
            encoded: false,
          },
          generators: { body: { "$.errors[0].code": { type: "RandomString", size: 8 } } },
          matchingRules: {
            header: { "Content-Type": rule({ match: "type" }) },
            body: {
              "$.errors": rule({ match: "type" }),
              "$.errors[0].code": rule({ match: "notEmpty" }),
            },
          },
        },
      },
    ],
  },
  "js-v4.json": {
    ...parties,
    metadata: { "pact-js": { version: "16.5.0" }, pactSpecification: { version: "4.0" } },
    interactions: [
      {
        type: "Synchronous/HTTP",
        description: "js: an id of the state",
        pending: false,
        providerStates: [{ name: "source.single-use" }],
        request: {
          method: "GET",
          path: "/sources/2",
          headers: { Authorization: [key] },
          matchingRules: { path: rule({ match: "regex", regex: "/sources/.+" }) },
          generators: { path: { type: "ProviderState", expression: "/sources/${sourceId}" } },
        },
        response: {
          status: 200,
          body: { content: { state: "x" }, contentType: "application/json", encoded: false },
          matchingRules: { body: { "$.state": rule({ match: "type" }) } },
        },
      },
      {
        type: "Synchronous/HTTP",
        description: "js: a slip of the pen",
        request: { ...gone, headers: { Authorization: [key] } },
        response: { status: 404, matchingRule: {} },
      },
    ],
  },
};

/** What stands beside them in a folder. */
const nothing = {
  ...parties,
  metadata: { pactSpecification: { version: "4.0" } },
  interactions: [],
};

let sandbox: Sandbox;
let report: PactReport;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = await mkdtemp(path.join(tmpdir(), "headwater-pact-"));
  await writeFiles(
    folder,
    Object.fromEntries(
      Object.entries({ ...files, "nothing.json": nothing }).map(([name, pact]) => [
        name,
        JSON.stringify(pact),
      ]),
    ),
  );
  const { library, specs } = sandbox.workspace;
  const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
  const pacts = must(await readPacts(folder, folder));
  const target = await sandbox.account({});
  report = must(await verifyPacts({ pacts, target }, { library, specs, verifierEntry }));
});
afterAll(async () => {
  sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const rowOf = (start: string) =>
  report.interactions.find(({ description }) => description.startsWith(start));

describe("a pact as others write it", () => {
  it.each([
    "jvm: a missing source, by the class of its status",
    "python: the error body",
    "go: a source by its state",
    "ruby: a missing source",
    "net: plugins' own keys",
    "js: an id of the state",
  ])("is verified by its rules: %s", (description) => {
    expect(rowOf(description)).toMatchObject({ outcome: "passed", mismatches: [] });
  });

  it("fails by its rules", () => {
    expect(rowOf("jvm: a missing source is no success")).toMatchObject({
      outcome: "failed",
      mismatches: [{ path: "status" }],
    });
  });

  it.each([
    { description: "jvm: a source became chargeable", why: /it is a message/ },
    { description: "jvm: ask by message", why: /it is a message/ },
    { description: "python: an event", why: /it is a message/ },
    { description: "js: a slip of the pen", why: /did you mean matchingRules\?/ },
  ])(
    "is untestable where it is no HTTP, or not what it seems: $description",
    ({ description, why }) => {
      const row = rowOf(description);
      expect(row).toMatchObject({ outcome: "untestable" });
      expect(row?.reason).toMatch(why);
    },
  );

  it("says what it passed over", () => {
    expect(report.passedOver).toEqual([
      'net-v4.json: the key "interactionMarkup" of an interaction',
      'net-v4.json: the key "pluginConfiguration" of an interaction',
      "nothing.json: the whole pact, which has no interactions",
    ]);
    expect(pactResults(report, origin).notes[0]?.text).toContain("interactionMarkup");
  });

  it("is compared with the OpenAPI documents, too", async () => {
    const pacts = must(await readPacts(folder, folder));
    const compared = must(await compareWithOpenApi(pacts, path.resolve("specs")));
    expect(compared.interactions).toHaveLength(report.interactions.length);
    const unread = compared.interactions.filter(({ outcome }) => outcome === "untestable");
    // What the comparator refuses costs no other interaction its result.
    const refused = unread.filter(({ reason }) => reason?.includes("the comparator does not read"));
    expect(refused.map(({ description }) => description)).toEqual(["net: plugins' own keys"]);
    expect(unread).toHaveLength(5);
  });

  it.each([
    { as: "digits", body: '{"content":{"currency":"USD","items":[{"skuId":"a","price":10.0}]}}' },
    {
      as: "base64",
      body: JSON.stringify({
        content: Buffer.from('{"currency":"USD","items":[{"skuId":"a","price":1}]}').toString(
          "base64",
        ),
        encoded: "base64",
      }),
    },
  ])("does not contradict the OpenAPI documents by how it is written: $as", async ({ body }) => {
    const request = { method: "POST", path: "/checkouts", body: "BODY" };
    const headers = { Authorization: [key], "Content-Type": ["application/json"] };
    const pact = {
      ...nothing,
      interactions: [
        { description: "a checkout", request: { ...request, headers }, response: { status: 201 } },
      ],
    };
    const text = JSON.stringify(pact).replace(
      '"BODY"',
      body.replace("{", '{"contentType":"application/json",'),
    );
    const own = await temporaryFolder({ "pact.json": text });
    const compared = must(
      await compareWithOpenApi(must(await readPacts(own, own)), path.resolve("specs")),
    );
    expect(compared.interactions).toMatchObject([{ outcome: "passed", mismatches: [] }]);
  });

  it("keeps the digits of its numbers", async () => {
    const own = await temporaryFolder();
    const text = JSON.stringify(files["js-v4.json"]).replace(
      '"state":"x"',
      '"state":9007199254740993',
    );
    await writeFiles(own, { "big.json": text });
    const [file] = must(await readPacts(own, own));
    expect(JSON.stringify(file?.pact)).toContain('"value":"9007199254740993"');
  });
});
