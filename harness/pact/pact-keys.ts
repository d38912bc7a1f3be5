/** The keys that some version of Pact's specification gives a meaning that is taken here, by place. */
export const knownKeys: Readonly<
  Record<"pact" | "interaction" | "request" | "response", ReadonlySet<string>>
> = {
  pact: new Set(["consumer", "provider", "interactions", "messages", "metadata", "createdAt"]),
  interaction: new Set([
    "type",
    "key",
    "description",
    "pending",
    "transport",
    "comments",
    "providerState",
    "provider_state",
    "providerStates",
    "request",
    "response",
  ]),
  request: new Set(["method", "path", "query", "headers", "body", "matchingRules", "generators"]),
  response: new Set(["status", "headers", "body", "matchingRules", "generators"]),
};

/** The kinds of matchers that the core of Pact has without a plugin. */
export const knownMatchers: ReadonlySet<string> = new Set([
  "equality",
  "type",
  "regex",
  "number",
  "integer",
  "decimal",
  "boolean",
  "null",
  "include",
  "date",
  "time",
  "datetime",
  "timestamp",
  "values",
  "contentType",
  "content-type",
  "arrayContains",
  "array-contains",
  "notEmpty",
  "not-empty",
  "semver",
  "eachKey",
  "each-key",
  "eachValue",
  "each-value",
  "statusCode",
  "status-code",
]);
