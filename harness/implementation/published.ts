import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import { digest } from "../read/digest.ts";
import { createRedact, type Redact } from "../secrets/redact.ts";
import { isHarmlessHeader, isVariables } from "./literal-secrets.ts";
import type { Target } from "./types.ts";

/** What a report says of the target by name: the bundled files leave it open. */
type Named = Pick<Target, "name" | "implementation">;

/** Stands for a value that the file holds itself and a certificate does not publish. */
const masked = "***";

/**
 * What a certificate publishes of a target file: its keys as `${NAME}` only, values of headers that stand in it masked unless
 * they are harmless. Of what was published, the same again.
 */
export function publishedDocument(
  document: TargetDocument,
  { name, implementation }: Named,
  redact: Redact,
): TargetDocument {
  const { name: _name, implementation: _implementation, apis, ...rest } = document;
  const shown = {
    name,
    ...(implementation && { implementation }),
    apis: Object.fromEntries(
      Object.entries(apis).map(([api, facts]) => [api, withoutKeys(api, facts)]),
    ),
    ...rest,
  };
  return withTexts(withoutHeaders(shown), redact) as TargetDocument;
}

/**
 * SHA-256 over what of a published target file decides what is sent, in hexadecimal: all but how connections are made and
 * how fast it goes.
 */
export function digestOfPublished(published: TargetDocument): string {
  const { connection: _, limits, ...rest } = published;
  const { concurrency: _1, requestsPerSecond: _2, ...bounds } = limits ?? {};
  return digest({ ...rest, limits: bounds });
}

/** The same of a target that is at hand; undefined for one that comes from no file. */
export function publishedDigest({ document, secrets, ...named }: Target): string | undefined {
  if (document === undefined) return undefined;
  return digestOfPublished(publishedDocument(document, named, createRedact(secrets)));
}

function withoutKeys(api: string, facts: NonNullable<TargetDocument["apis"]["commerce"]>) {
  const keys = Object.entries(facts.keys ?? {}).map(([kind, key]) => [
    kind,
    isVariables(key) ? key : `\${${`${api}_${kind}_key`.replaceAll("-", "_").toUpperCase()}}`,
  ]);
  return facts.keys === undefined ? facts : { ...facts, keys: Object.fromEntries(keys) as object };
}

/** Masks what stands under `headers`, at any depth: of an API, of a step, of an alternative. */
function withoutHeaders(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutHeaders);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key === "headers" ? harmlessOf(value) : withoutHeaders(value),
    ]),
  );
}

const harmlessOf = (headers: unknown): unknown =>
  headers === null || typeof headers !== "object" || Array.isArray(headers)
    ? headers
    : Object.fromEntries(
        Object.entries(headers).map(([name, value]: [string, unknown]) => [
          name,
          isHarmlessHeader(name, value) ? value : masked,
        ]),
      );

function withTexts(data: unknown, change: Redact): unknown {
  if (typeof data === "string") return change(data);
  if (Array.isArray(data)) return data.map((item) => withTexts(item, change));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [change(key), withTexts(value, change)]),
  );
}
