import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { Place } from "../problem.ts";
import { parseDuration } from "../read/duration.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { compileExpectation, compilePath, expectationRefs } from "./expectation.ts";
import { checkRefs, extend, type ReferenceScope } from "./scope.ts";
import {
  compileTemplate,
  compileText,
  isElsewhere,
  type Template,
  templateRefs,
  textRefs,
} from "./template.ts";
import { sharedData } from "./shared.ts";
import { askedBy } from "./asker.ts";
import type { CallStep, Expectation, SharedWords, Step, StepBody, Take, UseStep } from "./types.ts";

/** What compiling steps needs beside their text. */
export interface StepContext {
  readonly document: YamlDocument;
  readonly api: Api;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
  /** What the fixture of that name hands on; undefined when there is none (which is reported). */
  readonly providedBy: (fixture: string, params: readonly string[], at: Place) => readonly string[];
  readonly shared: SharedWords;
  /** Recipes demand success of a call that says nothing else, and may leave ids out. */
  readonly recipe: boolean;
}

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
    const id = document.id ?? `step-${index + 1}`;
    const at = [...path, index];
    reportId(document, id, at, after, known, context);
    const compiled = compileStep(document, id, at, known, context);
    if (compiled === undefined) continue;
    steps.push(compiled.step);
    known = compiled.scope;
    after.set(id, known);
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
): { readonly step: Step; readonly scope: ReferenceScope } | undefined {
  const origin = context.document.placeOf(path);
  if (document.call !== undefined && document.use === undefined) {
    const step = compileCall(document, document.call, id, path, scope, context);
    return (
      step && {
        step,
        scope: extend(
          scope,
          step.take.map((take) => take.name),
        ),
      }
    );
  }
  if (document.use !== undefined && document.call === undefined) {
    const step = compileUse(document, document.use, id, path, scope, context);
    const provided = context.providedBy(document.use, Object.keys(step.params), origin);
    return {
      step,
      scope: extend(
        scope,
        provided.map((name) => `${id}.${name}`),
      ),
    };
  }
  scope.report({
    code: "FORMAT",
    at: origin,
    message: "a step has either call or use",
    hint: "call: POST /path sends a request; use: source.approve performs an action of the target",
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
  ] as const) {
    if (document[key] === undefined) continue;
    const at = context.document.placeOfKey([...path, key]);
    scope.report({ code: "UNKNOWN_KEY", at, message: `a step with use has no ${key}` });
  }
  const params = compileParams(document.with ?? {}, [...path, "with"], scope, context.document);
  return { kind: "use", id, fixture, params, origin: context.document.placeOf(path) };
}

/** Values for params; each may refer to what is known. */
export function compileParams(
  data: Readonly<Record<string, unknown>>,
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): Readonly<Record<string, Template>> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const at = document.placeOf([...path, name]);
      const template = compileTemplate(value, (message) =>
        scope.report({ code: "MONEY", at, message }),
      );
      checkRefs(templateRefs(template), at, scope);
      return [name, template];
    }),
  );
}

function compileCall(
  written: StepDocument,
  call: string,
  id: string,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): CallStep | undefined {
  const document = withSettled(written, path, scope, context);
  const at = context.document.placeOf([...path, "call"]);
  const match = (context.recipe ? callOrUrl : plainCall).exec(call.trim());
  if (match === null) {
    const hint = "a method, a space, a path: POST /checkouts/{cart.id}/sources/{card.id}";
    scope.report({ code: "CALL", at, message: `"${call}" is no call`, hint });
    return undefined;
  }
  if (document.with !== undefined) {
    const key = context.document.placeOfKey([...path, "with"]);
    const hint = "a call sends a body; use performs an action with params";
    scope.report({ code: "UNKNOWN_KEY", at: key, message: "a step with call has no with", hint });
  }
  const target = compileText(match[2] ?? "");
  const runs = compileRuns(document.each, path, scope, context.document);
  const inner = extend(scope, Object.keys(document.each ?? {}));
  checkRefs(textRefs(target), at, inner);
  const api = document.api ?? context.api;
  const take = compileTakes(document, path, inner, context);
  const known = extend(
    inner,
    take.map((one) => one.name),
  );
  const expect = compileOwnExpectation(document, path, known, { ...context, api });
  const asker = askedBy(document, isElsewhere(target), path, inner, context.document);
  const withinMs = document.within === undefined ? undefined : parseDuration(document.within);
  return {
    kind: "call",
    id,
    method: match[1] ?? "",
    path: target,
    api,
    as: asker.as,
    bareKey: document.scheme === "none",
    headers: {
      ...asker.headers,
      ...compileTexts(document.headers ?? {}, [...path, "headers"], inner, context.document),
    },
    body: compileBody(document, path, inner, context.document),
    ...(expect === undefined ? {} : { expect }),
    take,
    ...(withinMs === undefined ? {} : { withinMs }),
    runs,
    origin: context.document.placeOf(path),
  };
}

