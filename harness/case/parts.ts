import type { GivenDocument } from "../../specs/types/case.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import { compileGiven } from "./given.ts";
import type { DataPath } from "../read/yaml.ts";
import type { ReferenceScope } from "./scope.ts";
import type { StepContext } from "./step.ts";
import type { FixtureDefinition, Given, UseStep } from "./types.ts";

/** A fixture as it is written, as far as its parts are concerned. */
export interface Written {
  readonly fixture: FixtureDefinition;
  readonly parts?: Readonly<Record<string, GivenDocument>>;
}

/**
 * What a fixture hands on: its own values, or `part.value` for all that its parts do. What it is itself, with its
 * other parts around it, is the part `self`, whose values are its own.
 *
 * @param chain The fixtures of which it is a part. Problem, reported: FORMAT for one that is a part of itself.
 */
export function handedOn(
  name: string,
  known: ReadonlyMap<string, Written>,
  report: (problem: Problem) => void,
  chain: readonly string[] = [],
): readonly string[] {
  const { fixture, parts } = known.get(name) ?? {};
  if (parts === undefined) return fixture?.provides ?? [];
  if (chain.includes(name)) {
    if (chain[0] === name) report(ownPart([...chain, name], fixture?.origin));
    return [];
  }
  return Object.entries(parts).flatMap(([part, { fixture: of }]) =>
    handedOn(of, known, report, [...chain, name]).map((value) =>
      part === "self" ? value : `${part}.${value}`,
    ),
  );
}

/** The parts of a fixture, and the steps that build them in their order. */
export function compileParts(
  documents: Readonly<Record<string, GivenDocument>>,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): { readonly parts: readonly Given[]; readonly steps: readonly UseStep[] } {
  const { given: parts } = compileGiven(documents, path, context, scope);
  const steps = parts.map(({ name, ...part }) => ({ kind: "use" as const, id: name, ...part }));
  return { parts, steps };
}

const ownPart = (chain: readonly string[], at: Place | undefined): Problem => ({
  code: "FORMAT",
  ...(at === undefined ? {} : { at }),
  message: `a fixture cannot be a part of itself: ${chain.join(" > ")}`,
});
