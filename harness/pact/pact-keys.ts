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
