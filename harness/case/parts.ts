import type { GivenDocument } from "../../specs/types/fixture.format.d.ts";
import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import { compileGiven } from "./given.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import type { ReferenceScope } from "./scope.ts";
import type { StepContext } from "./step-context.ts";
import type { FixtureDefinition, Given, UseStep } from "./types.ts";

/** A fixture as it is written. */
export interface Written {
  readonly fixture: FixtureDefinition;
  readonly parts?: Readonly<Record<string, GivenDocument>>;
  readonly steps?: readonly StepDocument[];
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

/** What a fixture of parts must not have beside them. Problems: FORMAT. */
export function mixed(
  { fixture, parts, steps, document }: Written & { readonly document: YamlDocument },
  path: DataPath,
): readonly Problem[] {
  if (parts === undefined) return [];
  const found = (key: string): Problem => ({
    code: "FORMAT",
    at: document.placeOfKey([...path, key]),
    message: `a fixture of parts has no ${key} of its own`,
  });
  const action = {
    code: "FORMAT",
    at: fixture.origin,
    message: "an action has no parts",
    hint: "what is built of fixtures stands under fixtures:",
  } as const;
  return [
    ...(fixture.kind === "action" ? [action] : []),
    ...(steps === undefined ? [] : [found("steps")]),
    ...(fixture.provides.length === 0 ? [] : [found("provides")]),
  ];
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
