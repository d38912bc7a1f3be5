import type { GivenDocument } from "../../specs/types/case.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import { splitDraws } from "./draw.ts";
import { extend, type ReferenceScope } from "./scope.ts";
import { compileParams, type StepContext } from "./step-context.ts";
import type { Given } from "./types.ts";

/** Fixtures under names of their own, each of which may refer to those before it, and the scope after the last. */
export function compileGiven(
  documents: Readonly<Record<string, GivenDocument>>,
  at: DataPath,
  context: StepContext,
  start: ReferenceScope,
): { readonly given: readonly Given[]; readonly scope: ReferenceScope } {
  const given: Given[] = [];
  let scope = start;
  for (const [name, { fixture, ...rest }] of Object.entries(documents)) {
    const path = [...at, name];
    const origin = context.document.placeOf([...path, "fixture"]);
    const { data, draws } = splitDraws(rest);
    const params = compileParams(data, path, scope, context.document);
    const provided = context.providedBy(fixture, Object.keys(params), origin);
    const drawn = Object.keys(draws).length === 0 ? {} : { draws };
    given.push({ name, fixture, params, ...drawn, origin });
    scope = extend(
      scope,
      provided.map((value) => `${name}.${value}`),
    );
  }
  return { given, scope };
}
