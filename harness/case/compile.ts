import type { CaseDocument } from "../../specs/types/case.format.d.ts";
import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import type { DataPath, YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import { compileCheck, reportDuplicateChecks } from "./check.ts";
import { type FixtureDefinitions, fixtureLookup } from "./fixture-lookup.ts";
import { compileGiven } from "./given.ts";
import { type Combination, combinations, countOf, substitute, unknownMembers } from "./matrix.ts";
import { sharedData, sharedName } from "./shared.ts";
import { compileSteps } from "./step.ts";
import type { StepContext } from "./step-context.ts";
import type { Case, Needs, SharedWords, SourceTypeNeed } from "./types.ts";

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
  const { shared } = context;
  const problems = new Map<string, Problem>();
  const report = (problem: Problem) => {
    problems.set(`${problem.message}@${problem.at?.line}:${problem.at?.column}`, problem);
  };
  const written = withAxes(raw.value, document, context, report);
  if (problems.size > 0) return failure([...problems.values()]);
  const tooMany = whyTooMany(written, document);
  if (tooMany !== undefined) return failure([tooMany]);
  const unknown = reportUnknownMembers(written, document, report);
  const cases = combinations(written.matrix).flatMap((combination) => {
    const filled = fill(written, combination, document, context.formats);
    if (filled.ok) {
      const { suffix } = combination;
      const testCase = compileCombination(filled.value, suffix, unknown, document, context, report);
      const needs = declaredNeeds(raw.value, combination, shared);
      return [needs === undefined ? testCase : { ...testCase, needs }];
    }
    for (const problem of filled.problems) report(problem);
    return [];
  });
  return problems.size > 0 ? failure([...problems.values()]) : ok(cases);
}

/** Combinations of one case, and runs of one step: nobody reads more, and no machine should hold more. */
const mostCombinations = 10_000;

function whyTooMany({ matrix, steps }: CaseDocument, document: YamlDocument): Problem | undefined {
  const told = (count: number, what: string, at: DataPath): Problem | undefined =>
    count <= mostCombinations
      ? undefined
      : {
          code: "MATRIX",
          at: document.placeOfKey(at),
          message: `${what} makes ${count} combinations; ${mostCombinations} are the most`,
        };
  const ofSteps = steps.map(({ each }, index) =>
    told(countOf(each), "each", ["steps", index, "each"]),
  );
  return (
    told(countOf(matrix), "the matrix", ["matrix"]) ?? ofSteps.find((one) => one !== undefined)
  );
}

/** What a case declares to need, and what the source types of its axes must be able to do. */
function declaredNeeds(
  { needs: abilities = [], does = {}, matrix = {} }: CaseDocument,
  { choices }: Combination,
  { axes }: SharedWords,
): Needs | undefined {
  const sourceTypes = Object.entries(matrix).flatMap(([axis, values]): SourceTypeNeed[] => {
    const type = choices[axis];
    const able = does[axis] ?? axes.get(sharedName("axes", values) ?? "")?.does;
    return able === undefined || typeof type !== "string" ? [] : [{ type, ...able }];
  });
  if (abilities.length === 0 && sourceTypes.length === 0) return undefined;
  return { abilities, currencies: [], sourceTypes };
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
  const { given, draws, scope } = compileGiven(data.given ?? {}, ["given"], stepContext, {
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
    ...(Object.keys(draws).length === 0 ? {} : { draws }),
    steps: compiled.steps,
    checks: data.checks.map((check, index) =>
      compileCheck(check, index, compiled, stepContext, context.specs),
    ),
    ...(data.control === undefined ? {} : { control: data.control }),
    origin: document.placeOf(["case"]),
  };
}
