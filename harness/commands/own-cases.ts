import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Beside } from "../case/own-files.ts";
import type { Problem } from "../problem.ts";
import type { YamlDocument } from "../read/yaml.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

/** What own files are compiled beside: the bundled suite, and the words that it uses. */
export async function besideBundled(workspace: Workspace): Promise<Beside> {
  const { claimableSourceTypes } = await import("../implementation/check-claims.ts");
  const { library, specs, formats } = workspace;
  const vocabulary = {
    profiles: new Set(library.cases.map(({ profile }) => profile)),
    sourceTypes: claimableSourceTypes(library),
    fixtures: library.fixtures,
    schemas: specs.schemas,
  };
  return { library, specs, formats, vocabulary };
}

/** What could be read, and the problems of what could not. */
export interface ReadPaths {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

/** The YAML files below the paths; what they are is not asked. */
export async function readPaths(
  paths: readonly string[],
  context: Pick<CommandContext, "workingFolder">,
): Promise<ReadPaths> {
  const { parseYaml } = await import("../read/yaml.ts");
  const { maskProblems } = await import("../secrets/mask-problems.ts");
  const texts = await Promise.all(paths.map((name) => readPath(name, context)));
  const parsed = texts.flatMap((text) => (text.ok ? text.value.map(parseYaml) : []));
  return {
    documents: parsed.flatMap((document) => (document.ok ? [document.value] : [])),
    problems: [
      ...texts.flatMap((text) => (text.ok ? [] : text.problems)),
      ...parsed.flatMap((one) => (one.ok ? [] : maskProblems(one.problems, [], []))),
    ],
  };
}

/** The workspace with the user's own cases, fixtures and what they share. Problems: every one in any of their files. */
export async function withOwnCases(
  workspace: Workspace,
  paths: readonly string[],
  context: Pick<CommandContext, "workingFolder">,
): Promise<Result<Workspace>> {
  const { compileOwn } = await import("../case/own-files.ts");
  const read = await readPaths(paths, context);
  const own = compileOwn(read.documents, await besideBundled(workspace));
  const problems = [...read.problems, ...own.problems];
  return problems.length > 0 ? failure(problems) : ok({ ...workspace, library: own.library });
}

async function readPath(name: string, { workingFolder }: Pick<CommandContext, "workingFolder">) {
  const { readText, readYamlFolder } = await import("../read/files.ts");
  const file = path.resolve(workingFolder, name);
  if (existsSync(file) && statSync(file).isDirectory()) return readYamlFolder(file, workingFolder);
  const text = readText(file, path.relative(workingFolder, file) || name);
  return text.ok ? ok([text.value]) : text;
}

/**
 * Which of the patterns are files or folders of the user's own, and the patterns as the cases in them are called: relative to
 * the working folder. What stands in the bundled suites is none of them, nor what a bundled case is called.
 */
export function ownPaths(
  patterns: readonly string[],
  { workingFolder, folders }: Pick<CommandContext, "workingFolder" | "folders">,
): { readonly own: readonly string[]; readonly patterns: readonly string[] } {
  const named = patterns.map((pattern) => {
    const file = path.resolve(workingFolder, pattern);
    const isOwn = existsSync(file) && file !== workingFolder && !within(file, folders.suites);
    return { pattern, own: isOwn ? path.relative(workingFolder, file) : undefined };
  });
  return {
    own: named.flatMap(({ own }) => own ?? []),
    patterns: named.map(({ pattern, own }) => own ?? pattern),
  };
}

const within = (file: string, folder: string): boolean => `${file}/`.startsWith(`${folder}/`);
