import { groupBy } from "../group.ts";
import type { Place, Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import type { Case, Check, Expectation, StatusRange } from "./types.ts";

/**
 * What compiled cases can still do wrong: refuse without a reason, refuse without a control,
 * or look at nothing. Such cases run; they prove less than they seem to.
 *
 * @param among Cases that can be a control.
 * @returns CONTROL, UNKNOWN_CASE and VACUOUS, each once a case file.
 */
export function vacuousCases(
  cases: readonly Case[],
  among: readonly Case[] = cases,
): readonly Problem[] {
  const known = new Set([...cases, ...among].map((testCase) => testCase.base));
  const files = [...groupBy(cases, (testCase) => testCase.base).values()];
  return files.flatMap((combinations) => {
    const [first] = combinations;
    if (first === undefined) return [];
    return [
      ...unknownControl(first, known),
      ...missingControl(first, combinations),
      ...unreasoned(first),
      ...blind(first),
    ];
  });
}

function unknownControl(
  { control, steps, origin }: Case,
  known: ReadonlySet<string>,
): readonly Problem[] {
  if (control === undefined || known.has(control)) return [];
  if (steps.some((step) => step.id === control)) return [];
  const message = `the control "${control}" is neither a case nor a step of this case`;
  return [{ code: "UNKNOWN_CASE", at: origin, message, ...hinted(control, known) }];
}

/** A server that refuses everything would pass a refusal; its control shows the same call succeeding. */
function missingControl(first: Case, combinations: readonly Case[]): readonly Problem[] {
  const refuses = combinations.some((testCase) =>
    testCase.checks.some((check) => isRefusal(check.expect)),
  );
  if (!refuses || first.control !== undefined) return [];
  const message = `the case ${first.base} demands a refusal and names no control`;
  const hint = "control: a case, or a step of this one, in which the same call succeeds";
  return [{ code: "CONTROL", at: first.origin, message, hint }];
}

/** A refusal by status alone is also passed by a server that refuses for another reason. */
function unreasoned(testCase: Case): readonly Problem[] {
  const reasoned = new Set(testCase.checks.filter(hasReason).flatMap((check) => check.on));
  return testCase.checks
    .filter((check) => isRefusal(check.expect) && check.on.some((step) => !reasoned.has(step)))
    .map((check) =>
      vacuous(
        check.origin,
        `${testCase.base}/${check.id} demands a refusal without its reason`,
        reason,
      ),
    );
}

const reason =
  "expect body: { type: conflict, errors: { contains: { code: ... } } }, here or in another check on the step";

function blind(testCase: Case): readonly Problem[] {
  return testCase.checks
    .filter((check) => looksAtNothing(check))
    .map((check) =>
      vacuous(
        check.origin,
        `${testCase.base}/${check.id} looks at nothing that can be wrong`,
        "add what must hold",
      ),
    );
}

const isRefusal = ({ status }: Expectation): boolean =>
  status !== undefined && status.length > 0 && status.every(({ first }) => first >= 400);

/** The wider documentation does not always name a code; below must, what else the body shows will do. */
const hasReason = ({ level, expect: { body, schema } }: Check): boolean =>
  schema === "Errors" ||
  (body?.kind === "like" &&
    (level !== "must" ||
      ["type", "errors"].some((field) => field in Object(body.schema["properties"]))));

function looksAtNothing({ expect: { status, headers, schema, body, amounts } }: Check): boolean {
  return (
    (status === undefined || isAnyStatus(status)) &&
    schema === undefined &&
    headers.length + amounts.length === 0 &&
    (body === undefined ||
      (body.kind === "like" &&
        Object.keys(body.schema).every((key) => key === "type" || key === "$comment")))
  );
}

/** Every class in which an answer can end. */
const isAnyStatus = (ranges: readonly StatusRange[]): boolean =>
  [200, 300, 400, 500].every((start) =>
    ranges.some(({ first, last }) => first <= start && last >= start + 99),
  );

const vacuous = (at: Place, message: string, hint: string): Problem => ({
  code: "VACUOUS",
  at,
  message,
  hint,
});
