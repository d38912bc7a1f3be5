import path from "node:path";
import { compileOwn } from "../case/own-files.ts";
import { fileKind } from "../case/file-kind.ts";
import type { Library } from "../case/types.ts";
import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { besideBundled, readPaths } from "./own-cases.ts";
import { onEachChange } from "./watch.ts";
import { compilingAnew, withWorkspace } from "./with-workspace.ts";

interface LintFlags {
  readonly json?: true;
  readonly watch?: true;
}

/** lint: compiles the bundled suite and its targets, or the given files and folders against it; every problem at once. */
export const lintCommand: AddCommand = (program, action) => {
  program
    .command("lint")
    .description(
      "Compile the suites, or the given cases, fixtures, targets; show every problem. Sends nothing.",
    )
    .argument("[paths...]", "files or folders")
    .option("--json", "print JSON")
    .option("--watch", "again at each change of a file")
    .action(
      action((context: CommandContext, paths: readonly string[], flags: LintFlags) => {
        const once = () => lintOnce(paths, flags, context);
        if (!flags.watch) return once();
        const { suites, specs } = context.folders;
        return onEachChange(paths.length > 0 ? paths : [suites, specs], context, once, flags.json);
      }),
    );
};

/** The bundled suite is compiled anew where it is what is looked at. */
const lintOnce = (
  paths: readonly string[],
  flags: LintFlags,
  context: CommandContext,
): Promise<Result<ExitCode>> =>
  withWorkspace(paths.length === 0 ? compilingAnew(context) : context, async (workspace) => {
    const linted = await lint(paths, workspace, context);
    if (!linted.ok) return linted;
    context.stdout.write(flags.json ? asJson({ problems: [] }) : `${linted.value}\n`);
    return ok<ExitCode>(0);
  });

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
  const read = await readPaths(wanted, context);
  const { library, specs } = workspace;
  const others = withoutFiles(library, read.documents, workspace, context);
  // Words that bundled files alone use are known while those files are linted.
  const beside = { ...(await besideBundled(workspace)), library: others };
  const own = compileOwn(read.documents, beside);
  const checked = await Promise.all(
    read.documents.map((document) => lintFile(document, workspace, context)),
  );
  const problems = [
    ...read.problems,
    ...own.problems,
    ...own.vacuous,
    ...checked.flat(),
    ...(isWhole
      ? [...vacuousCases(library.cases), ...unusedShared(library.shared), ...unverified(workspace)]
      : []),
  ];
  if (problems.length > 0) return failure(problems);
  if (!isWhole) return ok(`no problems in ${plural(read.documents.length, "file")}`);
  const all = [
    plural(library.cases.length, "case"),
    `${plural(library.fixtures.size, "fixture")} and actions`,
    plural(specs.requirements.size, "requirement"),
  ];
  return ok(`no problems in ${all.join(", ")}`);
}

/** Of the library, what does not stand in these files: a bundled file is no double of itself. */
function withoutFiles(
  library: Library,
  documents: readonly YamlDocument[],
  { folders }: Workspace,
  { workingFolder }: CommandContext,
): Library {
  const linted = new Set(documents.map(({ file }) => path.resolve(workingFolder, file)));
  const isElsewhere = ({ origin }: { readonly origin: { readonly file: string } }) =>
    !linted.has(path.resolve(folders.base, origin.file));
  const among = <T extends { readonly origin: { readonly file: string } }>(
    named: ReadonlyMap<string, T>,
  ) => new Map([...named].filter(([, one]) => isElsewhere(one)));
  const { cases, fixtures, shared, digest } = library;
  return {
    cases: cases.filter(isElsewhere),
    fixtures: among(fixtures),
    shared: { axes: among(shared.axes), settled: among(shared.settled) },
    digest,
  };
}

/** What is wrong with a file of which cases are not made. */
async function lintFile(
  document: YamlDocument,
  workspace: Workspace,
  context: CommandContext,
): Promise<readonly Problem[]> {
  const kind = fileKind(document);
  switch (kind) {
    case "case":
    case "fixture":
    case "shared":
      return [];
    case "target":
      return problemsOf(await lintTarget(document.file, workspace, context));
    case "requirement":
    case "baseline":
      return problemsOf(workspace.formats.check(kind, document));
    case undefined:
      return [unknownKind(document)];
  }
}

const problemsOf = (result: Result<unknown>): readonly Problem[] =>
  result.ok ? [] : result.problems;

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
