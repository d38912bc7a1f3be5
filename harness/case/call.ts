import type { StepDocument } from "../../specs/types/step.format.d.ts";
import { parseDuration } from "../read/duration.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { askedBy } from "./asker.ts";
import { compileBody, compileTexts } from "./body.ts";
import { compileExpectation, compilePath, expectationRefs, reportForeign } from "./expectation.ts";
import { checkRefs, extend, type ReferenceScope } from "./scope.ts";
import { sharedData } from "./shared.ts";
import type { StepContext } from "./step-context.ts";
import { compileTemplate, compileText, isElsewhere, templateRefs, textRefs } from "./template.ts";
import type { CallStep, Expectation, Take } from "./types.ts";

/** A request to the target; undefined where `call` is none, which is reported. */
export function compileCall(
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
  for (const key of ["with", "fill"] as const) {
    if (document[key] === undefined) continue;
    const place = context.document.placeOfKey([...path, key]);
    const hint = "a call sends a body; use performs an action with params, browser fills a page";
    const message = `a step with call has no ${key}`;
    scope.report({ code: "UNKNOWN_KEY", at: place, message, hint });
  }
  const target = compileText(match[2] ?? "");
  const { inner, ...parts } = partsOfCall(document, path, scope, context);
  checkRefs(textRefs(target), at, inner);
  const asker = askedBy(document, isElsewhere(target), path, inner, context.document);
  const withinMs = document.within === undefined ? undefined : parseDuration(document.within);
  return {
    kind: "call",
    id,
    method: match[1] ?? "",
    path: target,
    as: asker.as,
    bareKey: document.scheme === "none",
    headers: {
      ...asker.headers,
      ...compileTexts(document.headers ?? {}, [...path, "headers"], inner, context.document),
    },
    body: compileBody(document, path, inner, context.document),
    ...parts.step,
    ...(withinMs === undefined ? {} : { withinMs }),
  };
}

/** What a step has whoever is asked, and the scope of one of its runs. */
export interface CallParts {
  readonly inner: ReferenceScope;
  readonly step: Pick<CallStep, "api" | "expect" | "take" | "runs" | "origin">;
}

export function partsOfCall(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): CallParts {
  const runs = compileRuns(document.each, path, scope, context.document);
  const inner = extend(scope, Object.keys(document.each ?? {}));
  const api = document.api ?? context.api;
  const take = compileTakes(document, path, inner, context);
  const known = extend(
    inner,
    take.map((one) => one.name),
  );
  const expect = compileOwnExpectation(document, path, known, { ...context, api });
  const origin = context.document.placeOf(path);
  return { inner, step: { api, ...(expect && { expect }), take, runs, origin } };
}

const plainCall = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;

/**
 * What a target's recipe needs may stand elsewhere than its API: beside the base URL, on another host, or at a URL that
 * an answer held (`GET {url}`). Whatever comes later in a URL, its host ends before it.
 */
const callOrUrl =
  /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*|https?:\/\/[^\s{}/?#@\\]+(?:[/?#]\S*)?|\{[\w.-]+\})$/;

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

const success: Expectation = { status: [{ first: 200, last: 299 }], headers: [], amounts: [] };

function compileOwnExpectation(
  document: StepDocument,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): Expectation | undefined {
  if (document.expect === undefined) return context.recipe ? success : undefined;
  const at = [...path, "expect"];
  const isBrowser = document.browser !== undefined;
  reportForeign(document.expect, isBrowser, at, { ...context, report: scope.report });
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
