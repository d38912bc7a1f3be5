import type { Secret } from "./redact.ts";
import type { Evidence, HttpRequest } from "../../specs/types/report.format.d.ts";

/**
 * The masks that stand for keys: those of request headers, unless an answer had the same text before. So no target can
 * make a script send environment variables of its choosing.
 */
export function trustedMasks(
  exchanges: readonly (readonly [number, Evidence])[],
): readonly string[] {
  const trusted = new Set<string>();
  const answered = new Set<string>();
  for (const [, { exchange }] of exchanges) {
    for (const name of masksOf(headerText(exchange.request))) {
      if (!answered.has(name)) trusted.add(name);
    }
    for (const name of masksOf(JSON.stringify(exchange.reply))) answered.add(name);
  }
  return [...trusted];
}

/** The keys of a run of which only its record is left, where the environment still has them under the names of their masks. */
export function keysNamedIn(
  evidence: Readonly<Record<string, Evidence>>,
  environment: Readonly<Record<string, string | undefined>>,
): readonly Secret[] {
  const exchanges = Object.entries(evidence).map(([number, one]) => [Number(number), one] as const);
  return trustedMasks(exchanges).map((name) => ({ name, value: environment[name] ?? "" }));
}

const headerText = (request: HttpRequest): string => Object.values(request.headers).join("\n");

function masksOf(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)\}/g)].map(([, name]) => name ?? "");
}
