import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { collect, failure, ok, type Result } from "../result.ts";

/** A text file with the name under which problems and reports mention it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** Largest YAML file that is read, in bytes: a case is a page, not a book. */
const largestFile = 1_048_576;

/**
 * The text of one file, read at once: of a thousand small files, handing each to another thread would cost more than reading it.
 * Problems: FILE_UNREADABLE, FILE_TOO_LARGE.
 */
export function readText(file: string, shown: string = file): Result<SourceText> {
  try {
    const { size } = statSync(file);
    if (size > largestFile) return failure([tooLarge(shown, size)]);
    return ok({ file: shown, text: readFileSync(file, "utf8") });
  } catch (error) {
    return failure([unreadable(shown, error)]);
  }
}

/** A file, and the name under which problems mention it. */
export interface NamedFile {
  readonly path: string;
  readonly shown: string;
}

/**
 * Every YAML file of a folder and its sub-folders, in the order of their names. Problems: FILE_UNREADABLE.
 *
 * @param folder Absolute path; problems name files relative to `base`.
 */
export function yamlFilesIn(folder: string, base: string): Result<readonly NamedFile[]> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
    return ok(files.map((file) => ({ path: file, shown: shownName(file, base) })));
  } catch (error) {
    return failure([unreadable(shownName(folder, base), error)]);
  }
}

/** The texts of all of them. Problems: those of each. */
export function readYamlFolder(folder: string, base: string): Result<readonly SourceText[]> {
  const files = yamlFilesIn(folder, base);
  return files.ok
    ? collect(files.value.map(({ path: file, shown }) => readText(file, shown)))
    : files;
}

function shownName(file: string, base: string): string {
  return path.relative(base, file).split(path.sep).join("/") || ".";
}

function tooLarge(file: string, size: number) {
  return {
    code: "FILE_TOO_LARGE",
    at: { file },
    message: `the file has ${size} bytes; at most ${largestFile} are read`,
    hint: "split it into several files",
  } as const;
}

function unreadable(file: string, error: unknown) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const message =
    code === "ENOENT"
      ? "there is no such file or folder"
      : `cannot be read (${String(code ?? error)})`;
  return { code: "FILE_UNREADABLE", at: { file }, message } as const;
}
