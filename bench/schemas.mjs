import { readFile, writeFile } from "node:fs/promises";
import { parse } from "yaml";

/** Writes the schemas of the API as one JSON file, for those who do not read OpenAPI. */
export async function writeSchemas(file) {
  const { components } = parse(await readFile("specs/openapi/digital-river.yaml", "utf8"));
  await writeFile(file, JSON.stringify({ $id: "api", components }));
}
