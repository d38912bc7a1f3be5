import type { Json, Values } from "../case/json.ts";
import { render } from "../case/template.ts";
import { asksPages, usesOf, usesOfCase } from "../case/known-apart.ts";
import type { Case, Composed, FixtureDefinition, Flow, UseStep } from "../case/types.ts";
import { covers } from "../implementation/claims.ts";
import { type Choice, chooseRecipe } from "../implementation/recipes.ts";
import { defaultSourceType, flowOf } from "../implementation/source-types.ts";
import type { Target } from "../implementation/types.ts";
import type { Decision } from "./types.ts";

const run: Decision = { kind: "run" };

/** Whether a case can run on a target: not when it is not claimed, not when a recipe is missing. */
export function decide(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  target: Target,
): Decision {
  const covered = covers(testCase, fixtures, target);
  if (covered.kind === "no") return { kind: "not-applicable", cause: covered.reason };
  const lacking = missingBrowser(testCase, target) ?? missingRecipe(testCase, fixtures, target);
  return lacking === undefined ? run : { kind: "untestable", cause: lacking };
}

/** Why there is no browser for its steps, with the line that installs one. */
function missingBrowser(testCase: Case, { browser }: Target): string | undefined {
  if (browser === undefined || browser.chromium.ok || !asksPages(testCase)) return undefined;
  const [why] = browser.chromium.problems;
  return [why?.message, why?.hint].filter((text) => text !== undefined).join(": ");
}

/** Why the first fixture or action that no recipe provides, at any depth, is not provided. */
function missingRecipe(
  testCase: Case,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  target: Target,
): string | undefined {
  const seen = new Set<string>();
  const lacking = ({ fixture: name, params }: Use, values: Values): string | undefined => {
    const fixture = fixtures.get(name);
    if (fixture === undefined) return `the target file has no recipe for ${name}`;
    const asked = askedOf(fixture, params, values, target.claims);
    const key = JSON.stringify([name, asked.values]);
    if (seen.has(key)) return undefined;
    seen.add(key);
    const among = (choice: Choice): string | undefined => {
      switch (choice.kind) {
        case "none":
          return choice.cause;
        case "open":
          return undefined;
        case "recipe":
          return firstOf(usesOf(choice.steps), asked.values);
        case "composed":
          return among(choice.first) ?? actionsLacking(choice.composed, asked.values);
      }
    };
    return among(chooseRecipe(fixture, target, asked.values, asked.open));
  };
  const firstOf = (uses: readonly Use[], values: Values) =>
    uses.map((use) => lacking(use, values)).find((found) => found !== undefined);
  /** Of the actions that may go on from the first state: the one that the type's flow tells, or all of them. */
  const actionsLacking = ({ by }: Composed, { type }: Values): string | undefined => {
    const flow = typeof type === "string" ? flowOf(type, target.claims.can) : undefined;
    const state = flow === undefined ? undefined : goesOnFrom[flow];
    const action = state === undefined ? undefined : by[state];
    return action === undefined ? undefined : lacking({ fixture: action, params: {} }, {});
  };
  return firstOf([...testCase.given, ...usesOfCase(testCase)], {});
}

const goesOnFrom: Readonly<Partial<Record<Flow, string>>> = {
  redirect: "pending_redirect",
  receiver: "pending_funds",
};

type Use = Pick<UseStep, "fixture" | "params">;

/** The params of a fixture as far as they are known before a run, and the names of the others. */
function askedOf(
  { params }: FixtureDefinition,
  given: Use["params"],
  values: Values,
  claims: Target["claims"],
): { readonly values: Values; readonly open: ReadonlySet<string> } {
  const known: Record<string, Json> = {};
  const open = new Set<string>();
  for (const [name, param] of Object.entries(params)) {
    const template = given[name];
    const value = template === undefined ? undefined : render(template, values);
    const settled = value?.ok ? value.value : undefined;
    const fallback =
      template === undefined ? (param.default ?? defaultSourceType(param, claims)) : undefined;
    const told = settled ?? fallback;
    if (told !== undefined) known[name] = told;
    else if (template !== undefined) open.add(name);
  }
  return { values: known, open };
}
