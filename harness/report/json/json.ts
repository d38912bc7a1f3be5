import type { Formats } from "../../read/format.ts";
import type { ResultSet } from "../model/result-set.ts";
import { arrange } from "./arrange.ts";

/** The results themselves, indented, their keys in the order of their schema. */
export function renderJson({ document }: Pick<ResultSet, "document">, formats: Formats): string {
  const { format, data } = document;
  return `${JSON.stringify(arrange(data, formats.schemaOf, format), null, 2)}\n`;
}
