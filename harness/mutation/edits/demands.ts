import { writeText } from "../../case/template.ts";
import type { Json } from "../../case/json.ts";
import type { Check, Expectation, MatcherSchema } from "../../case/types.ts";
import { isRecord } from "./data.ts";
import type { Edit } from "./edit.ts";

/** One single demand of a check: a status, a header, a field, an amount. */
export interface Demand {
  /** The same in every combination of the case. */
  readonly key: string;
  /** In words. */
  readonly says: string;
  readonly expect: Expectation;
  /** It asks for more than a form: only another value, or an edit below its place, puts it to the test. */
  readonly value: boolean;
  /** Where it stands: `body.payment.sources`. */
  readonly at: string;
  /** Names of the fields that it looks at. */
  readonly names: readonly string[];
}

/** Whether an answer with this edit can show that the demand is one. */
export function isTestedBy({ value, at }: Demand, edit: Edit): boolean {
  if (edit.at !== "reply" && areaOf(edit.at) !== areaOf(at)) return false;
  return !value || edit.value || (edit.at.startsWith(at) && edit.at.length > at.length);
}

/** `status`, `headers` or `body`. */
const areaOf = (place: string): string => place.split(".", 1)[0] ?? place;

/** Takes a check apart: a status that is looked at must not hide a field that is not. */
export function demandsOf({ expect }: Check): readonly Demand[] {
  const { status, schema, body } = expect;
  return [
    ...(status === undefined ? [] : [formal("status", "the status", "status", { status })]),
    ...expect.headers.map(ofHeader),
    ...(schema === undefined ? [] : [formal("schema", `the schema ${schema}`, "body", { schema })]),
    ...(body?.kind === "empty" ? [formal("body", "an empty body", "body", { body })] : []),
    ...(body?.kind === "like" ? leaves(body.schema, []).map(ofLeaf) : []),
    ...expect.amounts.map(ofAmount),
  ];
}

const only = (part: Partial<Expectation>): Expectation => ({ headers: [], amounts: [], ...part });

const formal = (key: string, says: string, at: string, part: Partial<Expectation>): Demand => ({
  key,
  says,
  expect: only(part),
  value: false,
  at,
  names: [],
});

const ofHeader = (header: Expectation["headers"][number]): Demand => ({
  key: `header ${header.name}`,
  says: `header ${header.name}: ${commentOf(header.schema)}`,
  expect: only({ headers: [header] }),
  value: demandsValue(header.schema),
  at: `headers.${header.name}`,
  names: [],
});

const ofAmount = (amount: Expectation["amounts"][number], index: number): Demand => ({
  key: `amount ${index}`,
  says: `the sum of ${writeText(amount.path)}`,
  expect: only({ amounts: [amount] }),
  value: true,
  at: "body",
  names: writeText(amount.path).match(/[A-Za-z]\w*/g) ?? [],
});

const ofLeaf = ({ whole, inner, path }: Leaf): Demand => ({
  key: `body ${path.join(".")} ${Object.keys(inner).toSorted().join(" ")}`,
  says: `${["body", ...path].join(".")}: ${commentOf(inner)}`,
  at: ["body", ...path].join("."),
  expect: only({ body: { kind: "like", schema: whole } }),
  value: demandsValue(inner),
  names: [...path, ...namesIn(inner)],
});

interface Leaf {
  /** The schema of a whole body that demands this alone. */
  readonly whole: MatcherSchema;
  /** What it demands of the field. */
  readonly inner: MatcherSchema;
  readonly path: readonly string[];
}

/** Conjunctions and fields are taken apart; what stands in lists, alternatives and negations is one demand. */
function leaves(schema: MatcherSchema, path: readonly string[]): readonly Leaf[] {
  const { allOf, properties, type } = schema;
  if (Array.isArray(allOf)) {
    const typed = type === undefined ? {} : { type };
    return allOf.flatMap((part: Json) =>
      isRecord(part) ? leaves({ ...typed, ...part }, path) : [],
    );
  }
  const [field, ...others] = isRecord(properties) ? Object.entries(properties) : [];
  if (field === undefined || others.length > 0 || !isRecord(field[1])) {
    return [{ whole: schema, inner: schema, path }];
  }
  const [name, inner] = field;
  return leaves(inner, [...path, name]).map((leaf) => ({
    ...leaf,
    whole: { ...schema, properties: { [name]: leaf.whole } },
  }));
}

const valued = ["x-equals", "x-money", "x-includes", "pattern", "minItems", "contains"];

function demandsValue(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(demandsValue);
  if (!isRecord(schema)) return false;
  if (valued.some((keyword) => keyword in schema)) return true;
  if ("const" in schema) return schema["const"] !== null;
  const { not } = schema;
  const isAbsent = isRecord(not) && Object.keys(not).length === 0;
  return isAbsent || Object.values(schema).some(demandsValue);
}

function namesIn(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (!isRecord(schema)) return [];
  const own = isRecord(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

const commentOf = ({ $comment }: MatcherSchema): string =>
  typeof $comment === "string" ? $comment : "anything";
