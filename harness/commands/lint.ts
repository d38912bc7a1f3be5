import { stat } from "node:fs/promises";
import path from "node:path";
import type { Case } from "../case/types.ts";
import type { SourceText } from "../read/files.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { collect, failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { withWorkspace } from "./with-workspace.ts";

/** lint: compiles the bundled suite and its targets, or the given files and folders against it; every problem at once. */
export const lintCommand: AddCommand = (program, action) => {
  program
    .command("lint")
    .description(
      "Compile the suites, or the given cases, fixtures, targets; show every problem. Sends nothing.",
    )
    .argument("[paths...]", "files or folders")
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, paths: readonly string[], flags: { json?: true }) => {
        const anew = { ...context, folders: { ...context.folders, cache: undefined } };
        return withWorkspace(anew, async (workspace) => {
          const linted = await lint(paths, workspace, context);
          if (!linted.ok) return linted;
          context.stdout.write(flags.json ? asJson({ problems: [] }) : `${linted.value}\n`);
          return ok<ExitCode>(0);
        });
      }),
    );
};

/** What was found to be without problems, in words. */
async function lint(
  paths: readonly string[],
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<string>> {
  const { unusedShared } = await import("../case/shared-users.ts");
  const { vacuousCases } = await import("../case/vacuity.ts");
  const { plural } = await import("../text/plural.ts");
  const { unverified } = await import("./coverage.ts");
  const isWhole = paths.length === 0;
  const wanted = isWhole ? [path.join(context.folders.suites, "targets")] : paths;
  const texts = collect(await Promise.all(wanted.map((name) => readPath(name, context))));
  if (!texts.ok) return texts;
  const files = texts.value.flat();
  const results = await Promise.all(files.map((text) => lintFile(text, workspace, context)));
  const { library, specs } = workspace;
  const cases = results.flatMap((result) => (result.ok ? result.value : []));
  const problems = [
    ...results.flatMap((result) => (result.ok ? [] : result.problems)),
    ...vacuousCases(isWhole ? library.cases : cases, library.cases),
    ...(isWhole ? [...unusedShared(library.shared), ...unverified(workspace)] : []),
  ];
  if (problems.length > 0) return failure(problems);
  if (!isWhole) return ok(`no problems in ${plural(files.length, "file")}`);
  const all = [
    plural(library.cases.length, "case"),
    `${plural(library.fixtures.size, "fixture")} and actions`,
    plural(specs.requirements.size, "requirement"),
  ];
  return ok(`no problems in ${all.join(", ")}`);
}

async function readPath(
  name: string,
  { workingFolder }: CommandContext,
): Promise<Result<readonly SourceText[]>> {
  const { readText, readYamlFolder } = await import("../read/files.ts");
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
  const { compileCase } = await import("../case/compile.ts");
  const { compileFixtures } = await import("../case/fixture.ts");
  const { parseYaml } = await import("../read/yaml.ts");
  const document = parseYaml(text);
  if (!document.ok) {
    const { maskProblems } = await import("../secrets/mask-problems.ts");
    return failure(maskProblems(document.problems, [], []));
  }
  const { formats, specs, library } = workspace;
  const keys = Object.keys(document.value.data ?? {});
  if (keys.includes("apis")) return noCase(await lintTarget(text.file, workspace, context));
  if (keys.includes("case") || keys.includes("checks")) {
    return compileCase(document.value, { formats, specs, ...library });
  }
  if (keys.includes("fixtures") || keys.includes("actions")) {
    const beside = { ...library, formats, schemas: specs.schemas, known: library.fixtures };
    return noCase(compileFixtures([document.value], beside));
  }
  if (keys.includes("axes") || keys.includes("settled")) {
    const { compileShared } = await import("../case/shared.ts");
    return noCase(compileShared([document.value], formats));
  }
  if (keys.includes("requirements")) return noCase(formats.check("requirement", document.value));
  if (keys.includes("baseline")) return noCase(formats.check("baseline", document.value));
  return failure([unknownKind(document.value)]);
}

const noCase = (checked: Result<unknown>): Result<readonly Case[]> =>
  checked.ok ? ok([]) : checked;

/** Variables of the environment need not be set to lint a target. */
async function lintTarget(
  file: string,
  workspace: Workspace,
  { workingFolder, environment }: CommandContext,
): Promise<Result<unknown>> {
  const { loadTarget } = await import("../implementation/load-target.ts");
  const context = { ...workspace, environment, mayBeUnset: true };
  return loadTarget(path.resolve(workingFolder, file), context, file);
}

const unknownKind = (document: YamlDocument) =>
  ({
    code: "FORMAT",
    at: document.placeOf([]),
    message: "this is no file of Headwater",
    hint: "a case starts with case:, fixtures with fixtures:, a target has apis:, a baseline baseline:, what cases share axes: or settled:",
  }) as const;
