import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ValidateFunction } from "ajv";
import { built } from "../built.ts";
import { digestOfFiles } from "./digest.ts";

/** A format's validator. Throws for a name that is no format. */
export type ValidatorOf = (format: string) => ValidateFunction;

/** The validators that were compiled when the package was built; undefined when they are not those of this folder. */
export function builtValidators(folder: string): ValidatorOf | undefined {
  const own = built && path.join(built.folder, "formats");
  const stamp = own && path.join(own, "digest");
  if (stamp === undefined || !existsSync(stamp)) return undefined;
  if (readFileSync(stamp, "utf8") !== digestOfFormats(folder)) return undefined;
  const load = createRequire(stamp);
  return (format) => load(`./${format}.cjs`) as ValidateFunction;
}

/** SHA-256 over the JSON Schemas of a folder. */
export const digestOfFormats = (folder: string): string =>
  digestOfFiles(
    readdirSync(folder)
      .filter((name) => name.endsWith(".schema.json"))
      .toSorted()
      .map((name) => path.join(folder, name)),
  );
