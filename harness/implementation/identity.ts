import { createRedact, type Redact } from "../secrets/redact.ts";
import { digest } from "../read/digest.ts";
import type { Target } from "./types.ts";

/**
 * SHA-256 over all of a target that decides what is sent to it and how its answers are read, in hexadecimal: two parts
 * of one run must agree on it. Keys may be renewed and the pace may change; a base URL counts unless it is another each time.
 */
export function targetDigest(target: Target): string {
  const { name, implementation, browser, claims, recipes, choices, limits } = target;
  const { allowLiveMode = false } = target;
  const redact = createRedact(target.secrets);
  const apis = Object.entries(target.apis).map(
    ([api, { baseUrl, headers, keyHeader, keyScheme, keys }]) => ({
      api,
      baseUrl: target.ephemeral === true ? "" : baseUrl,
      headers: redact(JSON.stringify(headers)),
      keyHeader,
      ...(keyScheme && { keyScheme }),
      keys: Object.keys(keys).toSorted(),
    }),
  );
  const { timeoutMs, settleMs, bodyBytes } = limits;
  return digest({
    name,
    ...(implementation && { implementation }),
    apis,
    ...(browser && {
      browser: {
        script: target.ephemeral === true ? "" : redact(browser.script),
        origin: browser.origin,
      },
    }),
    claims: {
      profiles: listed(claims.profiles),
      sourceTypes: listed(claims.sourceTypes),
      ...(claims.can && { can: Object.fromEntries(claims.can) }),
      ...(claims.currencies && { currencies: listed(claims.currencies) }),
      ...(claims.abilities && { abilities: listed(claims.abilities) }),
    },
    recipes: withoutPlaces(Object.fromEntries(recipes), redact),
    ...(choices && { choices: withoutPlaces(Object.fromEntries(choices), redact) }),
    limits: { timeoutMs, settleMs, bodyBytes },
    allowLiveMode,
  });
}

/** null: everything. */
const listed = (names: ReadonlySet<string> | undefined): readonly string[] | null =>
  names === undefined ? null : [...names].toSorted();

/** A recipe that moved in its file is still the same, and so is one with a new key in it. */
const withoutPlaces = (recipes: object, redact: Redact): string =>
  redact(JSON.stringify(recipes, (key, value: unknown) => (key === "origin" ? undefined : value)));
