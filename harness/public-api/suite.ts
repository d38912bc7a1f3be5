import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import envPaths from "env-paths";
import type { Case } from "../case/types.ts";
import type { CommandContext } from "../commands/context.ts";
import { besideBundled, withOwnCases } from "../commands/own-cases.ts";
import { compileOwn } from "../case/own-files.ts";
import type { TargetEdges } from "../implementation/open-target.ts";
import type { Problem } from "../problem.ts";
import { parseYaml } from "../read/yaml.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import { valueOf } from "./problem-error.ts";

/** The bundled cases, fixtures and requirements, and one's own beside them. */
export interface Suite extends Workspace {
  /** Of Headwater. */
  readonly version: string;
  /** Absolute path of the package. */
  readonly root: string;
  /** Files of one's own are named relative to this folder. */
  readonly workingFolder: string;
}

export interface SuiteOptions {
  /** Files and folders of cases of one's own. */
  readonly cases?: readonly string[];
  /** The process's own when absent. */
  readonly workingFolder?: string;
}

/** Reads the bundled suite, compiled once for all processes. Rejects with a ProblemError for cases of one's own. */
export async function loadSuite({
  cases = [],
  workingFolder = process.cwd(),
}: SuiteOptions = {}): Promise<Suite> {
  const root = packageRoot(path.dirname(fileURLToPath(import.meta.url)));
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const folders = {
    base: root,
    specs: path.join(root, "specs"),
    suites: path.join(root, "suites"),
    cache: process.env["HEADWATER_CACHE"] ?? envPaths("headwater").cache,
  };
  const bundled = valueOf(await loadWorkspace(folders));
  const all = valueOf(await withOwnCases(bundled, cases, { workingFolder }));
  return { ...all, version: manifest.version, root, workingFolder };
}

/** A case file compiled: its combinations, and everything that is wrong with it. */
export interface Compiled {
  readonly cases: readonly Case[];
  readonly problems: readonly Problem[];
}

/**
 * Compiles the text of a case file against a suite. Pure.
 *
 * @param file The name under which problems mention it.
 */
export async function compile(text: string, file: string, suite: Suite): Promise<Compiled> {
  const document = parseYaml({ file, text });
  if (!document.ok) return { cases: [], problems: document.problems };
  const { cases, problems, vacuous } = compileOwn([document.value], await besideBundled(suite));
  return { cases, problems: [...problems, ...vacuous] };
}

/** The file in which a case stands, absolute. */
export function fileOf({ origin }: Pick<Case, "origin">, { root, workingFolder }: Suite): string {
  const own = path.resolve(workingFolder, origin.file);
  return existsSync(own) ? own : path.resolve(root, origin.file);
}

/** What targets are opened with. */
export const edgesOf = (
  suite: Suite,
  environment: CommandContext["environment"] = process.env,
): TargetEdges => ({
  workingFolder: suite.workingFolder,
  environment,
  version: suite.version,
  referenceEntry: path.join(suite.root, "dist/reference-impl/main.js"),
  faultCatalogue: path.join(suite.root, "reference-impl/faults"),
});

function packageRoot(folder: string): string {
  if (existsSync(path.join(folder, "package.json"))) return folder;
  return packageRoot(path.dirname(folder));
}
