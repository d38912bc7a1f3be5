import type { Json, Values } from "../case/json.ts";
import type { Expectation, StatusRange } from "../case/types.ts";
import type { Answered, Exchange } from "../http/types.ts";
import type { SchemaSet } from "../requirements/types.ts";
import { amountDifferences } from "./amounts.ts";
import { parseBody } from "./body.ts";
import { differences, digitsAt, showData } from "./matches.ts";
import { showBare } from "../text/show.ts";
import { inPlace } from "./places.ts";
import type { Difference } from "./types.ts";

/**
 * In what one exchange differs from what was expected of it; nothing when it holds. Pure.
 *
 * @param values What the case knew when the exchange was judged.
 */
export function differsFrom(
  expectation: Expectation,
  exchange: Exchange,
  values: Values,
  schemas: SchemaSet,
): readonly Difference[] {
  const { reply } = exchange;
  if (reply.kind === "silent") {
    return [{ at: "reply", expected: "a response", actual: `none: ${reply.message}` }];
  }
  return [
    ...statusDifferences(expectation.status, reply),
    ...headerDifferences(expectation.headers, reply, values),
    ...bodyDifferences(expectation, reply, values, schemas),
  ];
}

function statusDifferences(ranges: readonly StatusRange[] | undefined, reply: Answered) {
  if (ranges === undefined) return [];
  if (ranges.some(({ first, last }) => reply.status >= first && reply.status <= last)) return [];
  return [
    { at: "status", expected: ranges.map(rangeText).join(" or "), actual: statusText(reply) },
  ];
}

const rangeText = ({ first, last }: StatusRange): string =>
  first === last ? String(first) : `${String(first)[0]}xx`;

/** The status, with the codes of a documented error body: `409 (session_update_not_allowed)`. */
function statusText(reply: Answered): string {
  const body = parseBody(reply);
  const data = body.ok ? body.data : undefined;
  const errors = data !== null && typeof data === "object" && "errors" in data ? data.errors : [];
  const codes = (Array.isArray(errors) ? errors : []).flatMap((error: unknown) =>
    error !== null && typeof error === "object" && "code" in error
      ? [showBare(error.code, 80)]
      : [],
  );
  if (codes.length === 0) return String(reply.status);
  const more = codes.length > mostCodes ? ` and ${codes.length - mostCodes} more` : "";
  return `${reply.status} (${codes.slice(0, mostCodes).join(", ")}${more})`;
}

const mostCodes = 5;

function headerDifferences(headers: Expectation["headers"], reply: Answered, values: Values) {
  return headers.flatMap(({ name, schema, mayLack }) => {
    const value = reply.headers[name];
    if (value !== undefined) return differences(schema, value, values, `headers.${name}`);
    if (mayLack) return [];
    return differences(
      { type: "object", properties: { [name]: schema }, required: [name] },
      {},
      values,
      "headers",
    );
  });
}

function bodyDifferences(
  { body, schema, amounts }: Expectation,
  reply: Answered,
  values: Values,
  schemas: SchemaSet,
): readonly Difference[] {
  if (body?.kind === "empty") {
    const fault = reply.reading?.fault;
    if (reply.body === "" && fault === undefined) return [];
    const actual = fault === undefined ? showData(reply.body) : `what cannot be read: ${fault}`;
    return [{ at: "body", expected: "an empty body", actual }];
  }
  if (body === undefined && schema === undefined && amounts.length === 0) return [];
  const parsed = parseBody(reply);
  if (!parsed.ok) return [{ at: "body", expected: "a JSON body", actual: parsed.why }];
  return [
    ...(schema === undefined
      ? []
      : schemas.differences(schema, parsed.data).map((one) => exactly(one, parsed.data))),
    ...(body === undefined ? [] : differences(body.schema, inPlace(parsed.data), values, "body")),
    ...amountDifferences(amounts, inPlace(parsed.data), values),
  ];
}

/** The difference with the digits of a number that no double holds. */
function exactly(difference: Difference, data: Json): Difference {
  const digits = digitsAt(difference.at.split(".").slice(1), data);
  return digits === undefined ? difference : { ...difference, actual: digits };
}
