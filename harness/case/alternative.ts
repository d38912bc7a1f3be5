import type { AlternativeDocument } from "../../specs/types/recipe.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import { compileTexts } from "./body.ts";
import { recipeScope, type RecipeContext, reportLacking } from "./fixture.ts";
import { checkRefs, extend, type ReferenceScope } from "./scope.ts";
import { compileSteps } from "./step.ts";
import { compileParams, type StepContext } from "./step-context.ts";
import { compileTemplate, type Template, templateRefs } from "./template.ts";
import type { Alternative, CallStep, FixtureDefinition, Step } from "./types.ts";

/**
 * One way to provide a fixture: steps of its own, the default recipe with something changed, constants.
 *
 * Problems: UNKNOWN_PARAM in `when`; FORMAT for keys that do not go together, or where there is nothing to extend; those of steps.
 */
export function compileAlternative(
  fixture: FixtureDefinition,
  written: AlternativeDocument,
  path: DataPath,
  context: RecipeContext,
): Result<Alternative> {
  const { document } = context;
  const { recipe, start, problems } = recipeScope(fixture, context);
  const origin = document.placeOf(path);
  const when = compileWhen(fixture, written, path, start, recipe);
  const give = compileParams(written.give ?? {}, [...path, "give"], start, document);
  const begun = extend(start, Object.keys(give));
  const extended = written.extends !== undefined;
  const { steps, scope } = extended
    ? extendDefault(fixture, written, path, begun, recipe)
    : ownSteps(written, path, begun, recipe);
  if (problems.length === 0) reportLacking(fixture, scope, origin);
  return problems.length > 0 ? failure(problems) : ok({ when, steps, give, extended, origin });
}

interface Compiled {
  readonly steps: readonly Step[];
  readonly scope: ReferenceScope;
}

function compileWhen(
  { name: fixture, params }: FixtureDefinition,
  { when = {} }: AlternativeDocument,
  path: DataPath,
  { report }: ReferenceScope,
  { document }: StepContext,
): Alternative["when"] {
  return Object.fromEntries(
    Object.entries(when).map(([name, value]) => {
      const at = document.placeOfKey([...path, "when", name]);
      if (params[name] === undefined) {
        report({ code: "UNKNOWN_PARAM", at, message: `${fixture} has no param "${name}"` });
      }
      return [name, Array.isArray(value) ? value : [value]];
    }),
  );
}

function ownSteps(
  written: AlternativeDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): Compiled {
  for (const key of ["body", "headers", "after"] as const) {
    if (written[key] === undefined) continue;
    const at = context.document.placeOfKey([...path, key]);
    const hint = "extends: default takes the default recipe and changes it";
    scope.report({ code: "FORMAT", at, message: `${key} stands beside extends`, hint });
  }
  return compileSteps(written.steps ?? [], [...path, "steps"], scope, context);
}

function extendDefault(
  fixture: FixtureDefinition,
  written: AlternativeDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): Compiled {
  const { steps: own = [], name } = fixture;
  const { document } = context;
  const report = (message: string, key: string) =>
    scope.report({ code: "FORMAT", at: document.placeOfKey([...path, key]), message });
  if (own.length === 0) report(`${name} has no default recipe to extend`, "extends");
  if (written.steps !== undefined) report("beside extends there are no steps: after", "steps");
  const place = own.findLastIndex((step) => step.kind === "call" && step.body.kind === "json");
  const step = own[place];
  const known = extend(scope, own.slice(0, Math.max(0, place)).flatMap(namesOf));
  const patch = compileTemplate(written.body ?? {}, (message) => report(message, "body"));
  checkRefs(templateRefs(patch), document.placeOf([...path, "body"]), known);
  const headers = compileTexts(written.headers ?? {}, [...path, "headers"], known, document);
  const changes = written.body !== undefined || written.headers !== undefined;
  if (changes && step?.kind !== "call")
    report(`the default recipe of ${name} sends no body`, "extends");
  const steps = own.map((one, index) =>
    changes && index === place && one.kind === "call" ? changed(one, patch, headers) : one,
  );
  const all = extend(scope, own.flatMap(namesOf));
  const behind = compileSteps(written.after ?? [], [...path, "after"], all, context);
  return { steps: [...steps, ...behind.steps], scope: extend(behind.scope, fixture.provides) };
}

const namesOf = (step: Step): readonly string[] =>
  step.kind === "call" ? step.take.map((take) => take.name) : [];

function changed(step: CallStep, patch: Template, headers: CallStep["headers"]): CallStep {
  const { body } = step;
  return {
    ...step,
    headers: { ...step.headers, ...headers },
    body: body.kind === "json" ? { ...body, value: laidOver(body.value, patch) } : body,
  };
}

/** Members over those of the same name, at any depth; null leaves one out. */
function laidOver(base: Template, patch: Template): Template {
  if (base.kind !== "record" || patch.kind !== "record") return patch;
  const members = new Map(base.members);
  for (const [name, over] of patch.members) {
    const under = members.get(name);
    if (over.kind === "literal" && over.value === null) members.delete(name);
    else members.set(name, under === undefined ? over : laidOver(under, over));
  }
  return { kind: "record", members: [...members] };
}
