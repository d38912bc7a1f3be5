import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { hinted } from "../read/suggest.ts";
import { claimableSourceTypes } from "../implementation/claims.ts";
import { type Draft, draftTarget, variablePrefix } from "../implementation/draft.ts";
import { isBaseUrl, loadTarget } from "../implementation/load.ts";
import { loadWorkspace, type Workspace } from "../workspace.ts";
import type { CommandContext, ExitCode } from "./context.ts";
import { reportProblems } from "./problems.ts";

/** Options of `headwater init`; what is left out is asked for on a terminal. */
export interface InitCommand {
  readonly out: string;
  readonly profiles: readonly string[];
  readonly sourceTypes: readonly string[];
  readonly name?: string;
  readonly baseUrl?: string;
  /** Take the default where nothing was said. */
  readonly yes: boolean;
  /** Overwrite the file. */
  readonly force: boolean;
}

/** Asks a person; an empty answer means the default. */
export type Ask = (question: string, fallback: string) => Promise<string>;

/**
 * Writes a target file from the template, with the recipes that the claimed profiles need.
 *
 * @param ask Absent when there is no terminal.
 */
export async function initCommand(
  command: InitCommand,
  ask: Ask | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(context.folders);
  if (!workspace.ok) return reportProblems(workspace.problems, context);
  return initTarget(command, ask, workspace.value, context);
}

/** The same with a workspace at hand. */
export async function initTarget(
  command: InitCommand,
  ask: Ask | undefined,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const file = path.resolve(context.workingFolder, command.out);
  if (!command.force && (await exists(file))) return reportProblems([taken(command.out)], context);
  const { library } = workspace;
  const draft = await readDraft(command, command.yes ? undefined : ask, workspace);
  const problems = problemsOf(draft, command, workspace);
  if (problems.length > 0) return reportProblems(problems, context);
  const template = await readFile(
    path.join(context.folders.suites, "targets/template.yaml"),
    "utf8",
  );
  try {
    const flag = command.force ? "w" : "wx";
    await writeFile(file, draftTarget(template, draft, library), { flag });
  } catch (error) {
    return reportProblems([unwritable(command.out, error)], context);
  }
  const lint = { ...workspace, environment: context.environment, mayBeUnset: true };
  const loaded = await loadTarget(file, lint, command.out);
  if (!loaded.ok) return reportProblems(loaded.problems, context);
  context.stdout.write(nextSteps(command.out, draft, [...loaded.value.recipes.keys()]));
  return 0;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const defaults = {
  name: "My server",
  baseUrl: "http://127.0.0.1:8080",
  profiles: "digital-river/core",
  sourceTypes: "creditCard",
};

async function readDraft(
  { name, baseUrl, profiles, sourceTypes, yes }: InitCommand,
  ask: Ask | undefined,
  { library }: Workspace,
): Promise<Draft> {
  const answer = async (question: string, fallback: string) =>
    ask === undefined ? fallback : (await ask(question, fallback)).trim() || fallback;
  const known = [...new Set(library.cases.map((testCase) => testCase.profile))].join(", ");
  const types = [...claimableSourceTypes(library)].join(", ");
  const fallbackUrl = yes || ask !== undefined ? defaults.baseUrl : "";
  return {
    name: name ?? (await answer("How do reports call the server?", defaults.name)),
    baseUrl: baseUrl ?? (await answer("Its base URL (${NAME} for a variable)?", fallbackUrl)),
    profiles:
      profiles.length > 0
        ? profiles
        : split(await answer(`What does it claim? Of ${known}\n`, defaults.profiles)),
    sourceTypes:
      sourceTypes.length > 0
        ? sourceTypes
        : split(await answer(`With which source types? Of ${types}\n`, defaults.sourceTypes)),
  };
}

const split = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

const unknown = (what: string, names: readonly string[], known: ReadonlySet<string>) =>
  names
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: "UNKNOWN_NAME" as const,
      message: `there is no ${what} "${name}"`,
      ...hinted(name, known),
    }));

function problemsOf(draft: Draft, command: InitCommand, { library }: Workspace): Problem[] {
  const profiles = new Set(library.cases.map((testCase) => testCase.profile));
  const types = claimableSourceTypes(library);
  return [
    ...(command.baseUrl === undefined && draft.baseUrl === "" ? [noUrl] : []),
    ...(draft.baseUrl === "" || draft.baseUrl.includes("${") || isBaseUrl(draft.baseUrl)
      ? []
      : [badUrl(draft.baseUrl)]),
    ...unknown("profile", draft.profiles, profiles),
    ...unknown("source type", draft.sourceTypes, types),
  ];
}

const taken = (file: string): Problem => ({
  code: "USAGE",
  at: { file },
  message: "the file is there already",
  hint: "--force overwrites it, --out names another",
});

const noUrl: Problem = {
  code: "USAGE",
  message: "where the server is was not said, and there is no terminal to ask",
  hint: "give --base-url, or --yes for all defaults",
};

const badUrl = (url: string): Problem => ({
  code: "URL",
  message: `"${url}" is no base URL`,
  hint: "http or https, host, port and path only: http://127.0.0.1:8080",
});

const unwritable = (file: string, error: unknown): Problem => ({
  code: "FILE_UNWRITABLE",
  at: { file },
  message: `cannot be written: ${error instanceof Error ? error.message : String(error)}`,
});

function nextSteps(out: string, { name }: Draft, recipes: readonly string[]): string {
  const prefix = variablePrefix(name);
  const fill = recipes.length === 0 ? "" : `Fill in how it does ${recipes.join(", ")}. `;
  return `wrote ${out}

${fill}Then:
  export ${prefix}_SECRET_KEY=... ${prefix}_PUBLIC_KEY=...
  headwater lint ${out}
  headwater doctor --target ${out}
  headwater run --target ${out} --dry-run
  headwater run --target ${out}
`;
}
