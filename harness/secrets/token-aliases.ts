import type { Json, Values } from "../case/json.ts";
import type { Take } from "../case/types.ts";
import { takeValues } from "../check/select.ts";
import { createMask, type Redact, redactExchange } from "./redact.ts";
import type { Exchange } from "../http/types.ts";
import type { Entry, Unnumbered } from "../journal/transcript.ts";

/**
 * What stands in a journal for the tokens that a server issues while a case runs: the token of a shopper, the client
 * secret of a source. One token has one stand-in throughout the case, so that the case can be judged by them, and its
 * script can take the real ones from the answers.
 */
export interface TokenAliases {
  /**
   * Learns the tokens of an answer: those that go by a usual name in it, and those that its step takes as one.
   *
   * @param values What the step's paths may refer to.
   */
  readonly learn: (exchange: Exchange, takes: readonly Take[], values: Values) => void;
  /** The entry as it may be stored. */
  readonly conceal: <E extends Unnumbered | Exclude<Entry, { readonly kind: "exchange" }>>(
    entry: E,
  ) => E;
}

/** @param unique Of the case in this run; stand-ins of other cases are others. */
export function createTokenAliases(unique: string): TokenAliases {
  const known = new Map<string, string>();
  let mask: Redact = createMask([]);
  const learn: TokenAliases["learn"] = (exchange, takes, values) => {
    const { reply } = exchange;
    if (reply.kind === "silent") return;
    const named = takes.some(isToken) ? takeValues(takes, exchange, values) : {};
    const found = [...tokensIn(reply.body), ...namedTokens(named)].filter(
      (token) => token.length >= shortestToken && !token.includes("${") && !isStandIn(token),
    );
    const fresh = new Set(found.filter((token) => !known.has(token)));
    if (fresh.size === 0) return;
    for (const token of fresh) known.set(token, `${prefix}${unique}-${known.size + 1}`);
    mask = createMask([...known]);
  };
  const conceal: TokenAliases["conceal"] = (entry) => {
    if (known.size === 0) return entry;
    switch (entry.kind) {
      case "exchange":
        return { ...entry, exchange: redactExchange(entry.exchange, mask) };
      case "provided":
        return { ...entry, values: maskAll(entry.values, mask) as Values };
      case "gap":
        return { ...entry, cause: mask(entry.cause) };
    }
  };
  return { learn, conceal };
}

const prefix = "concealed-";

const isStandIn = (text: string): boolean => text.startsWith(prefix);

/** What is shorter cannot be told from other text, and keeps nobody out. */
const shortestToken = 8;

const member =
  /"(?:access_?token|refresh_?token|id_?token|client_?secret)"\s*:\s*("(?:[^"\\]|\\.)*")/gi;

function tokensIn(body: string): readonly string[] {
  return [...body.matchAll(member)].flatMap(([, literal = '""']) => {
    try {
      return [String(JSON.parse(literal))];
    } catch {
      return [];
    }
  });
}

/** A recipe calls them what its fixture does, whatever the server calls them. */
const isToken = ({ name }: { readonly name: string }): boolean => /(?:token|secret)$/i.test(name);

const namedTokens = (taken: Values): readonly string[] =>
  Object.entries(taken).flatMap(([name, value]) =>
    typeof value === "string" && isToken({ name }) ? [value] : [],
  );

function maskAll(data: Json | Values, mask: Redact): Json {
  if (typeof data === "string") return mask(data);
  if (Array.isArray(data)) return data.map((item: Json) => maskAll(item, mask));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, maskAll(value, mask)]),
  );
}
