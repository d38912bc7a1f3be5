import type { Values } from "../case/json.ts";
import { expectationRefs, knownPart } from "../case/expectation.ts";
import { textRefs } from "../case/template.ts";
import type { CallStep, Case, Check } from "../case/types.ts";
import { whyUnable } from "../check/ability.ts";
import { differsFrom } from "../check/expect.ts";
import { takeValues } from "../check/select.ts";
import type { Exchange } from "../http/types.ts";
import { boundFindings } from "../judge/bounds.ts";
import type { SpecBook } from "../requirements/types.ts";
import { findJudged } from "./judged-step.ts";
import type { Mismatch } from "./report.ts";
import type { Task } from "./task.ts";
import { variableOf } from "./variable.ts";

/** What was answered to an interaction, and the variables that its states handed on. */
export interface Answer {
  readonly exchange: Exchange;
  readonly values: Values;
}

/** The must checks on a step of which one answer is enough; an interaction names them in its comments. */
export const checksOn = ({ checks }: Case, step: CallStep): readonly Check[] =>
  checks.filter(
    ({ on, level, holds }) => on.includes(step.id) && level === "must" && holds === undefined,
  );

/**
 * In what an answer differs from the checks that its interaction names: what Pact cannot say, that an id comes back or how amounts
 * go together. What needs a value that no state handed on is left aside, as in an interaction that no case stands behind.
 */
export function holdAnswer(
  { interaction: { comments = {} } }: Task,
  { exchange, values }: Answer,
  cases: readonly Case[],
  { schemas }: SpecBook,
): readonly Mismatch[] {
  const { testname, checks } = comments;
  const judged = typeof testname === "string" ? findJudged(testname, cases) : undefined;
  if (judged === undefined || !Array.isArray(checks)) return [];
  const { case: testCase, step } = judged;
  return checksOn(testCase, step)
    .filter(({ id }) => checks.includes(id))
    .flatMap((check) => {
      const known = valuesFor(check, step, exchange, values);
      if (whyUnable(step, check.expect, exchange) !== undefined) return [];
      const { part } = knownPart(check.expect, known);
      const found = differsFrom(part, exchange, known, schemas[step.api]);
      const findings = found.map((one) => ({ step: step.id, exchange: 0, ...one }));
      return boundFindings(findings).map(({ at, expected, actual }) => ({
        path: at.replace(/^body (?=\$)/, "").replace(/^body/, "$"),
        expected,
        actual,
        message: `the check ${check.id} demands it (${check.requirement})`,
      }));
    });
}

/** What a check refers to, by the names of its case. */
function valuesFor(
  { expect }: Check,
  { take }: CallStep,
  exchange: Exchange,
  variables: Values,
): Values {
  const refs = [...expectationRefs(expect), ...take.flatMap(({ path }) => textRefs(path))];
  const known = Object.fromEntries(
    refs.flatMap((ref) => {
      const value = variables[variableOf(ref)];
      return value === undefined ? [] : [[ref, value] as const];
    }),
  );
  return { ...known, ...takeValues(take, exchange, known) };
}
