import type { Values } from "../case/json.ts";
import type { Exchange } from "../http/types.ts";
import { parseJson } from "../read/json.ts";
import { createMask, type Redact } from "./redact.ts";

/**
 * What stands in a journal for the tokens that a server issues while a case runs: the token of a shopper, the client
 * secret of a source. One token has one alias throughout the case, so that the case can be judged by them, and its
 * script can take the real ones from the answers.
 */
export interface TokenAliases {
  /**
   * Learns the tokens of an answer: those that go by a usual name in it, and those that its step took as one.
   *
   * @param taken What the step took from the answer; of it only what is called a token counts.
   */
  readonly learn: (reply: Exchange["reply"], taken: Values) => void;
  /** Puts the alias in place of each token; undefined as long as there is none. */
  readonly mask: () => Redact | undefined;
}

/** @param unique Of the case in this run; aliases of other cases are others. */
export function createTokenAliases(unique: string): TokenAliases {
  const known = new Map<string, string>();
  let mask: Redact | undefined;
  return {
    learn: (reply, taken) => {
      if (reply.kind === "silent") return;
      const found = [...tokensIn(reply.body), ...namedTokens(taken)].filter(
        (token) => token.length >= shortestToken && !token.includes("${") && !isAlias(token),
      );
      const fresh = new Set(found.filter((token) => !known.has(token)));
      if (fresh.size === 0) return;
      for (const token of fresh) known.set(token, `${prefix}${unique}-${known.size + 1}`);
      mask = createMask([...known]);
    },
    mask: () => mask,
  };
}

const prefix = "concealed-";

const isAlias = (text: string): boolean => text.startsWith(prefix);

/** What is shorter cannot be told from other text, and keeps nobody out. */
const shortestToken = 8;

const member =
  /"(?:access_?token|refresh_?token|id_?token|client_?secret)"\s*:\s*("(?:[^"\\]|\\.)*")/gi;

const tokensIn = (body: string): readonly string[] =>
  [...body.matchAll(member)].flatMap(([, literal = '""']) => {
    const text = parseJson(literal);
    return text.ok ? [String(text.value)] : [];
  });

/** Whether a value is a token by its name. A recipe calls it what its fixture does, whatever the server calls it. */
export const isTokenName = (name: string): boolean => /(?:token|secret)$/i.test(name);

const namedTokens = (taken: Values): readonly string[] =>
  Object.entries(taken).flatMap(([name, value]) =>
    typeof value === "string" && isTokenName(name) ? [value] : [],
  );
