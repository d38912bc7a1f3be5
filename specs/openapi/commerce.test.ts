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
  readonly responses: Readonly<Record<string, { readonly $ref: string }>>;
}

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
}

interface Document {
  readonly security: readonly Json[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly examples: Readonly<Record<string, { readonly value: Json }>>;
  };
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const document: Document = parse(readFileSync(new URL("commerce.yaml", import.meta.url), "utf8"));

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

/** The sample without its wrapper. */
function bare(name: string): Json {
  const [inner] = Object.values(sample(name));
  if (typeof inner !== "object" || inner === null) throw new Error(`${name} has no wrapper`);
  return { ...inner };
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

/** The names of the schemas that the refusals of an operation have. */
function refusals({ responses }: Operation): readonly string[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith("4") || status.startsWith("5"))
    .map(([, { $ref }]) => document.components.responses[$ref.split("/").at(-1) ?? ""])
    .map(
      (response) => response?.content?.["application/json"]?.schema.$ref.split("/").at(-1) ?? "",
    );
}

describe("every schema", () => {
  it.each(Object.keys(document.components.schemas))("%s compiles", (name) => {
    expect(compile(name)).toBeTypeOf("function");
  });

  it.each(Object.keys(document.components.schemas))("%s is open to more than it names", (name) => {
    const closing = [...entriesOf(document.components.schemas[name])].filter(
      ([key, value]) => /^(additional|unevaluated)Properties$/.test(key) && value === false,
    );
    expect(closing).toEqual([]);
  });
});

const card = sample("cardSource");
const cart = bare("cartWithCard");
const option = bare("savedOption");
const order = { id: 30419008, orderState: "Submitted" };
const problem = { code: "apply-payment-failure", description: "No." };

describe("the documented bodies", () => {
  it.each([
    { name: "a source of the public key", schema: "CommerceSource", data: card },
    { name: "a source without flow", schema: "CommerceSource", data: sample("savedSource") },
    { name: "store credit", schema: "CommerceSource", data: sample("creditSource") },
    ...["pending", "pending_redirect", "source_pending_redirect", "requires_action"].map(
      (state) => ({
        name: `a redirect source that is ${state}`,
        schema: "CommerceSource",
        data: {
          ...without(card, "creditCard"),
          type: "payPal",
          flow: "redirect",
          state,
          payPal: {},
        },
      }),
    ),
    ...["pending", "pending_funds"].map((state) => ({
      name: `a receiver source that is ${state}`,
      schema: "CommerceSource",
      data: { id: "s", type: "wireTransfer", state, reusable: false, wireTransfer: {} },
    })),
    {
      name: "a source type nobody listed",
      schema: "CommerceSource",
      data: { id: "s", type: "moonBank", state: "chargeable", reusable: false, moonBank: {} },
    },
    {
      name: "fields nobody listed",
      schema: "CommerceSource",
      data: { ...card, mood: "good" },
    },
    { name: "a cart in its wrapper", schema: "CartResponse", data: sample("cartWithCard") },
    { name: "a bare cart", schema: "CartResponse", data: cart },
    {
      name: "a cart whose single line item is an object",
      schema: "CartResponse",
      data: { cart: { ...cart, lineItems: { lineItem: { id: 1, quantity: 1 } } } },
    },
    {
      name: "a cart with a numeric id and amounts as text",
      schema: "Cart",
      data: { id: 510001, pricing: { orderTotal: { currency: "USD", value: "42.50" } } },
    },
    {
      name: "a cart without payment session",
      schema: "Cart",
      data: without(cart, "paymentSession"),
    },
    {
      name: "a cart with store credit beside the card",
      schema: "Cart",
      data: {
        id: "1",
        paymentMethod: {
          type: "creditCard",
          supplementaryPaymentMethods: [{ type: "customerCredit", sourceId: "s" }],
        },
      },
    },
    {
      name: "an order in the wrapper of submitting",
      schema: "SubmitCartResponse",
      data: sample("submitted"),
    },
    { name: "a bare submitted cart", schema: "SubmitCartResponse", data: bare("submitted") },
    { name: "a resumed cart", schema: "ResumeCartResponse", data: { resumeCart: { order } } },
    { name: "an order in its wrapper", schema: "OrderResponse", data: { order } },
    { name: "a bare order", schema: "OrderResponse", data: order },
    {
      name: "a single order in a page",
      schema: "Orders",
      data: { orders: { order, totalResults: "1" } },
    },
    {
      name: "a payment option in its wrapper",
      schema: "PaymentOptionResponse",
      data: sample("savedOption"),
    },
    { name: "a bare payment option", schema: "PaymentOptionResponse", data: option },
    {
      name: "a payment option of the legacy type",
      schema: "PaymentOption",
      data: { ...option, type: "CreditCardMethod" },
    },
    {
      name: "a payment option whose reusable is a boolean",
      schema: "PaymentOption",
      data: { ...option, creditCard: { brand: "Visa", reusable: true } },
    },
    {
      name: "payment options in an array",
      schema: "PaymentOptions",
      data: sample("savedOptions"),
    },
    {
      name: "a single payment option as an object",
      schema: "PaymentOptions",
      data: { paymentOptions: { paymentOption: option } },
    },
    { name: "no payment options", schema: "PaymentOptions", data: { paymentOptions: {} } },
    { name: "bare payment options", schema: "PaymentOptions", data: { paymentOption: [option] } },
    { name: "a token whose lifetime is text", schema: "Token", data: sample("anonymousToken") },
    {
      name: "a token whose lifetime is a number",
      schema: "Token",
      data: { access_token: "t", token_type: "bearer", expires_in: 3600 },
    },
    { name: "a refusal", schema: "ErrorsEnvelope", data: sample("sourceNotFound") },
    { name: "a refusal with one object", schema: "ErrorsEnvelope", data: sample("invalidToken") },
    { name: "a decline", schema: "ErrorsEnvelope", data: sample("declined") },
    { name: "a refusal of a source call", schema: "Errors", data: sample("noSource") },
    { name: "either refusal of submitting", schema: "AnyErrors", data: sample("sessionInvalid") },
    {
      name: "the request that attaches",
      schema: "ApplyPaymentMethodRequest",
      data: { paymentMethod: { sourceId: "s" } },
    },
    ...["true", "false", true, false].map((isDefault) => ({
      name: `the request that saves with isDefault ${JSON.stringify(isDefault)}`,
      schema: "PaymentOptionRequest",
      data: { paymentOption: { nickName: "Travel card", isDefault, sourceId: "s" } },
    })),
  ])("$name is accepted", ({ schema, data }) => {
    expect(accepts(schema, data)).toBe(true);
  });

  it.each([
    { name: "a source without id", schema: "CommerceSource", data: without(card, "id") },
    { name: "a source without type", schema: "CommerceSource", data: without(card, "type") },
    { name: "a source without state", schema: "CommerceSource", data: without(card, "state") },
    {
      name: "a source without reusable",
      schema: "CommerceSource",
      data: without(card, "reusable"),
    },
    {
      name: "a source whose reusable is text",
      schema: "CommerceSource",
      data: { ...card, reusable: "false" },
    },
    {
      name: "a state nobody documents",
      schema: "CommerceSource",
      data: { ...card, state: "ready" },
    },
    {
      name: "a flow nobody documents",
      schema: "CommerceSource",
      data: { ...card, flow: "sideways" },
    },
    ...["brand", "expirationMonth", "expirationYear", "lastFourDigits"].map((key) => ({
      name: `a card without ${key}`,
      schema: "CommerceSource",
      data: { ...card, creditCard: without(Object(card["creditCard"]), key) },
    })),
    {
      name: "a card that expires in text",
      schema: "CommerceSource",
      data: { ...card, creditCard: { ...Object(card["creditCard"]), expirationMonth: "9" } },
    },
    {
      name: "a card that shows its number in lastFourDigits",
      schema: "CommerceSource",
      data: { ...card, creditCard: { ...Object(card["creditCard"]), lastFourDigits: "41110042" } },
    },
    { name: "a cart without id", schema: "CartResponse", data: { cart: without(cart, "id") } },
    {
      name: "a total in words",
      schema: "CartResponse",
      data: { cart: { ...cart, pricing: { orderTotal: { currency: "EUR", value: "much" } } } },
    },
    {
      name: "a source of a cart without text",
      schema: "CartResponse",
      data: { cart: { ...cart, paymentMethod: { type: "creditCard", sourceId: 7 } } },
    },
    {
      name: "a submitted cart without order",
      schema: "SubmitCartResponse",
      data: { submitCart: {} },
    },
    {
      name: "an order without id",
      schema: "OrderResponse",
      data: { order: { orderState: "Submitted" } },
    },
    {
      name: "a payment option without id",
      schema: "PaymentOptionResponse",
      data: { paymentOption: without(option, "id") },
    },
    {
      name: "a payment option whose isDefault is a boolean",
      schema: "PaymentOption",
      data: { ...option, isDefault: true },
    },
    {
      name: "a list of payment options under another name",
      schema: "PaymentOptions",
      data: { data: [option] },
    },
    { name: "a token without its text", schema: "Token", data: { token_type: "bearer" } },
    { name: "the other envelope", schema: "ErrorsEnvelope", data: sample("noSource") },
    {
      name: "a refusal without errors",
      schema: "ErrorsEnvelope",
      data: { errors: { error: [] } },
    },
    {
      name: "a refusal without code",
      schema: "ErrorsEnvelope",
      data: { errors: { error: [without(problem, "code")] } },
    },
    {
      name: "a refusal without description",
      schema: "ErrorsEnvelope",
      data: { errors: { error: without(problem, "description") } },
    },
    { name: "the envelope of shoppers", schema: "Errors", data: sample("sourceNotFound") },
    {
      name: "attaching nothing",
      schema: "ApplyPaymentMethodRequest",
      data: { paymentMethod: {} },
    },
    {
      name: "saving nothing",
      schema: "PaymentOptionRequest",
      data: { paymentOption: { nickName: "Travel card" } },
    },
    {
      name: "a primary source asked for as store credit",
      schema: "CreditSourceRequest",
      data: { type: "creditCard", amount: 1 },
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

  it.each(operations.filter(({ name }) => name.includes("/v1/shoppers")))(
    "$name refuses with the envelope of shoppers",
    ({ name, operation }) => {
      const other = name.endsWith("/submit-cart") ? ["AnyErrors"] : [];
      expect(new Set(refusals(operation))).toEqual(new Set(["ErrorsEnvelope", ...other]));
    },
  );

  it.each(operations.filter(({ name }) => name.includes("/sources")))(
    "$name refuses with the envelope of sources",
    ({ operation }) => {
      expect(new Set(refusals(operation))).toEqual(new Set(["Errors"]));
    },
  );

  it.each([
    ["POST /payments/sources", "publicKey"],
    ["GET /payments/sources/{id}", "publicKey"],
    ["POST /sources", "confidentialKey"],
    ["GET /sources/{id}", "confidentialKey"],
  ])("%s takes the key %s and no other", (name, key) => {
    const found = operations.find((one) => one.name === name);
    expect(found?.operation.security).toEqual([{ [key]: [] }]);
  });
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
    ["node_modules/@redocly/cli/bin/cli.js", "lint", "commerce", "--format=json"],
    {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
});
