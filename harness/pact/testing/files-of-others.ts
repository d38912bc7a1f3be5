/** JSON that Pact's own verifier is shown, and what an interaction of it is called that cannot be verified here. */
export interface FileOfOthers {
  readonly text: string;
  /** Why an interaction, by its place, is untestable here though Pact takes it. */
  readonly untestable?: Readonly<Record<number, RegExp>>;
}

type Part = Readonly<Record<string, unknown>>;

const parties = { consumer: { name: "shop" }, provider: { name: "digital-river" } };
const version = (text: unknown) => ({ metadata: { pactSpecification: { version: text } } });

const body = (content: unknown, more: Part = {}) => ({
  body: { content, contentType: "application/json", encoded: false, ...more },
});
const ruled = (content: unknown, rules: unknown) => ({
  ...body(content),
  matchingRules: { body: rules },
});
const text = (file: unknown, untestable?: FileOfOthers["untestable"]): FileOfOthers => ({
  text: typeof file === "string" ? file : JSON.stringify(file),
  ...(untestable && { untestable }),
});

/**
 * One file a shape, by name. Each asks for a source that is not there; what it says of the answer holds or not.
 *
 * @param key What stands in `Authorization`.
 */
export function filesOfOthers(key: string): Readonly<Record<string, FileOfOthers>> {
  const missing = { method: "GET", path: "/sources/none" };
  const four = (more: Part = {}, request: Part = {}, response: Part = {}) => ({
    type: "Synchronous/HTTP",
    description: "a missing source",
    request: { ...missing, headers: { Authorization: [key] }, ...request },
    response: { status: 404, ...response },
    ...more,
  });
  const three = (more: Part = {}, request: Part = {}, response: Part = {}) => ({
    description: "a missing source",
    request: { ...missing, headers: { Authorization: key }, ...request },
    response: { status: 404, ...response },
    ...more,
  });
  const told = { type: "not_found", errors: [{ code: "not_found" }] };
  const v4 = (...interactions: readonly unknown[]) => ({
    ...parties,
    ...version("4.0"),
    interactions,
  });
  const v3 = (...interactions: readonly unknown[]) => ({
    ...parties,
    ...version("3.0.0"),
    interactions,
  });
  const v2 = (...interactions: readonly unknown[]) => ({
    ...parties,
    ...version("2.0.0"),
    interactions,
  });
  const wrong = { status: 200 };
  const base64 = Buffer.from(JSON.stringify(told)).toString("base64");
  const message = { type: "Asynchronous/Messages", description: "m", contents: { content: 1 } };
  return {
    // 1. the file
    "a key beside the interactions": text({ ...v4(four()), x: 1, _links: {} }),
    "an interaction twice": text(v4(four(), four())),
    "an interaction twice, wrong the second time": text(v4(four(), four({}, {}, wrong))),
    "an interaction twice, wrong the first time": text(v3(three({}, {}, wrong), three())),
    "a description twice": text(v3(three(), three({}, { path: "/sources/other" }))),
    "no metadata": text({ ...parties, interactions: [three()] }),
    "metadata null": text({ ...parties, metadata: null, interactions: [three()] }),
    "a version that is a number": text({ ...v4(four()), ...version(4) }),
    "a version of the future": text({ ...v4(four()), ...version("5.0") }),
    "a version that is none": text({ ...v3(three()), ...version("latest") }),
    "a version before 1": text({ ...v3(three()), ...version("0.9") }),
    "the version at an old place": text({
      ...v3(three()),
      metadata: { pactSpecificationVersion: "2.0.0" },
    }),
    "no consumer": text({ ...v4(four()), consumer: undefined }),
    "a consumer without a name": text({ ...v4(four()), consumer: { version: "1" } }),
    "a provider that is a text": text({ ...v4(four()), provider: "digital-river" }),
    "interactions null": text({ ...v4(), interactions: null }),
    "interactions that are no list": text({ ...v4(), interactions: { a: four() } }),
    "no interactions": text({ ...parties, ...version("4.0") }),
    "null as an interaction": text(v4(null, four())),
    "plugins of none": text({
      ...v4(four()),
      metadata: { ...version("4.0").metadata, plugins: [] },
    }),
    "messages beside": text(
      { ...v3(three()), messages: [{ description: "m", contents: {} }] },
      {
        1: /it is a message/,
      },
    ),
    "a message among them": text(v4(four(), message), { 1: /it is a message/ }),
    "a member twice": text(
      JSON.stringify(v4(four())).replace('"status":404', '"status":200,"status":404'),
    ),
    "a member twice, wrong the second time": text(
      JSON.stringify(v4(four())).replace('"status":404', '"status":404,"status":200'),
    ),
    cut: text(JSON.stringify(v4(four())).slice(0, 200)),
    "something behind it": text(`${JSON.stringify(v4(four()))} x`),

    // 2. the interaction
    "no description": text(v3(three({ description: undefined }), three({ description: null }))),
    "a description that is a number": text(v4(four({ description: 7 }))),
    "states null": text(v4(four({ providerStates: null }))),
    "state null": text(v3(three({ providerState: null }))),
    "a state in both forms": text(v3(three({ providerState: "a", providerStates: [] }))),
    "params null": text(
      v4(four({ providerStates: [{ name: "source.single-use", params: null, more: 1 }] })),
    ),
    "comments that are a list": text(v4(four({ comments: ["a"] }))),
    "comments null, pending a text": text(v4(four({ comments: null, pending: "true", key: 7 }))),
    "a transport": text(v4(four({ transport: "http" }))),
    "a transport null": text(v4(four({ transport: null }))),
    "a transport of a plugin": text(v4(four({ transport: "grpc" })), {
      0: /its transport is "grpc"/,
    }),
    "keys that mean nothing": text(v4(four({ a: 1 }, { b: 1 }, { c: 1 }))),
    "a slip of the pen": text(v4(four({}, {}, { matchingRule: {} })), {
      0: /did you mean matchingRules/,
    }),
    "no method, no path": text(v4(four({}, { method: undefined, path: undefined }))),
    "no status": text(v4(four({}, {}, { status: undefined }))),
    "a status that is a text": text(v4(four({}, {}, { status: "404" }))),
    "a status null": text(v4(four({}, {}, { status: null }))),
    "no request": text(v4(four({ request: null }))),
    "no response": text(v3(three({ response: undefined }))),
    "a method in small letters": text(v4(four({}, { method: "get" }))),
    "a path with a query": text(v4(four({}, { path: "/sources/none?a=1" }))),
    "a path that needs encoding": text(v4(four({}, { path: "/sources/ü %C3%BC" }))),
    "a query as text": text(v3(three({}, { query: "a=%20x&b&c=" }))),
    "a query as lists": text(v4(four({}, { query: { a: ["1", "2"], b: "3", c: [4] } }))),
    "a query null": text(v4(four({}, { query: null }))),

    // 3. headers and bodies
    "headers in the form of the other version": text(
      v4(four({}, { headers: { Authorization: key } })),
    ),
    "lists of headers before version 4": text(v3(three({}, { headers: { Authorization: [key] } }))),
    "no headers": text(v4(four({}, { headers: null }))),
    "a key that is a number": text(v4(four({}, { headers: { Authorization: [7] } }))),
    "headers of the answer null": text(v4(four({}, {}, { headers: null }))),
    "headers of the answer that are a text": text(v4(four({}, {}, { headers: "x" }))),
    "the length of the answer": text(
      v4(
        four({}, {}, { headers: { "Content-Length": ["86"], "Content-Type": "application/json" } }),
      ),
    ),
    "another length of the answer": text(v4(four({}, {}, { headers: { "content-length": 1 } }))),
    "a body before version 4": text(v3(three({}, {}, { body: told }))),
    "a body null": text(v3(three({}, {}, { body: null }))),
    "an empty body": text(v4(four({}, {}, { body: {} }))),
    "a body without its form": text(v4(four({}, {}, { body: told }))),
    "content null": text(v4(four({}, {}, { body: { content: null } }))),
    "JSON in a text": text(v4(four({}, {}, body(JSON.stringify(told), { encoded: "JSON" })))),
    "JSON in base64": text(v4(four({}, {}, body(base64, { encoded: "base64" })))),
    "another encoding": text(v4(four({}, {}, body("x", { encoded: "zip" })))),
    "no content type": text(v4(four({}, {}, body(told, { contentType: undefined })))),
    "another content type": text(
      v4(four({}, {}, body(told, { contentType: "application/problem+json" }))),
    ),
    "a content type that is none": text(
      v4(four({}, {}, body(told, { contentType: "not a type" }))),
    ),
    "a hint that is none": text(v4(four({}, {}, body(told, { contentTypeHint: "TXT" })))),
    bytes: text(
      v4(
        four({}, {}, body("AP8=", { contentType: "application/octet-stream", encoded: "base64" })),
      ),
    ),

    // 4. rules and generators
    "rules null": text(v4(four({}, {}, { ...body(told), matchingRules: null, generators: null }))),
    "rules that are a text": text(
      v4(four({}, {}, { ...body(told), matchingRules: "none", generators: "none" })),
    ),
    "a rule of one path": text(
      v4(four({}, {}, ruled({ type: "x" }, { "$.type": { matchers: [{ match: "type" }] } }))),
    ),
    "one rule of two": text(
      v4(
        four(
          {},
          {},
          {
            ...ruled(
              { type: "x" },
              {
                "$.type": {
                  combine: "OR",
                  matchers: [{ match: "regex", regex: "q" }, { match: "type" }],
                },
              },
            ),
          },
        ),
      ),
    ),
    "rules of version 2 in 4": text(
      v4(
        four(
          {},
          {},
          { ...body({ type: "x" }), matchingRules: { "$.body.type": { match: "type" } } },
        ),
      ),
    ),
    "rules of version 3 in 2": text(
      v2(
        three(
          {},
          {},
          {
            body: { type: "x" },
            matchingRules: { body: { "$.type": { matchers: [{ match: "type" }] } } },
          },
        ),
      ),
    ),
    "rules of a list of statuses": text(
      v4(
        four(
          {},
          {},
          {
            status: 400,
            matchingRules: { status: { matchers: [{ match: "statusCode", status: [404, 405] }] } },
          },
        ),
      ),
    ),
    "no rule at a path": text(
      v4(four({}, {}, ruled({ type: "x" }, { "$.type": { matchers: [] } }))),
    ),
    "a rule without an expression": text(
      v4(
        four(
          {},
          {},
          ruled({ type: "x" }, { "$.type": { matchers: [{ match: "regex", regex: "(" }] } }),
        ),
      ),
    ),
    "a matcher that nobody knows, beside others": text(
      v4(
        four({ description: "good" }),
        four(
          { description: "odd" },
          {},
          ruled({ type: "x" }, { "$.type": { matchers: [{ match: "odd" }] } }),
        ),
      ),
    ),
    "a matcher without a kind, in version 2": text(
      v2(three({}, {}, { body: told, matchingRules: { "$.body.type": { match: "odd" } } })),
    ),
    "a matcher inside of the body": text(
      v4(four({}, {}, body({ type: { "pact:matcher:type": "type", value: "x" } }))),
    ),
    "a generator that nobody knows": text(v4(four({}, { generators: { path: { type: "Odd" } } }))),
    "generators of a text": text(
      v4(four({}, { generators: { query: "x", path: { type: "ProviderState", expression: 7 } } })),
    ),
    "a generator of a number": text(
      v4(
        four(
          {},
          {
            query: { a: ["1"] },
            generators: { query: { a: { type: "RandomInt", min: 1, max: 9 } } },
          },
        ),
      ),
    ),
  };
}
