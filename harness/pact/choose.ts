import picomatch from "picomatch";
import type { Library } from "../case/types.ts";
import { unmatchedProblem } from "../plan/plan.ts";
import { select } from "../plan/select.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import type { Problem } from "../problem.ts";
import type { SpecBook } from "../requirements/types.ts";
import { hinted } from "../read/suggest.ts";
import { failure, ok, type Result } from "../result.ts";
import { type JudgedStep, judgedSteps } from "./judged-step.ts";

/** Which judged steps a consumer wants; empty lists mean all. */
export interface Choice {
  /** Case ids, files, folders or globs over them. */
  readonly patterns: readonly string[];
  /** Ids of requirements, or globs over them, one of which a check on the step verifies. */
  readonly requirements: readonly string[];
  /** Paths as the OpenAPI document writes them, or globs over them. */
  readonly paths: readonly string[];
}

/**
 * The judged steps of a choice, by the id of their case; each part of it must fit.
 *
 * Problems: NOTHING_SELECTED for each pattern, requirement and path that fits nothing, and where nothing fits all parts.
 */
export function chooseSteps(
  choice: Choice,
  library: Library,
  specs: SpecBook,
): Result<readonly JudgedStep[]> {
  const selection = { ...wholeSuite, patterns: choice.patterns };
  const { cases, unmatched } = select(library.cases, selection, () => []);
  const known = new Set(library.cases.flatMap(({ id, base }) => [id, base]));
  const all = cases.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap(judgedSteps);
  const requirements = choice.requirements.map((name) => [name, picomatch(name)] as const);
  const paths = choice.paths.map((name) => [name, picomatch(asGlob(name))] as const);
  const problems = [
    ...unmatched.map((pattern) => unmatchedProblem(pattern, known)),
    ...requirements
      .filter(([, fits]) => ![...specs.requirements.keys()].some((id) => fits(id)))
      .map(([name]) => unknown("requirement", name, specs.requirements.keys())),
    ...paths
      .filter(([, fits]) => !all.some((one) => fits(pathOf(one))))
      .map(([name]) => unknown("judged path", name, all.map(pathOf))),
  ];
  if (problems.length > 0) return failure(problems);
  const chosen = all.filter(
    (one) =>
      (requirements.length === 0 ||
        requirementsOf(one).some((id) => requirements.some(([, fits]) => fits(id)))) &&
      (paths.length === 0 || paths.some(([, fits]) => fits(pathOf(one)))),
  );
  if (chosen.length > 0) return ok(chosen);
  const message = "no judged step fits all that was asked for";
  return failure([{ code: "NOTHING_SELECTED", message }]);
}

function unknown(kind: string, name: string, known: Iterable<string>): Problem {
  const message = `"${name}" fits no ${kind}`;
  return { code: "NOTHING_SELECTED", message, ...hinted(name, new Set(known)) };
}

const requirementsOf = ({ case: { checks }, step }: JudgedStep): readonly string[] =>
  checks.filter(({ on }) => on.includes(step.id)).map(({ requirement }) => requirement);

/** `/checkouts/{id}`, a parameter for every value of the case, without the query. */
const pathOf = ({ step: { path } }: JudgedStep): string =>
  path
    .map((part) => (typeof part === "string" ? part : "{id}"))
    .join("")
    .split("?", 1)[0] ?? "";

/** Parameters stand for any segment, whatever they are called. */
const asGlob = (path: string): string => path.replaceAll(/\{[^{},/]*\}/g, "*");
