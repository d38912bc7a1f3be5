import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Json[];
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly security: readonly Json[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly examples: Readonly<Record<string, { readonly value: Json }>>;
  };
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const document: Document = parse(
  readFileSync(new URL("digital-river.yaml", import.meta.url), "utf8"),
);

// Strict, except for what OpenAPI itself makes ordinary: unions of types, and `required` beside
// an `allOf` that holds the properties.
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
addFormatsModule.default(ajv);
ajv.addVocabulary(["components"]);
ajv.addSchema({ $id: "api", components: document.components });

const compile = (name: string) => ajv.compile({ $ref: `api#/components/schemas/${name}` });
const accepts = (name: string, data: unknown): boolean => compile(name)(data);

function sample(name: string): Json {
  const example = document.components.examples[name];
  if (example === undefined) throw new Error(`no example ${name}`);
  return example.value;
}

function without(data: Json, key: string): Json {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== key));
}

const tagNames = document.tags.map((tag) => tag.name);
const methods = new Set(["get", "post", "put", "patch", "delete"]);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.has(method))
    .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

/** Every value of the document with its key, depth first. */
function* entriesOf(value: unknown): Generator<readonly [string, unknown]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [key, inner];
    yield* entriesOf(inner);
  }
}

function resolve(pointer: string): unknown {
  const steps = pointer.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>(
    (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
    document,
  );
}

describe("every schema", () => {
  it.each(Object.keys(document.components.schemas))("%s compiles", (name) => {
    expect(compile(name)).toBeTypeOf("function");
  });

  const requests = /Request$/;
  it.each(Object.keys(document.components.schemas).filter((name) => !requests.test(name)))(
    "%s is open to more than it names",
    (name) => {
      const closing = [...entriesOf(document.components.schemas[name])].filter(
        ([key, value]) => /^(additional|unevaluated)Properties$/.test(key) && value === false,
      );
      expect(closing).toEqual([]);
    },
  );
});

describe("the documented bodies", () => {
  it.each([
    {
      name: "savedCard",
      keys: "clientSecret createdTime creditCard customerId id liveMode owner reusable state type",
    },
    {
      name: "storeCredit",
      keys: "amount clientSecret createdTime currency customerCredit id liveMode owner paymentSessionId reusable state type upstreamId",
    },
  ])("$name has exactly the keys of the published sample", ({ name, keys }) => {
    expect(Object.keys(sample(name)).toSorted().join(" ")).toBe(keys);
  });

  it.each([
    { name: "a saved card", schema: "Source", data: sample("savedCard") },
    { name: "store credit", schema: "Source", data: sample("storeCredit") },
    { name: "a checkout with payment", schema: "Checkout", data: sample("checkoutWithPayment") },
    { name: "a refusal", schema: "Errors", data: sample("sourceNotChargeable") },
    {
      name: "a refusal without a parameter",
      schema: "Errors",
      data: sample("sessionUpdateNotAllowed"),
    },
    {
      name: "the refusal that has no type",
      schema: "FulfillmentErrors",
      data: sample("authorizationExpired"),
    },
    {
      name: "a source type nobody listed",
      schema: "Source",
      data: { id: "s", type: "moonBank", state: "chargeable", reusable: false, moonBank: {} },
    },
    {
      name: "fields nobody listed",
      schema: "Source",
      data: { ...sample("savedCard"), mood: "good" },
    },
    {
      name: "an attached source with id and type",
      schema: "AttachedSource",
      data: { id: "s", type: "alipayCn" },
    },
    {
      name: "an order that waits for a redirect",
      schema: "Order",
      data: {
        id: "240771860336",
        state: "pending_payment",
        totalAmount: 12,
        upstreamId: null,
        stateTransitions: { pending_payment: "2022-05-04T09:16:00Z" },
        payment: {
          session: {
            id: "p",
            state: "pending_redirect",
            nextAction: { action: "redirect", data: { redirectUrl: "https://pay.example/1" } },
          },
        },
      },
    },
    {
      name: "a charge captured by a fulfillment",
      schema: "Charge",
      data: {
        id: "c",
        amount: 12,
        state: "complete",
        captures: [{ amount: 12, state: "complete", fulfillmentId: "ful_1" }],
        refunds: [{ createdTime: "2022-05-04T09:20:00Z", amount: 2, state: "pending" }],
      },
    },
    {
      name: "a fulfillment request with quantities in digits",
      schema: "FulfillmentRequest",
      data: { orderId: "1", items: [{ itemId: "2", quantity: "2", cancelQuantity: 1 }] },
    },
    {
      name: "a checkout update without a source",
      schema: "CheckoutUpdateRequest",
      data: { sourceId: "", items: [{ id: "71930336", metadata: { gift: true } }] },
    },
  ])("$name is accepted", ({ schema, data }) => {
    expect(accepts(schema, data)).toBe(true);
  });

  it.each([
    {
      name: "an amount as text",
      schema: "Source",
      data: { ...sample("storeCredit"), amount: "7.5" },
    },
    { name: "a source without id", schema: "Source", data: without(sample("savedCard"), "id") },
    {
      name: "a source without state",
      schema: "Source",
      data: without(sample("savedCard"), "state"),
    },
    {
      name: "a state nobody documents",
      schema: "Source",
      data: { ...sample("savedCard"), state: "ready" },
    },
    {
      name: "a flow nobody documents",
      schema: "Source",
      data: { ...sample("savedCard"), flow: "sideways" },
    },
    {
      name: "reusable as text",
      schema: "Source",
      data: { ...sample("savedCard"), reusable: "true" },
    },
    {
      name: "a card that expires in text",
      schema: "Source",
      data: {
        ...sample("savedCard"),
        creditCard: {
          brand: "Visa",
          expirationMonth: "7",
          expirationYear: 2031,
          lastFourDigits: "1111",
        },
      },
    },
    {
      name: "a card without its last digits",
      schema: "Source",
      data: {
        ...sample("savedCard"),
        creditCard: { brand: "Visa", expirationMonth: 7, expirationYear: 2031 },
      },
    },
    { name: "an attached source without type", schema: "AttachedSource", data: { id: "s" } },
    {
      name: "a checkout with a total as text",
      schema: "Checkout",
      data: { ...sample("checkoutWithPayment"), totalAmount: "32.25" },
    },
    {
      name: "an attached source with an amount as text",
      schema: "Checkout",
      data: {
        ...sample("checkoutWithPayment"),
        payment: { sources: [{ id: "s", type: "creditCard", amount: "1" }] },
      },
    },
    {
      name: "errors that are no array",
      schema: "Errors",
      data: { type: "conflict", errors: { code: "source_in_use", message: "..." } },
    },
    {
      name: "an error without code",
      schema: "Errors",
      data: { type: "conflict", errors: [{ message: "..." }] },
    },
    { name: "a refusal without type", schema: "Errors", data: { errors: [] } },
    { name: "a list without data", schema: "OrderList", data: { hasMore: false } },
    {
      name: "a primary source asked for as store credit",
      schema: "CreditSourceRequest",
      data: { type: "creditCard" },
    },
    {
      name: "a checkout request without items",
      schema: "CheckoutRequest",
      data: { currency: "USD" },
    },
    {
      name: "a webhook request without types",
      schema: "WebhookRequest",
      data: { address: "https://shop.example" },
    },
  ])("$name is refused", ({ schema, data }) => {
    expect(accepts(schema, data)).toBe(false);
  });
});

describe("every operation", () => {
  it.each(operations)("$name is named, grouped and secured", ({ operation }) => {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(operation.summary).toBeTruthy();
    expect(operation.tags).toHaveLength(1);
    expect(tagNames).toContain(operation.tags?.[0]);
    expect((operation.security ?? document.security).length).toBeGreaterThan(0);
  });

  it("has a name of its own", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(operations.filter(({ name }) => name.includes("/sources")))(
    "$name may answer with a conflict when it changes something",
    ({ name, operation }) => {
      expect("409" in operation.responses).toBe(!name.startsWith("GET"));
    },
  );

  it.each(operations.filter(({ name }) => /^POST \/\w+$/.test(name)))(
    "$name may answer that something it names does not exist",
    ({ operation }) => {
      expect(operation.responses).toHaveProperty("404");
    },
  );
});

it("every reference resolves", () => {
  const references = [...entriesOf(document)].flatMap(([key, value]) =>
    key === "$ref" && typeof value === "string" ? [value] : [],
  );
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((pointer) => resolve(pointer) === undefined)).toEqual([]);
});

it("the linter has nothing to say", { timeout: 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["node_modules/@redocly/cli/bin/cli.js", "lint", "digital-river", "--format=json"],
    {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
});
