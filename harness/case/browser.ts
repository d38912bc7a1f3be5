import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import { partsOfCall } from "./call.ts";
import { checkRefs, type ReferenceScope } from "./scope.ts";
import type { StepContext } from "./step-context.ts";
import { compileTemplate, templateRefs } from "./template.ts";
import type { CallStep, Step } from "./types.ts";

/** The method of the exchanges that a browser step makes: what a page does with the library, and what came of it. */
export const browserMethod = "BROWSER";

/** What such an exchange is asked, as its body. */
export interface BrowserRequest {
  readonly script: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly fill: Fill;
}

export type Fill = NonNullable<StepDocument["fill"]>;

export const isBrowserStep = (step: Step): boolean =>
  step.kind === "call" && step.method === browserMethod;

/** A step that runs the target's library in a page: for all that follows, a call whose answer says what came of it. */
export function compileBrowserStep(
  document: StepDocument,
  act: NonNullable<StepDocument["browser"]>,
  id: string,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): CallStep {
  for (const key of misplaced) {
    if (document[key] === undefined) continue;
    const at = context.document.placeOfKey([...path, key]);
    scope.report({ code: "UNKNOWN_KEY", at, message: `a step with browser has no ${key}` });
  }
  if (context.recipe) {
    const hint = "browser steps are for cases";
    const at = context.document.placeOfKey([...path, "browser"]);
    scope.report({ code: "FORMAT", at, message: "a recipe has no browser steps", hint });
  }
  const parts = partsOfCall(document, path, scope, context);
  const data = { with: document.with ?? {}, fill: document.fill ?? {} };
  const value = compileTemplate(data, (message) =>
    scope.report({ code: "MONEY", at: context.document.placeOf(path), message }),
  );
  checkRefs(templateRefs(value), context.document.placeOf(path), parts.inner);
  return {
    kind: "call",
    id,
    method: browserMethod,
    path: [`/${act}`],
    as: "public",
    bareKey: false,
    headers: {},
    body: { kind: "json", value },
    ...parts.step,
  };
}

/** A page is no client that may be asked again and again, and it has one key. */
const misplaced = [
  "call",
  "use",
  "body",
  "text",
  "form",
  "headers",
  "within",
  "settled",
  "as",
  "scheme",
] as const;
