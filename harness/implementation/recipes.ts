import type { Json, Values } from "../case/json.ts";
import type { Alternative, Composed, FixtureDefinition, Step } from "../case/types.ts";
import type { Target } from "./types.ts";

/** What a fixture is provided by: a recipe, what the harness makes of its first state, nothing, or what only a run can tell. */
export type Choice =
  | { readonly kind: "recipe"; readonly steps: readonly Step[]; readonly give: Alternative["give"] }
  | { readonly kind: "composed"; readonly composed: Composed; readonly first: Choice }
  | { readonly kind: "none"; readonly cause: string }
  | { readonly kind: "open" };

/**
 * The recipe for these params: the target's own (its first alternative that fits), else what is composed, else the default one.
 *
 * @param values The params that are known.
 * @param open The params whose values only a run will tell.
 */
export function chooseRecipe(
  fixture: FixtureDefinition,
  target: Pick<Target, "recipes" | "choices">,
  values: Values,
  open: ReadonlySet<string> = new Set(),
): Choice {
  const { name, composed } = fixture;
  const alternatives = target.choices?.get(name);
  if (alternatives === undefined) {
    const steps = target.recipes.get(name) ?? fixture.steps;
    return steps === undefined ? none(name) : { kind: "recipe", steps, give: {} };
  }
  for (const { when, steps, give } of alternatives) {
    const fit = fits(when, values, open);
    if (fit === "open") return { kind: "open" };
    if (fit === "yes") return { kind: "recipe", steps, give };
  }
  if (composed !== undefined && isAsked(composed.when, values)) {
    const first = chooseRecipe(fixture, target, { ...values, ...composed.from }, open);
    if (first.kind !== "none") return { kind: "composed", composed, first };
  }
  const params = [...new Set(alternatives.flatMap(({ when }) => Object.keys(when)))];
  return none(name, params.map((param) => `${param} ${shown(values[param])}`).join(" and "));
}

function fits(
  when: Alternative["when"],
  values: Values,
  open: ReadonlySet<string>,
): "yes" | "no" | "open" {
  let fit: "yes" | "open" = "yes";
  for (const [param, wanted] of Object.entries(when)) {
    const value = values[param];
    if (value === undefined && open.has(param)) fit = "open";
    else if (value === undefined || !wanted.some((one) => one === value)) return "no";
  }
  return fit;
}

const isAsked = (when: Composed["when"], values: Values): boolean =>
  Object.entries(when).every(([param, value]) => values[param] === value);

const shown = (value: Json | undefined): string =>
  typeof value === "string" ? value : value === undefined ? "not given" : JSON.stringify(value);

const none = (name: string, params = ""): Choice => ({
  kind: "none",
  cause: `the target file has no recipe for ${name}${params === "" ? "" : ` with ${params}`}`,
});

/** The steps of each of a target's own recipes, of all alternatives. */
export const ownSteps = ({
  recipes,
  choices = new Map(),
}: Pick<Target, "recipes" | "choices">): ReadonlyMap<string, readonly Step[]> =>
  new Map([
    ...recipes,
    ...[...choices].map(([name, all]) => [name, all.flatMap(({ steps }) => steps)] as const),
  ]);
