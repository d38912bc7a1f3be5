import { stat } from "node:fs/promises";
import path from "node:path";
import { compileCase } from "../case/compile.ts";
import { compileFixtures } from "../case/fixture.ts";
import { vacuousCases } from "../case/vacuity.ts";
import type { Case } from "../case/types.ts";
import { readText, readYamlFolder, type SourceText } from "../read/files.ts";
import { parseYaml, type YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import { plural } from "../report/text/sentence.ts";
import { loadTarget } from "../implementation/load.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { unverified } from "./coverage.ts";
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
  const { library, specs } = workspace.value;
  const all = paths.length === 0;
  const cases = results.flatMap((result) => (result.ok ? result.value : []));
  const problems = [
    ...results.flatMap((result) => (result.ok ? [] : result.problems)),
    ...vacuousCases(all ? library.cases : cases, library.cases),
    ...(all ? unverified(workspace.value) : []),
  ];
  if (problems.length > 0) return reportProblems(problems, context, json);
  const own = [
    plural(library.cases.length, "case"),
    `${plural(library.fixtures.size, "fixture")} and actions`,
    plural(specs.requirements.size, "requirement"),
  ].join(", ");
  const text = `no problems in ${all ? own : plural(files.length, "file")}`;
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

/** The cases in it, if any. The kind of a file is told by its first key. */
async function lintFile(
  text: SourceText,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<readonly Case[]>> {
  const document = parseYaml(text);
  if (!document.ok) return document;
  const { formats, specs, library } = workspace;
  const keys = Object.keys(document.value.data ?? {});
  if (keys.includes("apis")) return noCase(await lintTarget(text.file, workspace, context));
  if (keys.includes("case") || keys.includes("checks")) {
    return compileCase(document.value, { formats, specs, fixtures: library.fixtures });
  }
  if (keys.includes("fixtures") || keys.includes("actions")) {
    return noCase(compileFixtures([document.value], formats, specs.schemas));
  }
  if (keys.includes("requirements")) return noCase(formats.check("requirement", document.value));
  if (keys.includes("baseline")) return noCase(formats.check("baseline", document.value));
  return failure([unknownKind(document.value)]);
}

const noCase = (checked: Result<unknown>): Result<readonly Case[]> =>
  checked.ok ? ok([]) : checked;

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
