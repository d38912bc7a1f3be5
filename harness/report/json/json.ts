import type { Formats } from "../../read/format.ts";
import type { ResultSet } from "../model/result-set.ts";
import { arrange } from "./arrange.ts";
import { jsonPieces } from "./pieces.ts";

/** The results themselves, indented, their keys in the order of their schema. */
export const renderJson = (set: Pick<ResultSet, "document">, formats: Formats): string =>
  [...renderJsonPieces(set, formats)].join("");

/** The same in pieces. */
export function* renderJsonPieces(
  { document: { format, data } }: Pick<ResultSet, "document">,
  formats: Formats,
): Generator<string> {
  yield* jsonPieces(arrange(data, formats.schemaOf, format));
  yield "\n";
}
