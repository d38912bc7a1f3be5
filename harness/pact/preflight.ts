import type { PactGenerator, PactInteraction } from "../../specs/types/pact.format.d.ts";
import { resolveState, type StateBook } from "./registry.ts";

/**
 * Why an interaction cannot be verified, known before anything is sent: a state that does not exist, its params, or a
 * variable that a generator uses and no state returns. Pact itself would pass such an interaction.
 */
export function whyUntestable(interaction: PactInteraction, book: StateBook): string | undefined {
  const known = new Set<string>();
  for (const state of interaction.providerStates ?? []) {
    const found = resolveState(state, book, known);
    if (!found.ok) return found.reason;
    for (const name of found.state.returns) known.add(name);
  }
  const missing = generatorVariables(interaction).find((name) => !known.has(name));
  if (missing === undefined) return undefined;
  const returned = known.size === 0 ? "nothing" : [...known].join(", ");
  return `a generator needs \${${missing}}, but the states return ${returned}`;
}

function generatorVariables({ request, response }: PactInteraction): readonly string[] {
  const generators = [request.generators ?? {}, response.generators ?? {}].flatMap(
    ({ method, path, status, query, header, body }): readonly (PactGenerator | undefined)[] => [
      method,
      path,
      status,
      ...Object.values({ ...query, ...header, ...body }),
    ],
  );
  return generators.flatMap((generator) => {
    // Whoever wrote the pact may have written anything.
    const expression: unknown = generator?.expression;
    return generator?.type === "ProviderState" && typeof expression === "string"
      ? [...expression.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1] ?? "")
      : [];
  });
}