/** The step with what `settled` stands for: how long it polls, and until what. */
function withSettled(
  document: StepDocument,
  path: DataPath,
  { report }: ReferenceScope,
  context: StepContext,
): StepDocument {
  const { settled, ...rest } = document;
  if (settled === undefined) return document;
  for (const key of ["within", "expect"] as const) {
    if (rest[key] === undefined) continue;
    const at = context.document.placeOfKey([...path, key]);
    const message = `a step with settled has no ${key} of its own`;
    report({ code: "UNKNOWN_KEY", at, message });
  }
  const at = context.document.placeOf([...path, "settled"]);
  const meaning = sharedData("settled", settled, context.shared, at, report);
  return { ...rest, ...(meaning as Pick<StepDocument, "within" | "expect"> | undefined) };
}

const plainCall = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;

/**
 * What a target's recipe needs may stand elsewhere than its API: beside the base URL, on another host, or at a URL that
 * an answer held (`GET {url}`). Whatever comes later in a URL, its host ends before it.
 */
const callOrUrl =
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*|https?:\/\/[^\s{}/?#@\\]+(?:[/?#]\S*)?|\{[\w.-]+\})$/;

const success: Expectation = { status: [{ first: 200, last: 299 }], headers: [], amounts: [] };

function compileOwnExpectation(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): Expectation | undefined {
  if (document.expect === undefined) return context.recipe ? success : undefined;
  const at = [...path, "expect"];
  const expectation = compileExpectation(document.expect, at, { ...context, report: scope.report });
  checkRefs(expectationRefs(expectation), context.document.placeOf(at), scope);
  return expectation;
}

function compileTakes(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): readonly Take[] {
  if (document.take !== undefined && document.each !== undefined) {
    const at = context.document.placeOfKey([...path, "take"]);
    const hint = "write the runs out as steps of their own";
    scope.report({ code: "FORMAT", at, message: "a step with each takes no values", hint });
  }
  return Object.entries(document.take ?? {}).map(([name, jsonPath]) => {
    const at = [...path, "take", name];
    const compiled = compilePath(jsonPath, at, {
      document: context.document,
      report: scope.report,
    });
    checkRefs(textRefs(compiled), context.document.placeOf(at), scope);
    return { name, path: compiled };
  });
}

function compileRuns(
  each: StepDocument["each"],
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): CallStep["runs"] {
  return Object.entries(each ?? {}).reduce<CallStep["runs"]>(
    (runs, [name, values]) =>
      runs.flatMap((run) =>
        values.map((value, index) => {
          const at = document.placeOf([...path, "each", name, index]);
          const template = compileTemplate(value, (message) =>
            scope.report({ code: "MONEY", at, message }),
          );
          checkRefs(templateRefs(template), at, scope);
          return { ...run, [name]: template };
        }),
      ),
    [{}],
  );
}

function compileBody(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  source: YamlDocument,
): StepBody {
  const given = (["body", "text", "form"] as const).filter((key) => document[key] !== undefined);
  if (given.length > 1) {
    const at = source.placeOfKey([...path, given[1] ?? ""]);
    scope.report({
      code: "FORMAT",
      at,
      message: `a step has one of body, text, form; not ${given.join(" and ")}`,
    });
  }
  if (document.body !== undefined) {
    const at = source.placeOf([...path, "body"]);
    const value = compileTemplate(document.body, (message) =>
      scope.report({ code: "MONEY", at, message }),
    );
    checkRefs(templateRefs(value), at, scope);
    return { kind: "json", value };
  }
  if (document.text !== undefined) {
    const value = compileText(document.text);
    checkRefs(textRefs(value), source.placeOf([...path, "text"]), scope);
    return { kind: "text", value };
  }
  if (document.form === undefined) return { kind: "none" };
  const texts = Object.fromEntries(
    Object.entries(document.form).map(([key, value]) => [key, String(value)]),
  );
  return { kind: "form", value: compileTexts(texts, [...path, "form"], scope, source) };
}

function compileTexts(
  texts: Readonly<Record<string, string>>,
  path: DataPath,
  scope: ReferenceScope,
  document: YamlDocument,
): CallStep["headers"] {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const template = compileText(text);
      checkRefs(textRefs(template), document.placeOf([...path, name]), scope);
      return [name, template];
    }),
  );
}
