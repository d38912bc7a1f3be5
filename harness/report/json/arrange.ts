import { lazily } from "./pieces.ts";

/** The JSON Schema of this id: `https://headwater.dev/formats/report.schema.json`. */
export type SchemaOf = (id: string) => unknown;

/**
 * The same data with the keys of each object in the order in which its schema lists them; those that it does not list
 * come last, in the order in which they were, as do all keys of a map. Lists in it are arranged while they are read.
 *
 * @param format Name of the format that the data has.
 */
export function arrange(data: unknown, schemaOf: SchemaOf, format: string): unknown {
  const id = `https://headwater.dev/formats/${format}.schema.json`;
  return arranged(data, { schema: schemaOf(id), base: id }, shapes(schemaOf));
}

/** A part of a schema, and the id of the document in which its references are meant. */
interface Part {
  readonly schema: unknown;
  readonly base: string;
}

/** What a part says of the members of an object or a list. */
interface Shape {
  readonly properties: ReadonlyMap<string, Part>;
  readonly others: Part | undefined;
  readonly items: Part | undefined;
}

type Members = Readonly<Record<string, unknown>>;

function arranged(value: unknown, part: Part | undefined, shapeOf: (part: Part) => Shape): unknown {
  if (value === null || typeof value !== "object" || part === undefined) return value;
  const { properties, others, items } = shapeOf(part);
  if (Array.isArray(value)) return lazily(value, (item: unknown) => arranged(item, items, shapeOf));
  const members = value as Members;
  const known: Record<string, unknown> = {};
  for (const [key, own] of properties) {
    if (key in members) known[key] = arranged(members[key], own, shapeOf);
  }
  const further = Object.keys(members).filter((key) => !properties.has(key));
  if (further.length === 0) return known;
  const named = further.map((key) => [key, arranged(members[key], others, shapeOf)] as const);
  return Object.fromEntries([...Object.entries(known), ...named]);
}

/** The shape of each part, found once. */
function shapes(schemaOf: SchemaOf): (part: Part) => Shape {
  const known = new Map<unknown, Shape>();
  return (part) => {
    const found = known.get(part.schema) ?? shape(alternatives(part, schemaOf));
    known.set(part.schema, found);
    return found;
  };
}

function shape(parts: readonly Part[]): Shape {
  const under = ({ schema, base }: Part, keyword: string): readonly Part[] => {
    const found = membersOf(schema)[keyword];
    return found === undefined ? [] : [{ schema: found, base }];
  };
  const properties = parts.flatMap((part) =>
    under(part, "properties").flatMap(({ schema, base }) =>
      Object.entries(membersOf(schema)).map(([key, own]) => [key, { schema: own, base }] as const),
    ),
  );
  const [others] = parts.flatMap((part) => under(part, "additionalProperties"));
  const [items] = parts.flatMap((part) => under(part, "items"));
  // Of alternatives that have the same property, the first counts.
  return { properties: new Map([...properties, ...properties.toReversed()]), others, items };
}

/** The part itself, what it refers to, and its alternatives. */
function alternatives({ schema, base }: Part, schemaOf: SchemaOf): readonly Part[] {
  const { $ref, oneOf, anyOf, allOf } = membersOf(schema);
  const inner = [oneOf, anyOf, allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    { schema, base },
    ...(typeof $ref === "string" ? alternatives(resolved($ref, base, schemaOf), schemaOf) : []),
    ...inner.flatMap((one: unknown) => alternatives({ schema: one, base }, schemaOf)),
  ];
}

function resolved(reference: string, base: string, schemaOf: SchemaOf): Part {
  const url = new URL(reference, base);
  const path = url.hash.slice(1).split("/").filter(Boolean).map(decodeURIComponent);
  url.hash = "";
  const document = schemaOf(url.href);
  const schema = path.reduce<unknown>((at, key) => membersOf(at)[key], document);
  return { schema, base: url.href };
}

const membersOf = (value: unknown): Members =>
  value !== null && typeof value === "object" ? (value as Members) : {};
