import { writeText } from "../case/template.ts";
import type { Values } from "../case/json.ts";
import type { CallStep } from "../case/types.ts";
import type { Exchange } from "../http/types.ts";
import type { SchemaSet } from "../requirements/types.ts";
import { withNeed } from "./ability.ts";
import { differsFrom } from "./expect.ts";

/**
 * Why nothing after this exchange can be said: no response came, or the step's own expectation
 * does not hold. Without ids in it, so that equal causes of many cases are seen as one.
 */
export function whyStopped(
  step: CallStep,
  exchange: Exchange,
  values: Values,
  schemas: SchemaSet,
): string | undefined {
  const call = `${step.method} ${writeText(step.path)}`;
  if (exchange.reply.kind === "silent") return `${call}: no response, ${exchange.reply.message}`;
  if (step.expect === undefined) return undefined;
  const [first] = differsFrom(step.expect, exchange, values, schemas);
  return (
    first && withNeed(`${call}: ${first.at} should be ${first.expected}, is ${first.actual}`, step)
  );
}
