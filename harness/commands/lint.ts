import { stat } from "node:fs/promises";
import path from "node:path";
import { compileCase } from "../case/compile.ts";
import { compileContracts } from "../case/contract.ts";
import { dishonesties } from "../case/honesty.ts";
import { readText, readYamlFolder, type SourceText } from "../read/files.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { loadTarget } from "../target/load.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/**
 * Compiles the bundled suite and its targets, or the given files and folders against it,
 * and prints every problem at once. No request is sent.
 */
export async function lintCommand(
  paths: readonly string[],
  json: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace({ ...context.folders, cache: undefined });
  if (!workspace.ok) return reportProblems(workspace.problems, context, json);
  const targets = path.join(context.folders.suites, "targets");
  const wanted = paths.length === 0 ? [targets] : paths;
  const texts = collect(await Promise.all(wanted.map((one) => readPath(one, context))));
  if (!texts.ok) return reportProblems(texts.problems, context, json);
  const files = texts.value.flat();
  const results = await Promise.all(files.map((text) => lintFile(text, workspace.value, context)));
  const linted = collect(results);
  if (!linted.ok) return reportProblems(linted.problems, context, json);
  const { library, specs } = workspace.value;
  const dishonest = paths.length === 0 ? dishonesties(library.cases) : [];
  if (dishonest.length > 0) return reportProblems(dishonest, context, json);
  const own = `${library.cases.length} cases, ${library.contracts.size} fixtures and actions, ${specs.requirements.size} requirements`;
  const text =
    paths.length === 0
      ? `no problems in ${own}`
      : `no problems in ${files.length} ${files.length === 1 ? "file" : "files"}`;
  context.stdout.write(json ? `${JSON.stringify({ problems: [] }, null, 2)}\n` : `${text}\n`);
  return 0;
}

async function readPath(
  name: string,
  { workingFolder }: CommandContext,
): Promise<Result<readonly SourceText[]>> {
  const file = path.resolve(workingFolder, name);
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) return readYamlFolder(file, workingFolder);
  const text = await readText(file, path.relative(workingFolder, file) || name);
  return text.ok ? ok([text.value]) : text;
}

/** The kind of a file is told by its first key. */
async function lintFile(
  text: SourceText,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<unknown>> {
  const document = parseYaml(text);
  if (!document.ok) return document;
  const keys = Object.keys(document.value.data ?? {});
  if (keys.includes("apis")) return lintTarget(text.file, workspace, context);
  const { formats, specs, library } = workspace;
  if (keys.includes("case") || keys.includes("checks")) {
    return compileCase(document.value, { formats, specs, contracts: library.contracts });
  }
  if (keys.includes("fixtures") || keys.includes("actions")) {
    return compileContracts([document.value], formats, specs.schemas);
  }
  if (keys.includes("requirements")) return formats.check("requirement", document.value);
  if (keys.includes("baseline")) return formats.check("baseline", document.value);
  return failure([unknownKind(document.value)]);
}

/** Variables of the environment need not be set to lint a target. */
function lintTarget(
  file: string,
  workspace: Workspace,
  { workingFolder, environment }: CommandContext,
): Promise<Result<unknown>> {
  const context = { ...workspace, environment, mayBeUnset: true };
  return loadTarget(path.resolve(workingFolder, file), context, file);
}

const unknownKind = (document: YamlDocument) =>
  ({
    code: "FORMAT",
    at: document.placeOf([]),
    message: "this is no file of Headwater",
    hint: "a case starts with case:, fixtures with fixtures:, a target has apis:, a baseline baseline:",
  }) as const;
