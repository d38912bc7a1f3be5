import path from "node:path";
import { type Command, Option } from "commander";
import type { Baseline } from "../baseline/entries.ts";
import { type JunitDialect, junitDialects } from "../report/junit/dialect.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import { listOption } from "./option-values.ts";

/** What every command that ends with a report may be asked. */
export interface OutputFlags {
  readonly reporter: readonly string[];
  readonly junitDialect?: JunitDialect;
  /** File of the baseline, as the user named it. */
  readonly baseline?: string;
  readonly json?: true;
}

/** The same, read and checked. */
export interface OutputOptions {
  readonly reporters: readonly string[];
  readonly junitDialect?: JunitDialect;
  readonly json: boolean;
  readonly baseline?: Baseline;
}

export const addOutputOptions = (command: Command): Command =>
  command
    .addOption(listOption("--reporter <names>", "write only these files of the bundle"))
    .addOption(junitDialectOption())
    .option("--baseline <file>", "the failures that are known and accepted")
    .option("--json", "print the report as JSON");

/** Which reader of JUnit XML the file is for. */
export const junitDialectOption = (): Option =>
  new Option("--junit-dialect <name>", "whose reading junit.xml fits (default: common)").choices(
    junitDialects,
  );

/** Reads what a report will need at its end, so that a mistake shows before anything is sent. */
export async function readOutputOptions(
  { reporter: reporters, junitDialect, json, baseline }: OutputFlags,
  workspace: Workspace,
  { workingFolder }: CommandContext,
): Promise<Result<OutputOptions>> {
  const { parseBaseline } = await import("../baseline/parse.ts");
  const { readText } = await import("../read/files.ts");
  const { unknownFormats } = await import("../report/formats.ts");
  const unknown = unknownFormats(reporters, "run");
  if (unknown.length > 0) return failure(unknown);
  const asked = { reporters, json: json ?? false, ...(junitDialect && { junitDialect }) };
  if (baseline === undefined) return ok(asked);
  const text = readText(path.resolve(workingFolder, baseline), baseline);
  const read = text.ok ? parseBaseline(text.value, workspace) : text;
  return read.ok ? ok({ ...asked, baseline: read.value }) : read;
}
