import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import type { Neighbour } from "./html/page.ts";
import type { JunitDialect } from "./junit/dialect.ts";
import { type FileFormat, fileNames, onRequest } from "./model/file-names.ts";
import type { ResultSet } from "./model/result-set.ts";

/** A file of the results, its name relative to the folder. */
export interface ResultFile {
  readonly name: string;
  /** Its text, piece by piece, made while it is written: no piece is longer than what is told of one case or check. */
  readonly pieces: Iterable<string>;
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
type Text = (set: ResultSet, context: WriterContext) => string | Iterable<string>;
type TextFiles = (set: ResultSet) => readonly { readonly name: string; readonly text: string }[];

export type Format = FileFormat | "replay";

/**
 * Format name -> the writer that makes its files, which is loaded when it is asked for. A new format is a folder beside this file and
 * a line here.
 */
const writers: Readonly<Record<Format, () => Promise<Writer>>> = {
  json: async () => {
    const { renderJsonPieces } = await import("./json/json.ts");
    return one("json", (set, { formats }) => renderJsonPieces(set, formats));
  },
  junit: async () => {
    const { junitPieces } = await import("./junit/junit.ts");
    return one("junit", (set, { junitDialect }) => junitPieces(set, junitDialect));
  },
  ctrf: async () => one("ctrf", (await import("./ctrf/ctrf.ts")).ctrfPieces),
  markdown: async () => one("markdown", (await import("./markdown/markdown.ts")).renderMarkdown),
  html: async () => {
    const { htmlReport } = await import("./html/page.ts");
    return one("html", (set, { neighbour }) => htmlReport(set, neighbour));
  },
  replay: async () => several((await import("./replay/scripts.ts")).renderScripts),
  sarif: async () => one("sarif", (await import("./sarif/sarif.ts")).renderSarif),
  badge: async () => several((await import("./badge/badge.ts")).renderBadge),
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
export const filesOf = async (
  set: ResultSet,
  format: Format,
  context: WriterContext,
): Promise<readonly ResultFile[]> => (await writers[format]())(set, context);

/** What `filesOf` writes, by name; of scripts only their folder. */
export const fileNamesOf = ({ kind }: ResultSet, format: Format): readonly string[] =>
  format === "replay" ? [] : [fileNames[kind][format]];

const one =
  (format: FileFormat, render: Text): Writer =>
  (set, context) => [
    {
      name: fileNames[set.kind][format],
      pieces: {
        *[Symbol.iterator]() {
          const text = render(set, context);
          if (typeof text === "string") yield text;
          else yield* text;
        },
      },
    },
  ];

const several =
  (render: TextFiles): Writer =>
  (set) =>
    render(set).map(({ name, text }) => ({ name, pieces: [text] }));
