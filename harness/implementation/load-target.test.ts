import path from "node:path";
import { describe, expect, it } from "vitest";
import { createRedact } from "../secrets/redact.ts";
import { temporaryFolder } from "../testing/files.ts";
import { sound } from "../testing/mistakes.ts";
import { must } from "../testing/must.ts";
import { formats, loadSuite, specs } from "../testing/suite.ts";
import { loadTarget } from "./load-target.ts";

const environment = {
  SHOP_URL: "https://shop.example/v2/",
  SHOP_KEY: "sk-confidential",
  SHOP_TOKEN: "tenant-token",
};

async function load(text: string, variables: Readonly<Record<string, string>> = environment) {
  const library = must(await loadSuite({ "case.yaml": sound }));
  const folder = await temporaryFolder({ "shop.yaml": text });
  const context = { formats, specs, library, environment: variables };
  return loadTarget(path.join(folder, "shop.yaml"), context, "shop.yaml");
}

const whole = `name: The shop
implementation: { name: shop, version: 1.2.3, url: https://shop.example }
apis:
  digital-river:
    baseUrl: \${SHOP_URL}
    headers: { X-Version: "2", X-Tenant: "id \${SHOP_TOKEN}" }
    keys: { confidential: "\${SHOP_KEY}", public: pk-public }
claims:
  profiles: [digital-river/core]
  sourceTypes: [novel]
recipes:
  book.sell:
    - call: POST /till/{id}
limits: { concurrency: 3, requestsPerSecond: 2.5, timeout: 500ms, settle: 2s, bodyBytes: 100 }
`;

describe("a target file", () => {
  it("becomes a target, its variables filled in", async () => {
    const target = must(await load(whole));
    expect(target).toMatchObject({
      name: "The shop",
      implementation: { name: "shop", version: "1.2.3" },
      apis: {
        "digital-river": {
          baseUrl: "https://shop.example/v2",
          headers: { "X-Version": "2", "X-Tenant": "id tenant-token" },
          keys: { confidential: "sk-confidential", public: "pk-public" },
        },
      },
      claims: { profiles: new Set(["digital-river/core"]), sourceTypes: new Set(["novel"]) },
      limits: {
        concurrency: 3,
        requestsPerSecond: 2.5,
        timeoutMs: 500,
        settleMs: 2000,
        bodyBytes: 100,
      },
    });
    expect(target.recipes.get("book.sell")).toMatchObject([{ kind: "call", method: "POST" }]);
  });

  it("may say little: then everything is claimed and the limits are ours", async () => {
    const target = must(
      await load("name: Shop\napis: { commerce: { baseUrl: 'http://localhost:1' } }\n"),
    );
    expect(target).toEqual({
      name: "Shop",
      apis: {
        commerce: {
          baseUrl: "http://localhost:1",
          headers: {},
          keyHeader: "authorization",
          keys: {},
        },
      },
      claims: {},
      recipes: new Map(),
      limits: { concurrency: 8, timeoutMs: 10_000, settleMs: 0, bodyBytes: 1_048_576 },
      secrets: [],
      document: { name: "Shop", apis: { commerce: { baseUrl: "http://localhost:1" } } },
    });
  });

  it("gives its secrets out: its keys, and what headers take from the environment", async () => {
    const { secrets } = must(await load(whole));
    expect(secrets).toEqual([
      { name: "DIGITAL_RIVER_CONFIDENTIAL_KEY", value: "sk-confidential" },
      { name: "DIGITAL_RIVER_PUBLIC_KEY", value: "pk-public" },
      { name: "SHOP_TOKEN", value: "tenant-token" },
    ]);
    expect(createRedact(secrets)("id tenant-token, Bearer pk-public")).toBe(
      "id ${SHOP_TOKEN}, Bearer ${DIGITAL_RIVER_PUBLIC_KEY}",
    );
  });

  it("has recipes that demand success of a call that says nothing else", async () => {
    const [step] = must(await load(whole)).recipes.get("book.sell") ?? [];
    expect(step).toMatchObject({ expect: { status: [{ first: 200, last: 299 }] } });
  });
});

