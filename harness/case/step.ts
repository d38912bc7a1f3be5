import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import { compileBrowserStep } from "./browser.ts";
import { compileCall } from "./call.ts";
import { extend, type ReferenceScope } from "./scope.ts";
import { compileParams, type StepContext } from "./step-context.ts";
import { membersOf } from "./together.ts";
import type { Step, UseStep } from "./types.ts";

/** The steps in order, and the scope after the last one. */
export interface CompiledSteps {
  readonly steps: readonly Step[];
  readonly scope: ReferenceScope;
  /** The names known once each step is done, by step id. */
  readonly after: ReadonlyMap<string, ReferenceScope>;
}

/** Compiles steps; each may refer to what those before it took or were given. */
export function compileSteps(
  documents: readonly StepDocument[],
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): CompiledSteps {
  const steps: Step[] = [];
  const after = new Map<string, ReferenceScope>();
  let known = scope;
  for (const [index, document] of documents.entries()) {
    const members = membersOf(document, index, path, scope, context);
    const together = document.together === undefined ? {} : { together: members[0]?.id ?? "" };
    let next = known;
    for (const member of members) {
      const { id, path: at } = member;
      reportId(member.document, id, at, after, known, context);
      const compiled = compileStep(member.document, id, at, known, context);
      if (compiled === undefined) continue;
      const { step, names } = compiled;
      steps.push(step.kind === "call" ? { ...step, ...together } : step);
      next = extend(next, names);
      after.set(id, next);
    }
    known = next;
  }
  return { steps, scope: known, after };
}

function reportId(
  document: StepDocument,
  id: string,
  path: DataPath,
  seen: ReadonlyMap<string, ReferenceScope>,
  scope: ReferenceScope,
  context: StepContext,
): void {
  const at = context.document.placeOf([...path, "id"]);
  if (document.id === undefined && !context.recipe) {
    const hint = "checks name the step that they judge by its id";
    scope.report({ code: "FORMAT", at, message: 'a step of a case lacks the key "id"', hint });
  }
  if (!seen.has(id)) return;
  scope.report({ code: "DUPLICATE_ID", at, message: `the step id "${id}" is given twice` });
}

function compileStep(
  document: StepDocument,
  id: string,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): { readonly step: Step; readonly names: readonly string[] } | undefined {
  const origin = context.document.placeOf(path);
  if (document.browser !== undefined) {
    const step = compileBrowserStep(document, document.browser, id, path, scope, context);
    return { step, names: step.take.map((take) => take.name) };
  }
  if (document.call !== undefined && document.use === undefined) {
    const step = compileCall(document, document.call, id, path, scope, context);
    return step && { step, names: step.take.map((take) => take.name) };
  }
  if (document.use !== undefined && document.call === undefined) {
    const step = compileUse(document, document.use, id, path, scope, context);
    const provided = context.providedBy(document.use, Object.keys(step.params), origin);
    return { step, names: provided.map((name) => `${id}.${name}`) };
  }
  scope.report({
    code: "FORMAT",
    at: origin,
    message: "a step has either call, use or browser",
    hint: "call: POST /path sends a request; use: source.approve performs an action of the target; browser: createSource runs its library in a page",
  });
  return undefined;
}

function compileUse(
  document: StepDocument,
  fixture: string,
  id: string,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): UseStep {
  for (const key of [
    "body",
    "text",
    "form",
    "headers",
    "expect",
    "take",
    "within",
    "settled",
    "each",
    "as",
    "scheme",
    "fill",
  ] as const) {
    if (document[key] === undefined) continue;
    const at = context.document.placeOfKey([...path, key]);
    scope.report({ code: "UNKNOWN_KEY", at, message: `a step with use has no ${key}` });
  }
  const params = compileParams(document.with ?? {}, [...path, "with"], scope, context.document);
  return { kind: "use", id, fixture, params, origin: context.document.placeOf(path) };
}
