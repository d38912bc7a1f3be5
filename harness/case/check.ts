import type { CheckDocument } from "../../specs/types/case.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { atLeast, type Level, type SpecBook } from "../requirements/types.ts";
import { browserMethod } from "./browser.ts";
import { compileExpectation, expectationRefs, reportForeign } from "./expectation.ts";
import { checkRefs, extend } from "./scope.ts";
import type { CompiledSteps } from "./step.ts";
import type { StepContext } from "./step-context.ts";
import type { CallStep, Check, Holds } from "./types.ts";

/** One judgement; it may refer to what is known when the last of its steps is done, or the polled one that it is on. */
export function compileCheck(
  raw: CheckDocument,
  index: number,
  steps: CompiledSteps,
  context: StepContext,
  specs: SpecBook,
): Check {
  const path = ["checks", index];
  const { report } = steps.scope;
  const origin = context.document.placeOf(path);
  const { level, requirement } = verifies(raw, origin, report);
  checkRequirement(level, requirement, context.document.placeOf([...path, level]), specs, report);
  const on = Array.isArray(raw.on) ? raw.on : [raw.on];
  const [first] = on.map((id) => judged(id, path, steps, context.document));
  const api = first?.api ?? context.api;
  const at = [...path, "expect"];
  reportForeign(raw.expect, first?.method === browserMethod, at, { ...context, report });
  const expect = compileExpectation(raw.expect, at, { ...context, api, report });
  for (const id of on) {
    const step = steps.steps.find((one) => one.id === id);
    const polled = step?.kind === "call" && step.withinMs !== undefined;
    const scope = polled ? (steps.after.get(id) ?? steps.scope) : steps.scope;
    const runNames = step?.kind === "call" ? Object.keys(step.runs[0] ?? {}) : [];
    const place = context.document.placeOf(at);
    checkRefs(expectationRefs(expect), place, extend(scope, runNames));
  }
  const holds = holdsOf(raw, on, steps, origin);
  return { id: raw.id, level, requirement, on, ...(holds && { holds }), expect, origin };
}

/** Of how many answers it holds; a polled step waits until every check on it holds, so it has no such check. */
function holdsOf(
  { holds }: CheckDocument,
  on: readonly string[],
  { steps, scope }: CompiledSteps,
  at: Place,
): Holds | undefined {
  if (holds === undefined) return undefined;
  const calls = steps.flatMap((step) =>
    step.kind === "call" && on.includes(step.id) ? [step] : [],
  );
  const answers = calls.reduce((sum, { runs }) => sum + runs.length, 0);
  const least = holds.exactly ?? holds.atLeast ?? 0;
  const most = holds.exactly ?? holds.atMost ?? answers;
  if (calls.some(({ withinMs }) => withinMs !== undefined)) {
    scope.report({ code: "FORMAT", at, message: "a check on a polled step has no holds" });
  }
  if (Math.max(least, most) > answers || (least === 0 && most === answers)) {
    const message = `holds says nothing of ${answers} answers`;
    scope.report({ code: "FORMAT", at, message, hint: "it counts the answers of the steps in on" });
  }
  return { least, most };
}

function verifies(
  raw: CheckDocument,
  at: Place,
  report: (problem: Problem) => void,
): { readonly level: Level; readonly requirement: string } {
  const named = (["must", "should", "may"] as const).filter((level) => raw[level] !== undefined);
  const [level] = named;
  if (level === undefined || named.length > 1) {
    const hint = "write must: ID, should: ID or may: ID";
    report({ code: "FORMAT", at, message: "a check verifies exactly one requirement", hint });
  }
  return { level: level ?? "may", requirement: raw[level ?? "may"] ?? "" };
}

function checkRequirement(
  level: Level,
  id: string,
  at: Place,
  specs: SpecBook,
  report: (problem: Problem) => void,
): void {
  const requirement = specs.requirements.get(id);
  if (requirement === undefined) {
    const message = `there is no requirement "${id}"`;
    report({ code: "UNKNOWN_REQUIREMENT", at, message, ...hinted(id, specs.requirements.keys()) });
  } else if (requirement.testable === "no") {
    const message = `${id} is not testable: ${requirement.reason ?? ""}`;
    report({ code: "UNTESTABLE_REQUIREMENT", at, message });
  } else if (!atLeast(requirement.level, level)) {
    const message = `the check demands ${id} at level ${level}, but it is only a ${requirement.level}`;
    report({ code: "LEVEL", at, message, hint: "only what is written is demanded" });
  }
}

function judged(
  id: string,
  path: readonly (string | number)[],
  steps: CompiledSteps,
  document: YamlDocument,
): Pick<CallStep, "api" | "method"> | undefined {
  const step = steps.steps.find((one) => one.id === id);
  if (step?.kind === "call") return step;
  const calls = steps.steps.filter((one) => one.kind === "call").map((one) => one.id);
  const message = step === undefined ? `there is no step "${id}"` : `the step "${id}" is no call`;
  const at = document.placeOf([...path, "on"]);
  steps.scope.report({ code: "UNKNOWN_STEP", at, message, ...hinted(id, calls) });
  return undefined;
}

export function reportDuplicateChecks(
  checks: readonly CheckDocument[],
  document: YamlDocument,
  report: (problem: Problem) => void,
): void {
  for (const [index, { id }] of checks.entries()) {
    if (checks.findIndex((check) => check.id === id) === index) continue;
    const at = document.placeOf(["checks", index, "id"]);
    report({ code: "DUPLICATE_ID", at, message: `the check id "${id}" is given twice` });
  }
}
