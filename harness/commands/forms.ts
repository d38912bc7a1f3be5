import path from "node:path";
import { type Command, Option } from "commander";
import { failure, ok, type Result } from "../result.ts";
import type { CommandContext } from "./context.ts";
import { folderName } from "./option-values.ts";

/** In which forms a result is wanted; none of them stands for text. */
export interface FormFlags {
  readonly markdown?: true;
  readonly html?: true;
  readonly json?: true;
  /** The folder for files. */
  readonly out?: string;
}

/** How a result looks in each form; only what is asked for is made. */
export interface Forms {
  readonly text: () => Promise<string> | string;
  readonly markdown: () => Promise<string> | string;
  readonly html: () => Promise<string> | string;
  readonly json: () => Promise<string> | string;
}

export const addFormOptions = (command: Command, name: string): Command =>
  command
    .addOption(new Option("--markdown", "print Markdown, for a comment on a pull request"))
    .addOption(new Option("--html", "print a page that needs nothing else"))
    .addOption(new Option("--json", "print JSON"))
    .addOption(
      new Option(
        "-o, --out <dir>",
        `write files, each form into ${name}.md, .html or .json (default where more than one is asked for: reports/${name})`,
      ).argParser(folderName),
    );

/**
 * Prints a result in the form that is asked for. More than one, or a folder: each is a file of that folder, and text is printed.
 * Problems: FILE_UNWRITABLE.
 *
 * @param name Of the files.
 */
export async function giveForms(
  name: string,
  forms: Forms,
  flags: FormFlags,
  { workingFolder, stdout }: CommandContext,
): Promise<Result<undefined>> {
  const named = files.filter(([form]) => flags[form]);
  const [only, second] = named;
  if (flags.out === undefined && second === undefined) {
    stdout.write(await forms[only?.[0] ?? "text"]());
    return ok(undefined);
  }
  const { writeWhole } = await import("../read/write-whole.ts");
  const out = flags.out ?? `reports/${name}`;
  const written: string[] = [];
  for (const [form, ending] of named.length === 0 ? files : named) {
    const file = path.join(out, `${name}.${ending}`);
    try {
      await writeWhole(path.resolve(workingFolder, file), await forms[form]());
    } catch (error) {
      const message = `it cannot be written: ${error instanceof Error ? error.message : String(error)}`;
      return failure([{ code: "FILE_UNWRITABLE", at: { file }, message }]);
    }
    written.push(file);
  }
  stdout.write(`${await forms.text()}\nwritten  ${written.join("  ")}\n`);
  return ok(undefined);
}

const files = [
  ["markdown", "md"],
  ["html", "html"],
  ["json", "json"],
] as const;
