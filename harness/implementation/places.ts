import type { Target } from "./types.ts";

/** What a target's own variables are called, and the origins to which they may go. */
export function placesOf({ secrets, apis, hosts = new Set() }: Target): {
  readonly variables: readonly string[];
  readonly origins: readonly string[];
} {
  const bases = Object.values(apis).map(({ baseUrl }) => new URL(baseUrl).origin);
  return {
    variables: [...new Set(secrets.map(({ name }) => name))],
    origins: [...new Set([...bases, ...hosts])],
  };
}
