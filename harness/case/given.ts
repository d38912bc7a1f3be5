import type { StartDocument } from "../../specs/types/case.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import { type Draw, readDraw, splitDraws } from "./draw.ts";
import { extend, type ReferenceScope } from "./scope.ts";
import { compileParams, type StepContext } from "./step-context.ts";
import type { Given } from "./types.ts";

/** What a case starts from: fixtures, and numbers that each run draws, by name; and the scope after the last. */
export interface Start {
  readonly given: readonly Given[];
  readonly draws: Readonly<Record<string, Draw>>;
  readonly scope: ReferenceScope;
}

/** Fixtures and drawn numbers under names of their own; each fixture may refer to those before it. */
export function compileGiven(
  documents: Readonly<Record<string, StartDocument>>,
  at: DataPath,
  context: StepContext,
  start: ReferenceScope,
): Start {
  const given: Given[] = [];
  const drawn: Record<string, Draw> = {};
  let scope = start;
  for (const [name, { fixture, ...rest }] of Object.entries(documents)) {
    const path = [...at, name];
    if (fixture === undefined) {
      const draw = readDraw(rest);
      if (draw === undefined) reportNeither(path, context, scope);
      else drawn[name] = draw;
      scope = extend(scope, [name]);
      continue;
    }
    const origin = context.document.placeOf([...path, "fixture"]);
    const { data, draws } = splitDraws(rest);
    const params = compileParams(data, path, scope, context.document);
    const provided = context.providedBy(fixture, Object.keys(params), origin);
    const own = Object.keys(draws).length === 0 ? {} : { draws };
    given.push({ name, fixture, params, ...own, origin });
    scope = extend(
      scope,
      provided.map((value) => `${name}.${value}`),
    );
  }
  return { given, draws: drawn, scope };
}

const reportNeither = (path: DataPath, { document }: StepContext, scope: ReferenceScope): void =>
  scope.report({
    code: "FORMAT",
    at: document.placeOfKey(path),
    message: `${String(path.at(-1))} is neither a fixture nor a number that is drawn`,
    hint: "write { fixture: NAME } with its params, or { draw: [2, 9] }",
  });
