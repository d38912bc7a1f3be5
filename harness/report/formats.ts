import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Report } from "../../specs/types/report.format.d.ts";
import { whyCertified } from "../journal/bundle-files.ts";
import type { Problem } from "../problem.ts";
import { loadFormats } from "../read/format.ts";
import { hinted } from "../read/suggest.ts";
import { writeWhole } from "../read/write-whole.ts";
import { failure, ok, type Result } from "../result.ts";
import { renderCtrf } from "./ctrf/ctrf.ts";
import { renderHtml } from "./html/page.ts";
import { renderJson } from "./json/json.ts";
import { renderJunit } from "./junit/junit.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import { renderReplays } from "../replay/script.ts";

export interface BundleOptions {
  /** Folder of the bundle; made when it is not there. The journal in it is left alone. */
  readonly directory: string;
  readonly report: Report;
  /** Which writers run; all when absent. */
  readonly formats?: readonly string[];
  /** Folder of the JSON Schemas, `specs/formats` of the package. */
  readonly schemas: string;
}

/** A file of the bundle, its name relative to the folder. */
interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** Format name -> the files that its writer makes. */
const writers = {
  json: (report: Report) => [{ name: "report.json", text: renderJson(report) }],
  junit: (report: Report) => [{ name: "junit.xml", text: renderJunit(report) }],
  ctrf: (report: Report) => [{ name: "ctrf.json", text: renderCtrf(report) }],
  markdown: (report: Report) => [{ name: "summary.md", text: renderMarkdown(report) }],
  html: (report: Report, proof?: string) => [
    { name: "report.html", text: renderHtml(report, proof) },
  ],
  replay: (report: Report) => renderReplays(report),
} satisfies Readonly<Record<string, (report: Report, proof?: string) => readonly BundleFile[]>>;

export type Format = keyof typeof writers;

/** Names that `formats` takes. */
export const formatNames: readonly string[] = Object.keys(writers);

/**
 * Writes the files of a run beside its journal, each as a whole or not at all. Nothing is written when the report is
 * not valid against its schema.
 *
 * Problems: UNKNOWN_NAME (a format), REPORT_INVALID, FILE_UNWRITABLE, USAGE for the folder of a certificate.
 *
 * @returns The paths of the written files.
 */
export async function writeBundle(options: BundleOptions): Promise<Result<readonly string[]>> {
  const { directory, report, schemas } = options;
  const chosen = chooseFormats(options.formats ?? formatNames);
  if (!chosen.ok) return chosen;
  const refused = [...whyCertified(directory), ...(await problemsOf(report, schemas))];
  if (refused.length > 0) return failure(refused);
  const proof = await proofBeside(directory);
  const files = chosen.value.flatMap((format): readonly BundleFile[] =>
    writers[format](report, proof),
  );
  try {
    if (chosen.value.includes("replay")) await clearScripts(path.join(directory, "replay"));
    const written: string[] = [];
    for (const { name, text } of files) {
      const file = path.join(directory, name);
      await writeWhole(file, text, name.endsWith(".sh") ? { mode: 0o755 } : {});
      written.push(file);
    }
    return ok(written);
  } catch (error) {
    return failure([unwritable(directory, error)]);
  }
}

/** The page that `headwater mutate` left in the folder, if it did. */
async function proofBeside(directory: string): Promise<string | undefined> {
  const names = await readdir(directory).catch(() => []);
  return names.find((name) => name === "mutation.html");
}

function chooseFormats(names: readonly string[]): Result<readonly Format[]> {
  const unknown = names.filter((name) => !isFormat(name));
  if (unknown.length > 0) return failure(unknown.map(unknownFormat));
  return ok([...new Set(names)].filter(isFormat));
}

const isFormat = (name: string): name is Format => Object.hasOwn(writers, name);

function unknownFormat(name: string): Problem {
  return {
    code: "UNKNOWN_NAME",
    message: `there is no report format "${name}"`,
    ...hinted(name, formatNames),
  };
}

async function problemsOf(report: Report, schemas: string): Promise<readonly Problem[]> {
  const formats = await loadFormats(schemas);
  const checked = formats.checkData("report", report, "report.json");
  if (checked.ok) return [];
  return checked.problems.map((problem) => ({ ...problem, code: "REPORT_INVALID" }));
}

/** Scripts of an earlier run would repeat failures that may be gone. */
async function clearScripts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const stale = names.filter((name) => /\.sh(\.partial)?$/.test(name));
  for (const name of stale) await rm(path.join(folder, name));
}

function unwritable(directory: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "FILE_UNWRITABLE",
    at: { file: directory },
    message: `the bundle cannot be written (${reason})`,
    hint: "choose another folder with --out, or make room and mend the permissions",
  };
}
