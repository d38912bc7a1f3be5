import type { Target } from "../implementation/types.ts";

/** A target that claims everything; only a request that is never answered takes its time. */
export function targetAt(baseUrl: string, further: Partial<Target> = {}): Target {
  const keys = { confidential: "sk-confidential", public: "pk-public" };
  const keyHeader = "authorization";
  return {
    name: "The shop",
    apis: { "digital-river": { baseUrl, headers: { "X-Version": "2" }, keyHeader, keys } },
    claims: {},
    recipes: new Map(),
    limits: { concurrency: 2, timeoutMs: 10_000, settleMs: 0, bodyBytes: 10_000 },
    secrets: [
      { name: "CONFIDENTIAL_KEY", value: keys.confidential },
      { name: "PUBLIC_KEY", value: keys.public },
    ],
    ...further,
  };
}
