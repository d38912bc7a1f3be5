// What specs/formats/ say, as a page for people: one line for each property of each format.

/** The formats in the order of the page, by who writes them. */
const chapters = [
  {
    title: "What you write",
    formats: ["target", "case", "step", "fixture", "recipe", "baseline"],
  },
  {
    title: "What commands write",
    formats: [
      "report",
      "exchange",
      "journal",
      "certificate",
      "envelope",
      "pact-report",
      "mutation",
    ],
  },
  {
    title: "What the suite is made of",
    formats: ["requirement", "pages", "abilities", "shared", "faults", "degenerate"],
  },
];

/** Formats of others, which the page does not explain. */
const ofOthers = ["pact"];

/**
 * The chapters of the page.
 *
 * @param {ReadonlyMap<string, object>} schemas Name of a format, `report`, to its schema.
 */
export function formatReference(schemas) {
  const known = [...chapters.flatMap(({ formats }) => formats), ...ofOthers];
  const missing = [...schemas.keys()].filter((name) => !known.includes(name));
  if (missing.length > 0) throw new Error(`no chapter has the format ${missing.join(", ")}`);
  return chapters
    .map(({ title, formats }) =>
      [`## ${title}`, ...formats.map((name) => formatSection(name, schemas))].join("\n\n"),
    )
    .join("\n\n");
}

function formatSection(format, schemas) {
  const schema = schemas.get(format);
  const parts = Object.entries(schema.$defs ?? {}).filter(([, part]) => isNamed(part));
  return [
    `### ${format}`,
    `\`specs/formats/${format}.schema.json\`. ${schema.description}`,
    ...linesOf(schema, { format, schemas }),
    ...parts.flatMap(([part, own]) => [
      `#### ${format}: ${part}`,
      ...(own.description === undefined ? [] : [own.description]),
      ...linesOf(own, { format, schemas }),
    ]),
  ].join("\n\n");
}

/** Whether a part has lines of its own; what is only a text or a number is told where it is used. */
const isNamed = (schema) => rowsOf(schema, "").length > 0;

/** The lines of an object and of the objects in it; none for what has no properties. */
function linesOf(schema, context) {
  const lines = new Set(rowsOf(schema, "").map((row) => lineOf(row, context)));
  return lines.size === 0 ? [] : [[...lines].join("\n")];
}

/** Every property below a schema with its path: `run.seed`, `cases[].id`, `apis.*.baseUrl`. */
function rowsOf(schema, path) {
  const { properties = {}, required = [], items, additionalProperties: others } = schema;
  const below = (key) => (path === "" ? key : `${path}.${key}`);
  return [
    ...Object.entries(properties).flatMap(([key, own]) => [
      { at: below(key), schema: own, optional: !required.includes(key) },
      ...rowsOf(own, below(key)),
    ]),
    ...[schema.oneOf, schema.anyOf].flatMap((choices = []) =>
      choices.flatMap((choice) => rowsOf(choice, path)),
    ),
    ...(items === undefined ? [] : rowsOf(items, `${path}[]`)),
    ...(typeof others === "object" ? rowsOf(others, below("*")) : []),
  ];
}

function lineOf({ at, schema, optional }, context) {
  const { description: about } =
    schema.description === undefined ? resolved(schema, context) : schema;
  return `- \`${at}${optional ? "?" : ""}\` (${kindOf(schema, context)}): ${about}`;
}

/** What a value is, in words. */
function kindOf(schema, context) {
  if (schema.$ref !== undefined) return referenceOf(schema, context);
  if ("const" in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${one}\``).join(", ");
  const choices = schema.oneOf ?? schema.anyOf;
  const kinds =
    choices === undefined
      ? typesOf(schema).map((type) => typeOf(type, schema, context))
      : choices.map((one) => kindOf(one, context));
  return [...new Set(kinds)].join(" or ");
}

/** What takes every type that JSON has takes anything. */
const typesOf = ({ type = "anything" }) =>
  ["object", "array", "string", "number", "boolean", "null"].every((one) => type.includes(one))
    ? ["anything"]
    : [type].flat();

function typeOf(type, schema, context) {
  const { items, additionalProperties: others } = schema;
  switch (type) {
    case "array":
      return items === undefined ? "list" : `list of ${grouped(kindOf(items, context))}`;
    case "object":
      return typeof others === "object" ? `map to ${grouped(kindOf(others, context))}` : "object";
    case "string":
      return { "date-time": "time", date: "day", uri: "URL" }[schema.format] ?? "text";
    case "integer":
      return "whole number";
    case "boolean":
      return "true or false";
    default:
      return type;
  }
}

const grouped = (kind) => (kind.includes(" or ") ? `(${kind})` : kind);

/** A link to the section that a part has; without one, what it is. */
function referenceOf(schema, context) {
  const { format, part } = placeOf(schema.$ref, context);
  const target = resolved(schema, context);
  if (part === undefined) return `[${format}](#${format})`;
  const anchor = `${format}-${part}`.toLowerCase();
  return isNamed(target) ? `[${part}](#${anchor})` : kindOf(target, { ...context, format });
}

/** What a `$ref` leads to; what has none is itself. */
function resolved(schema, context) {
  if (schema.$ref === undefined) return schema;
  const { format, steps } = placeOf(schema.$ref, context);
  return steps.reduce((at, step) => at[step], context.schemas.get(format));
}

/** `#/$defs/check` of the format report: the format, the way into it, and the part that it names, if it names one. */
function placeOf(reference, { format: own }) {
  const [address = "", place = ""] = reference.split("#");
  const format = address === "" ? own : address.split("/").at(-1).replace(".schema.json", "");
  const steps = place.split("/").slice(1);
  return { format, steps, part: steps[0] === "$defs" ? steps[1] : undefined };
}
