import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { replayFolder, whyCertified } from "../journal/bundle-files.ts";
import { whyNotOurs } from "../journal/ours.ts";
import type { Problem } from "../problem.ts";
import type { Formats } from "../read/format.ts";
import { writeWhole } from "../read/write-whole.ts";
import { failure, ok, type Result } from "../result.ts";
import {
  fileNamesOf,
  filesOf,
  type Format,
  formatNames,
  type ResultFile,
  unknownFormats,
  usualFormats,
} from "./formats.ts";
import type { Neighbour } from "./html/page.ts";
import type { JunitDialect } from "./junit/dialect.ts";
import { fileNames } from "./model/file-names.ts";
import type { ResultSet } from "./model/result-set.ts";

export interface WriteOptions {
  /** Folder of the files; made when it is not there. The journal in it is left alone. */
  readonly directory: string;
  readonly results: ResultSet;
  /** Which writers run; all when absent. */
  readonly chosen?: readonly string[];
  readonly formats: Formats;
  readonly junitDialect?: JunitDialect;
  /** Told of each file that is missing because its writer crashed: a fault of ours, which changes no verdict. */
  readonly onLost?: (problem: Problem) => void;
}

/**
 * Writes results in the chosen formats, each file as a whole or not at all. Nothing is written when what JSON shows is
 * not valid against its schema.
 *
 * Problems: UNKNOWN_NAME (a format), REPORT_INVALID, FILE_UNWRITABLE, USAGE for the folder of a certificate, or for one with
 * files of others.
 *
 * @returns The paths of the written files.
 */
export async function writeResults(options: WriteOptions): Promise<Result<readonly string[]>> {
  const { directory, results, formats, junitDialect } = options;
  const chosen = chooseFormats(options.chosen ?? usualFormats(results.kind), results.kind);
  if (!chosen.ok) return chosen;
  const refused = [...whyCertified(directory), ...whyInvalid(results, formats)];
  if (refused.length > 0) return failure(refused);
  const neighbour = await neighbourIn(directory, results);
  const context = {
    formats,
    ...(neighbour && { neighbour }),
    ...(junitDialect && { junitDialect }),
  };
  try {
    const files: ResultFile[] = [];
    for (const format of chosen.value) {
      await orLost(fileNamesOf(results, format), options, async () => {
        files.push(...(await filesOf(results, format, context)));
      });
    }
    const taken = whyNotOurs(directory, namesAmong(files, chosen.value));
    if (taken.length > 0) return failure(taken);
    if (chosen.value.includes("replay")) await clearScripts(path.join(directory, replayFolder));
    const written: string[] = [];
    for (const { name, pieces } of files) {
      const file = path.join(directory, name);
      await orLost([name], options, async () => {
        await writeWhole(file, pieces, name.endsWith(".sh") ? { mode: 0o755 } : {});
        written.push(file);
      });
    }
    return ok(written);
  } catch (error) {
    return failure([unwritable(directory, error)]);
  }
}

/** What is replaced: the scripts as a whole, whether there are new ones or not. */
const namesAmong = (files: readonly ResultFile[], chosen: readonly Format[]): readonly string[] => [
  ...files.map(({ name }) => name).filter((name) => path.dirname(name) === "."),
  ...(chosen.includes("replay") ? [replayFolder] : []),
];

/** A writer that crashes costs its own files, and no other. What the disk refuses is thrown on. */
async function orLost(
  names: readonly string[],
  { directory, onLost }: WriteOptions,
  make: () => Promise<void>,
): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw error;
    const why = error instanceof Error ? error.message : String(error);
    for (const name of names) {
      await rm(path.join(directory, name), { force: true });
      const message = `was not written (${why})`;
      onLost?.({ code: "FILE_UNWRITABLE", at: { file: name }, message });
    }
  }
}

function chooseFormats(
  names: readonly string[],
  kind: ResultSet["kind"],
): Result<readonly Format[]> {
  const unknown = unknownFormats(names, kind);
  if (unknown.length > 0) return failure(unknown);
  return ok([...new Set(names)].flatMap((name) => formatNames(kind).filter((one) => one === name)));
}

/** The report of a run and a proof of the suite in one folder lead to each other. */
async function neighbourIn(directory: string, { kind }: ResultSet): Promise<Neighbour | undefined> {
  const names: readonly string[] = await readdir(directory).catch(() => []);
  const { run, mutation } = fileNames;
  if (kind === "run" && names.includes(mutation.html)) {
    return { file: mutation.html, label: "How well these cases tell right from wrong" };
  }
  // The page of a run is written anew after the proof, from its data.
  if (kind === "mutation" && names.includes(run.json)) {
    return { file: run.html, label: "The report of the run beside it" };
  }
  return undefined;
}

function whyInvalid(
  { document: { format, data } }: ResultSet,
  formats: Formats,
): readonly Problem[] {
  const checked = formats.checkData(format, data, `${format}.json`);
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
    message: `the files cannot be written (${reason})`,
    hint: "choose another folder with --out, or make room and mend the permissions",
  };
}
