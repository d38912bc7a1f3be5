import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CodeOptions } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { digestOfFormats, type ValidatorOf } from "./built-formats.ts";

const addFormats = addFormatsModule.default;

/** A validator for each JSON Schema of a folder, compiled when it is asked for; of the same schemas, once in a process. */
export function compileFormats(folder: string): ValidatorOf {
  const digest = digestOfFormats(folder);
  const ajv = compiling.get(digest) ?? formatsAjv(folder);
  compiling.set(digest, ajv);
  return (format) => {
    const found = ajv.getSchema(formatId(format));
    if (found === undefined) throw new Error(`no format ${format} in ${folder}`);
    return found;
  };
}

const compiling = new Map<string, Ajv2020>();

/** What compiles the JSON Schemas of a folder. */
export function formatsAjv(folder: string, code: CodeOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    verbose: true,
    discriminator: true,
    code,
  });
  addFormats(ajv);
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".schema.json"))
      ajv.addSchema(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  }
  return ajv;
}

/** The id of a format's schema. */
export const formatId = (format: string): string =>
  `https://headwater.dev/formats/${format}.schema.json`;
