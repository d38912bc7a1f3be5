/** The JSON Schema of this id: `https://headwater.dev/formats/report.schema.json`. */
export type SchemaOf = (id: string) => unknown;

/**
 * The same data with the keys of each object in the order in which its schema lists them; those that it does not list
 * come last, in the order in which they were, as do all keys of a map.
 *
 * @param format Name of the format that the data has.
 */
export function arrange(data: unknown, schemaOf: SchemaOf, format: string): unknown {
  const id = `https://headwater.dev/formats/${format}.schema.json`;
  return arranged(data, { schema: schemaOf(id), base: id }, schemaOf);
}

/** A part of a schema, and the id of the document in which its references are meant. */
interface Part {
  readonly schema: unknown;
  readonly base: string;
}

type Members = Readonly<Record<string, unknown>>;

function arranged(value: unknown, part: Part, schemaOf: SchemaOf): unknown {
  if (value === null || typeof value !== "object") return value;
  const parts = alternatives(part, schemaOf);
  const under = (keyword: string): Part | undefined => {
    const found = parts.find(({ schema }) => membersOf(schema)[keyword] !== undefined);
    return found && { schema: membersOf(found.schema)[keyword], base: found.base };
  };
  if (Array.isArray(value)) {
    const items = under("items");
    return items === undefined
      ? value
      : value.map((item: unknown) => arranged(item, items, schemaOf));
  }
  const properties = new Map<string, Part>();
  for (const { schema, base } of parts) {
    for (const [key, member] of Object.entries(membersOf(membersOf(schema)["properties"]))) {
      if (!properties.has(key)) properties.set(key, { schema: member, base });
    }
  }
  const others = under("additionalProperties");
  const members: Members = { ...value };
  const known = [...properties.keys()].filter((key) => key in members);
  const keys = [...known, ...Object.keys(members).filter((key) => !properties.has(key))];
  return Object.fromEntries(
    keys.map((key) => {
      const own = properties.get(key) ?? others;
      return [key, own === undefined ? members[key] : arranged(members[key], own, schemaOf)];
    }),
  );
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
