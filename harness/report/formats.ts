import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { renderCtrf } from "./ctrf/ctrf.ts";
import { type Neighbour, renderHtml } from "./html/page.ts";
import { renderJson } from "./json/json.ts";
import { renderBadge } from "./badge/badge.ts";
import type { JunitDialect } from "./junit/dialect.ts";
import { renderJunit } from "./junit/junit.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import { type FileFormat, fileNames, onRequest } from "./model/file-names.ts";
import type { ResultSet } from "./model/result-set.ts";
import { renderSarif } from "./sarif/sarif.ts";
import { renderScripts } from "./replay/scripts.ts";

/** A file of the results, its name relative to the folder. */
export interface ResultFile {
  readonly name: string;
  readonly text: string;
}

/** What a writer may need beside the results. */
export interface WriterContext {
  readonly formats: Formats;
  /** A page that stands in the same folder. */
  readonly neighbour?: Neighbour;
  /** `common` when absent. */
  readonly junitDialect?: JunitDialect;
}

type Writer = (set: ResultSet, context: WriterContext) => readonly ResultFile[];

export type Format = FileFormat | "replay";

/** Format name -> the files that its writer makes. A new format is a folder beside this file and a line here. */
const writers: Readonly<Record<Format, Writer>> = {
  json: (set, { formats }) => one(set, "json", renderJson(set, formats)),
  junit: (set, { junitDialect }) => one(set, "junit", renderJunit(set, junitDialect)),
  ctrf: (set) => one(set, "ctrf", renderCtrf(set)),
  markdown: (set) => one(set, "markdown", renderMarkdown(set)),
  html: (set, { neighbour }) => one(set, "html", renderHtml(set, neighbour)),
  replay: renderScripts,
  sarif: (set) => one(set, "sarif", renderSarif(set)),
  badge: renderBadge,
};

/** What is written when nothing is asked for. */
export const usualFormats = (kind: ResultSet["kind"]): readonly Format[] =>
  formatNames(kind).filter((format) => !onRequest.includes(format));

/** Names of the formats that can show such results. */
export const formatNames = (kind: ResultSet["kind"]): readonly Format[] =>
  (Object.keys(writers) as Format[]).filter((format) => format !== "replay" || kind === "run");

/** A problem for each name that is no format of such results. */
export const unknownFormats = (
  names: readonly string[],
  kind: ResultSet["kind"],
): readonly Problem[] =>
  names
    .filter((name) => !formatNames(kind).some((known) => known === name))
    .map((name) => ({
      code: "UNKNOWN_NAME",
      message: `there is no reporter "${name}"`,
      ...hinted(name, formatNames(kind)),
    }));

/** The files that one format makes of the results. */
export const filesOf = (
  set: ResultSet,
  format: Format,
  context: WriterContext,
): readonly ResultFile[] => writers[format](set, context);

/** What `filesOf` writes, by name; of scripts only their folder. */
export const fileNamesOf = ({ kind }: ResultSet, format: Format): readonly string[] =>
  format === "replay" ? [] : [fileNames[kind][format]];

const one = ({ kind }: ResultSet, format: FileFormat, text: string): readonly ResultFile[] => [
  { name: fileNames[kind][format], text },
];