describe("a mistake in a target file is one problem, where it stands", () => {
  const rows: readonly {
    readonly name: string;
    readonly edit: readonly [string, string];
    readonly variables?: Readonly<Record<string, string>>;
    readonly want: readonly [code: string, line: number, message: string];
    readonly hint?: string;
  }[] = [
    {
      name: "a script that is at no URL",
      edit: ["claims:\n", "browser: { script: library.js }\nclaims:\n"],
      want: ["URL", 8, '"library.js" is no URL of a script'],
    },
    {
      name: "an origin with a path",
      edit: [
        "claims:\n",
        "browser: { script: https://js.example/a.js, origin: https://shop.example/cart }\nclaims:\n",
      ],
      want: ["URL", 8, '"https://shop.example/cart" is no origin of a page'],
      hint: "scheme, host and port only: https://shop.example",
    },
    {
      name: "a variable that is not set",
      edit: ["", ""],
      variables: { ...environment, SHOP_KEY: "" },
      want: ["ENVIRONMENT", 7, "the environment variable SHOP_KEY is not set"],
      hint: "export SHOP_KEY=... before the run",
    },
    {
      name: "a variable of the URL",
      edit: ["${SHOP_URL}", "http://${SHOP_HOST}/"],
      want: ["ENVIRONMENT", 5, "the environment variable SHOP_HOST is not set"],
    },
    {
      name: "a variable of a header",
      edit: ["${SHOP_TOKEN}", "${TOKEN}"],
      want: ["ENVIRONMENT", 6, "the environment variable TOKEN is not set"],
    },
    {
      name: "a URL that is none",
      edit: ["${SHOP_URL}", "shop.example"],
      want: ["URL", 5, '"shop.example" is no base URL'],
    },
    {
      name: "a URL of another scheme",
      edit: ["${SHOP_URL}", "ftp://shop.example"],
      want: ["URL", 5, '"ftp://shop.example" is no base URL'],
    },
    {
      name: "a URL with credentials",
      edit: ["${SHOP_URL}", "https://me@shop.example"],
      want: ["URL", 5, '"https://me@shop.example" is no base URL'],
    },
    {
      name: "a URL with a query",
      edit: ["${SHOP_URL}", "https://shop.example/?a=1"],
      want: ["URL", 5, '"https://shop.example/?a=1" is no base URL'],
    },
    {
      name: "a URL of the environment, which may hold a password",
      edit: ["", ""],
      variables: { ...environment, SHOP_URL: "https://me:my-password@shop.example" },
      want: ["URL", 5, '"${SHOP_URL}" is no base URL'],
    },
    {
      name: "a key with a line break at its end",
      edit: ["", ""],
      variables: { ...environment, SHOP_KEY: "sk-confidential\n" },
      want: [
        "FORMAT",
        7,
        "the confidential key holds what no header can carry, such as a line break or a blank at its end",
      ],
      hint: "look at where its variable is set",
    },
    {
      name: "a call that a variable breaks, whose value is not shown",
      edit: ["POST /till/{id}", "POST /till/{id}?token=${SHOP_TOKEN}"],
      variables: { ...environment, SHOP_TOKEN: "my token?" },
      want: ["CALL", 13, '"POST /till/{id}?token=${SHOP_TOKEN}" is no call'],
    },
    {
      name: "certificates that are not there",
      edit: ["claims:", "connection: { ca: no.pem }\nclaims:"],
      want: ["FILE_UNREADABLE", 8, 'there is no certificate file "no.pem"'],
      hint: "a PEM file (-----BEGIN CERTIFICATE-----); its path counts from the target file",
    },
    {
      name: "certificates that are none",
      edit: ["claims:", "connection: { ca: shop.yaml }\nclaims:"],
      want: ["FORMAT", 8, '"shop.yaml" holds no certificate'],
    },
    {
      name: "a proxy that is none",
      edit: ["claims:", "connection: { proxy: yes-please }\nclaims:"],
      want: ["URL", 8, '"yes-please" is no proxy'],
    },
    {
      name: "a host with a path",
      edit: ["claims:", "hosts: [https://pay.example/v2]\nclaims:"],
      want: ["URL", 8, '"https://pay.example/v2" is no host'],
      hint: "scheme, host and port only: https://pay.example:8443",
    },
    {
      name: "a call whose host depends on a value",
      edit: ["POST /till/{id}", "POST https://shop{id}/till"],
      want: ["CALL", 13, '"POST https://shop{id}/till" is no call'],
    },
    {
      name: "a recipe of nothing",
      edit: ["book.sell", "book.sel"],
      want: ["UNKNOWN_ACTION", 12, 'there is no fixture or action "book.sel"'],
      hint: "did you mean book.sell?",
    },
    {
      name: "a recipe that does not take what is provided",
      edit: [
        "book.sell:\n    - call: POST /till/{id}",
        "book.signed:\n    - call: POST /books/{author}/sign",
      ],
      want: [
        "UNKNOWN_REFERENCE",
        13,
        'the recipe of book.signed does not take "id", which the fixture provides',
      ],
      hint: "add take: { id: $.... } to the step that learns it",
    },
    {
      name: "a recipe that refers to what it is not given",
      edit: ["/till/{id}", "/till/{isbn}"],
      want: ["UNKNOWN_REFERENCE", 13, "nothing provides {isbn} here"],
    },
    {
      name: "a profile that no case belongs to",
      edit: ["[digital-river/core]", "[digital-river/cor]"],
      want: ["UNKNOWN_NAME", 9, 'no case belongs to the profile "digital-river/cor"'],
      hint: "did you mean digital-river/core?",
    },
    {
      name: "a variable of a recipe",
      edit: ["POST /till/{id}", "POST ${TILL}/{id}"],
      want: ["ENVIRONMENT", 13, "the environment variable TILL is not set"],
    },
    {
      name: "a source type that nothing asks for",
      edit: ["[novel]", "[nowel]"],
      want: ["UNKNOWN_NAME", 10, 'no case and no fixture asks for the source type "nowel"'],
      hint: "did you mean novel?",
    },
    {
      name: "an unknown key",
      edit: ["limits: { con", "limits: { kon"],
      want: ["UNKNOWN_KEY", 14, 'limits has the unknown key "koncurrency"'],
      hint: "did you mean concurrency?",
    },
    {
      name: "a limit that is none",
      edit: ["timeout: 500ms", "timeout: 1m"],
      want: [
        "FORMAT",
        14,
        'limits.timeout is "1m", which does not have the form ^([1-9][0-9]{0,6}ms|[1-9][0-9]{0,3}s)$',
      ],
    },
    {
      name: "YAML that is none",
      edit: ["name: The shop", "name: [The shop"],
      want: [
        "YAML_SYNTAX",
        2,
        "Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
    },
  ];

  it.each(rows)("$name", async ({ edit: [old, by], variables, want, hint }) => {
    expect(whole).toContain(old);
    const result = await load(whole.replace(old, by), variables);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ code, at, message }) => [code, at?.line, message])).toEqual([want]);
    const known = hint === undefined ? {} : { hint };
    expect(problems[0]).toMatchObject({ at: { file: "shop.yaml" }, ...known });
  });

  it("unless variables may be unset: then none of them is a problem", async () => {
    const text = whole.replace("${SHOP_URL}", "https://${SHOP_HOST}/v2");
    const library = must(await loadSuite({ "case.yaml": sound }));
    const folder = await temporaryFolder({ "shop.yaml": text });
    const context = { formats, specs, library, environment: {}, mayBeUnset: true };
    expect(await loadTarget(path.join(folder, "shop.yaml"), context)).toMatchObject({ ok: true });
  });

  it.each([
    { name: "an unknown one", edit: ["public: pk", "publik: pk"] },
    { name: "what is no YAML", edit: ["public: pk-public }", "public: pk-public: }"] },
    { name: "one given twice", edit: ["public: pk", "public: pk-old, public: pk"] },
  ])("never quotes a key: $name", async ({ edit: [old = "", by = ""] }) => {
    expect(whole).toContain(old);
    const result = await load(whole.replace(old, by));
    const problems = result.ok ? [] : result.problems;
    expect(problems[0]?.at?.excerpt).toContain("keys: {");
    expect(problems[0]?.at?.excerpt).toContain("***");
    expect(JSON.stringify(problems)).not.toContain("pk-");
  });

  it("several come back all at once", async () => {
    const text = whole.replace("book.sell", "book.sel").replace("[digital-river/core]", "[a/b]");
    const result = await load(text, {});
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
      "ENVIRONMENT",
      "ENVIRONMENT",
      "ENVIRONMENT",
      "UNKNOWN_NAME",
      "UNKNOWN_ACTION",
    ]);
  });

  it("a file that is not there", async () => {
    const library = must(await loadSuite({}));
    const context = { formats, specs, library, environment: {} };
    expect(await loadTarget("/nowhere/shop.yaml", context, "shop.yaml")).toEqual({
      ok: false,
      problems: [
        {
          code: "FILE_UNREADABLE",
          at: { file: "shop.yaml" },
          message: "there is no such file or folder",
        },
      ],
    });
  });
});
