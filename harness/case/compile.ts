import type { CaseDocument, CheckDocument } from "../../specs/types/case.format.d.ts";
import type { Place, Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import { atLeast, type Level, type SpecBook } from "../requirements/types.ts";
import { type FixtureDefinitions, fixtureLookup } from "./fixture.ts";
import { compileExpectation, expectationRefs } from "./expectation.ts";
import { type Combination, combinations, substitute, unknownMembers } from "./matrix.ts";
import { checkRefs, extend } from "./scope.ts";
import { type CompiledSteps, compileSteps, type StepContext } from "./step.ts";
import { compileGiven } from "./given.ts";
import { sharedData, sharedName } from "./shared.ts";
import type { Case, Check, SharedWords } from "./types.ts";

/** What cases are compiled against. */
export interface CaseContext {
  readonly formats: Formats;
  readonly specs: SpecBook;
  readonly fixtures: FixtureDefinitions;
  readonly shared: SharedWords;
}

/**
 * One case file as its combinations, every name resolved.
 *
 * Problems, all of them at once and each only once: format, references, fixtures, params, JSONPath,
 * money, matchers, requirements (unknown, untestable, level above the documented one).
 */
export function compileCase(document: YamlDocument, context: CaseContext): Result<readonly Case[]> {
  const raw = context.formats.check("case", document);
  if (!raw.ok) return raw;
  const problems = new Map<string, Problem>();
  const report = (problem: Problem) => {
    problems.set(`${problem.message}@${problem.at?.line}:${problem.at?.column}`, problem);
  };
  const written = withAxes(raw.value, document, context, report);
  if (problems.size > 0) return failure([...problems.values()]);
  const unknown = reportUnknownMembers(written, document, report);
  const cases = combinations(written.matrix).flatMap((combination) => {
    const filled = fill(written, combination, document, context.formats);
    if (filled.ok) {
      const { suffix } = combination;
      return [compileCombination(filled.value, suffix, unknown, document, context, report)];
    }
    for (const problem of filled.problems) report(problem);
    return [];
  });
  return problems.size > 0 ? failure([...problems.values()]) : ok(cases);
}

/** The case with the values of the axes that it names. */
function withAxes(
  raw: CaseDocument,
  document: YamlDocument,
  { shared }: CaseContext,
  report: (problem: Problem) => void,
): CaseDocument {
  if (raw.matrix === undefined) return raw;
  const axes = Object.entries(raw.matrix).map(([axis, values]) => {
    if (sharedName("axes", values) === undefined) return [axis, values] as const;
    const at = document.placeOf(["matrix", axis]);
    return [axis, sharedData("axes", values, shared, at, report)] as const;
  });
  return { ...raw, matrix: Object.fromEntries(axes) as NonNullable<CaseDocument["matrix"]> };
}

function reportUnknownMembers(
  raw: CaseDocument,
  document: YamlDocument,
  report: (problem: Problem) => void,
): readonly string[] {
  const unknown = unknownMembers(raw, raw.matrix);
  for (const member of unknown) {
    report({
      code: "UNKNOWN_REFERENCE",
      at: document.placeOfKey(["matrix", member.split(".")[0] ?? ""]),
      message: `no value of the axis has {${member}}`,
      hint: "an axis hides a fixture or value of the same name: rename one of them",
    });
  }
  return unknown;
}

/** The case with a combination's choices in it; they may have put a number where a text belongs. */
function fill(
  raw: CaseDocument,
  { choices }: Combination,
  document: YamlDocument,
  formats: Formats,
): Result<CaseDocument> {
  const { matrix, ...rest } = raw;
  if (matrix === undefined) return ok(raw);
  return formats.check("case", { ...document, data: substitute(rest, choices) });
}

function compileCombination(
  data: CaseDocument,
  suffix: string,
  reported: readonly string[],
  document: YamlDocument,
  context: CaseContext,
  report: (problem: Problem) => void,
): Case {
  const api = data.profile.startsWith("commerce/") ? "commerce" : "digital-river";
  const schemas = context.specs.schemas;
  const providedBy = fixtureLookup(context.fixtures, report);
  const { shared } = context;
  const stepContext: StepContext = { document, api, schemas, providedBy, shared, recipe: false };
  const { given, scope } = compileGiven(data.given ?? {}, ["given"], stepContext, {
    names: new Set(["case.unique", ...reported]),
    report,
  });
  const compiled = compileSteps(data.steps, ["steps"], scope, stepContext);
  reportDuplicateChecks(data.checks, document, report);
  return {
    id: `${data.case}${suffix}`,
    base: data.case,
    title: data.title,
    profile: data.profile,
    api,
    given,
    steps: compiled.steps,
    checks: data.checks.map((check, index) =>
      compileCheck(check, index, compiled, stepContext, context),
    ),
    ...(data.control === undefined ? {} : { control: data.control }),
    origin: document.placeOf(["case"]),
  };
}

function compileCheck(
  raw: CheckDocument,
  index: number,
  steps: CompiledSteps,
  context: StepContext,
  { specs }: CaseContext,
): Check {
  const path = ["checks", index];
  const { report } = steps.scope;
  const origin = context.document.placeOf(path);
  const { level, requirement } = verifies(raw, origin, report);
  checkRequirement(level, requirement, context.document.placeOf([...path, level]), specs, report);
  const on = Array.isArray(raw.on) ? raw.on : [raw.on];
  const [first] = on.map((id) => judged(id, path, steps, context.document));
  const api = first?.api ?? context.api;
  const expect = compileExpectation(raw.expect, [...path, "expect"], { ...context, api, report });
  for (const id of on) {
    const step = steps.steps.find((one) => one.id === id);
    const polled = step?.kind === "call" && step.withinMs !== undefined;
    const scope = polled ? (steps.after.get(id) ?? steps.scope) : steps.scope;
    const runNames = step?.kind === "call" ? Object.keys(step.runs[0] ?? {}) : [];
    const at = context.document.placeOf([...path, "expect"]);
    checkRefs(expectationRefs(expect), at, extend(scope, runNames));
  }
  return { id: raw.id, level, requirement, on, expect, origin };
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
  } else if (requirement.testable !== "http") {
    const message = `${id} is not testable over HTTP: ${requirement.reason ?? ""}`;
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
): { readonly api: StepContext["api"] } | undefined {
  const step = steps.steps.find((one) => one.id === id);
  if (step?.kind === "call") return step;
  const calls = steps.steps.filter((one) => one.kind === "call").map((one) => one.id);
  const message = step === undefined ? `there is no step "${id}"` : `the step "${id}" is no call`;
  const at = document.placeOf([...path, "on"]);
  steps.scope.report({ code: "UNKNOWN_STEP", at, message, ...hinted(id, calls) });
  return undefined;
}

function reportDuplicateChecks(
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
