import type { Abilities } from "../requirements/types.ts";
import type { Json } from "./json.ts";
import { writeText } from "./template.ts";
import type { CallStep, Check, Expectation } from "./types.ts";

/** The abilities that must checks, preconditions and taken values ask for by what of an answer they look at. */
export function answerAbilities(
  calls: readonly CallStep[],
  checks: readonly Check[],
  { abilities }: Abilities,
): readonly string[] {
  const expectations = [
    ...checks.filter(({ level }) => level === "must").map(({ expect }) => expect),
    ...calls.flatMap(({ expect }) => (expect === undefined ? [] : [expect])),
  ];
  const taken = calls.flatMap(({ take }) => take.map(({ path }) => writeText(path)));
  return [...abilities.values()]
    .filter(({ answers }) =>
      answers.some((answer) => {
        const [list = "", member = ""] = answer.split(": ");
        return (
          expectations.some((expect) => looksAt(expect, list, member)) ||
          taken.some((path) => selects(path, list, member))
        );
      }),
    )
    .map(({ id }) => id);
}

const looksAt = ({ body, amounts }: Expectation, list: string, member: string): boolean =>
  (body?.kind === "like" && fieldsOf(body.schema, list).some((items) => hasField(items, member))) ||
  amounts.some(({ path }) => selects(writeText(path), list, member));

/** `$.payment.charges[?@.sourceId == '{id}'].amount` looks at the sourceId of charges. */
const selects = (path: string, list: string, member: string): boolean =>
  path.includes(`.${list}[`) &&
  new RegExp(`[.]${member}\\b`).test(path.split(`.${list}[`)[1] ?? "");

const hasField = (schema: Json, name: string): boolean => fieldsOf(schema, name).length > 0;

/** What a lowered matcher says of the fields of a name, at any depth. */
function fieldsOf(schema: Json, name: string): readonly Json[] {
  if (schema === null || typeof schema !== "object") return [];
  if (Array.isArray(schema)) return schema.flatMap((part: Json) => fieldsOf(part, name));
  return Object.entries(schema).flatMap(([key, value]) => {
    const here = key === "properties" && isRecord(value) ? value[name] : undefined;
    return [...(here === undefined ? [] : [here]), ...fieldsOf(value, name)];
  });
}

const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
