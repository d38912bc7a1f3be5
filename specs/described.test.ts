import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

// Editors show what a property is for, and docs/formats.md is made of it.

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

type Schemas = ReadonlyMap<string, Schema>;

const files = readdirSync("specs/formats").filter((file) => file.endsWith(".schema.json"));

const schemas: Schemas = new Map(
  files.map((file) => [file, JSON.parse(readFileSync(`specs/formats/${file}`, "utf8")) as Schema]),
);

/** Conditions say again of a property what it must be, and not what it is. */
const conditions = new Set(["if", "then", "else", "not"]);

/** Every property below a schema that says nothing of itself, nor where it refers to, by its way. */
function undescribed(schema: unknown, way: string, file: string, all: Schemas): readonly string[] {
  if (schema === null || typeof schema !== "object") return [];
  const { properties = {} } = schema as Schema;
  const own = Object.entries(properties)
    .filter(([, property]) => (described(property, file, all) ?? "").length < 4)
    .map(([name]) => `${way}/${name}`);
  const below = Object.entries(schema)
    .filter(([key]) => !conditions.has(key))
    .flatMap(([key, value]) => undescribed(value, `${way}/${key}`, file, all));
  return [...own, ...below];
}

function described(schema: Schema, file: string, all: Schemas): string | undefined {
  if (schema.description !== undefined || schema.$ref === undefined) return schema.description;
  const [address = "", place = ""] = schema.$ref.split("#");
  const name = address === "" ? file : (address.split("/").at(-1) ?? "");
  const target = place
    .split("/")
    .slice(1)
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], all.get(name));
  return described(target as Schema, name, all);
}

it.each(files)("every property of %s is described", (file) => {
  expect(undescribed(schemas.get(file), "", file, schemas)).toEqual([]);
});

it("what is not described would be found, however deep, and through a reference", () => {
  const text = { type: "string" };
  const made = {
    properties: { a: { description: "What it is.", items: { properties: { b: text } } } },
    oneOf: [{ properties: { c: { $ref: "#/$defs/d" } } }],
    $defs: { d: text },
  };
  const found = undescribed(made, "", "made", new Map([["made", made as Schema]]));
  expect(found).toEqual(["/properties/a/items/b", "/oneOf/0/c"]);
});
