import type { Values } from "../case/json.ts";
import type { CallStep, Case } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import type { SchemaSet } from "../requirements/types.ts";
import { differsFrom } from "./expect.ts";
import { takeValues } from "./select.ts";

/** Whether a polled step may stop: its own expectation and every check on it hold. */
export function isSettled(
  step: CallStep,
  checks: Case["checks"],
  exchange: Exchange,
  values: Values,
  schemas: SchemaSet,
): boolean {
  const known = { ...values, ...takeValues(step.take, exchange, values) };
  const expectations = [
    ...(step.expect === undefined ? [] : [step.expect]),
    ...checks.filter((check) => check.on.includes(step.id)).map((check) => check.expect),
  ];
  return (
    step.take.every(({ name }) => known[name] !== undefined) &&
    expectations.every((expect) => differsFrom(expect, exchange, known, schemas).length === 0)
  );
}
