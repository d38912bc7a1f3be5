import type { Formats } from "../../read/format.ts";
import type { ResultSet } from "../model/result-set.ts";
import { arrange } from "./arrange.ts";

/** The results themselves, indented, their keys in the order of their schema where they have one. */
export function renderJson({ document }: Pick<ResultSet, "document">, formats: Formats): string {
  const { format, data } = document;
  const arranged = format === undefined ? data : arrange(data, formats.schemaOf, format);
  return `${JSON.stringify(arranged, null, 2)}\n`;
}
