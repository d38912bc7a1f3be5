import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { built } from "../built.ts";

/** The part of an OpenAPI document that is read: its schemas judge, its paths are known to the linter. */
export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** The schemas of an API, and of which text they are. */
interface BuiltApi extends OpenApiDocument {
  /** SHA-256. */
  readonly of: string;
}

/**
 * The schemas of an OpenAPI document as they were read when the package was built; undefined when they are of another text.
 *
 * @param digest Of the text.
 */
export function builtApi(file: string, digest: string): OpenApiDocument | undefined {
  const own = built && path.join(built.folder, `${path.basename(file, ".yaml")}.json`);
  if (own === undefined || !existsSync(own)) return undefined;
  const { of, ...document } = JSON.parse(readFileSync(own, "utf8")) as BuiltApi;
  return of === digest ? document : undefined;
}

/** What is kept of an OpenAPI document, as JSON. */
export const apiJson = (
  text: string,
  { paths = {}, components: { schemas } }: OpenApiDocument,
): string =>
  JSON.stringify({
    of: digestOfText(text),
    paths: Object.fromEntries(Object.keys(paths).map((name) => [name, {}])),
    components: { schemas },
  } satisfies BuiltApi);

/** SHA-256 of a text. */
export const digestOfText = (text: string): string =>
  createHash("sha256").update(text).digest("hex");
