import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Draft } from "../implementation/draft.ts";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { Ask, CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { listOption } from "./option-values.ts";
import { withWorkspace } from "./with-workspace.ts";

/** What is left out is asked for on a terminal. */
interface InitFlags {
  readonly out: string;
  readonly name?: string;
  readonly baseUrl?: string;
  readonly profile: readonly string[];
  readonly sourceType: readonly string[];
  /** Take the default where nothing was said. */
  readonly yes?: true;
  /** Overwrite the file. */
  readonly force?: true;
}

/** init: a target file from the template, with the recipes that the claimed profiles need. */
export const initCommand: AddCommand = (program, action) => {
  program
    .command("init")
    .description("Write a target file for a server of your own; asks for what no option says.")
    .option("-o, --out <file>", "the file to write", "my-target.yaml")
    .option("--name <name>", "how reports call the server")
    .option("--base-url <url>", "where it is, or ${NAME} for a variable of the environment")
    .addOption(listOption("--profile <names>", "what it claims").default([], "digital-river/core"))
    .addOption(listOption("--source-type <types>", "with which types").default([], "creditCard"))
    .option("-y, --yes", "ask nothing, take the defaults")
    .option("--force", "overwrite the file")
    .action(
      action((context: CommandContext, flags: InitFlags) =>
        withWorkspace(context, (workspace) => init(flags, workspace, context)),
      ),
    );
};

async function init(
  flags: InitFlags,
  workspace: Workspace,
  { workingFolder, folders, environment, createAsk, stdout }: CommandContext,
): Promise<Result<ExitCode>> {
  const { draftTarget, variablePrefix } = await import("../implementation/draft.ts");
  const { loadTarget } = await import("../implementation/load-target.ts");
  const { out, yes = false, force = false } = flags;
  const file = path.resolve(workingFolder, out);
  if (!force && (await exists(file))) return failure([taken(out)]);
  const draft = await readDraft(flags, yes ? undefined : await createAsk(), workspace);
  const problems = await problemsOf(draft, flags, workspace);
  if (problems.length > 0) return failure(problems);
  const template = await readFile(path.join(folders.suites, "targets/template.yaml"), "utf8");
  try {
    const flag = force ? "w" : "wx";
    await writeFile(file, draftTarget(template, draft, workspace.library), { flag });
  } catch (error) {
    return failure([unwritable(out, error)]);
  }
  const loaded = await loadTarget(file, { ...workspace, environment, mayBeUnset: true }, out);
  if (!loaded.ok) return loaded;
  stdout.write(nextSteps(out, variablePrefix(draft.name), [...loaded.value.recipes.keys()]));
  return ok(0);
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
  { name, baseUrl, profile, sourceType, yes }: InitFlags,
  ask: Ask | undefined,
  { library }: Workspace,
): Promise<Draft> {
  const { claimableSourceTypes } = await import("../implementation/check-claims.ts");
  const answer = async (question: string, fallback: string) =>
    ask === undefined ? fallback : (await ask(question, fallback)).trim() || fallback;
  const known = [...new Set(library.cases.map((testCase) => testCase.profile))].join(", ");
  const types = [...claimableSourceTypes(library)].join(", ");
  const fallbackUrl = yes || ask !== undefined ? defaults.baseUrl : "";
  return {
    name: name ?? (await answer("How do reports call the server?", defaults.name)),
    baseUrl: baseUrl ?? (await answer("Its base URL (${NAME} for a variable)?", fallbackUrl)),
    profiles:
      profile.length > 0
        ? profile
        : split(await answer(`What does it claim? Of ${known}\n`, defaults.profiles)),
    sourceTypes:
      sourceType.length > 0
        ? sourceType
        : split(await answer(`With which source types? Of ${types}\n`, defaults.sourceTypes)),
  };
}

const split = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

async function problemsOf(
  draft: Draft,
  { baseUrl }: InitFlags,
  { library }: Workspace,
): Promise<readonly Problem[]> {
  const { isBaseUrl, noBaseUrl } = await import("../implementation/base-url.ts");
  const { claimableSourceTypes } = await import("../implementation/check-claims.ts");
  const { hinted } = await import("../read/suggest.ts");
  const unknown = (what: string, names: readonly string[], known: ReadonlySet<string>) =>
    names
      .filter((name) => !known.has(name))
      .map((name) => ({
        code: "UNKNOWN_NAME" as const,
        message: `there is no ${what} "${name}"`,
        ...hinted(name, known),
      }));
  const profiles = new Set(library.cases.map((testCase) => testCase.profile));
  const types = claimableSourceTypes(library);
  return [
    ...(baseUrl === undefined && draft.baseUrl === "" ? [noUrl] : []),
    ...(draft.baseUrl === "" || draft.baseUrl.includes("${") || isBaseUrl(draft.baseUrl)
      ? []
      : [noBaseUrl(draft.baseUrl)]),
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

const unwritable = (file: string, error: unknown): Problem => ({
  code: "FILE_UNWRITABLE",
  at: { file },
  message: `cannot be written: ${error instanceof Error ? error.message : String(error)}`,
});

function nextSteps(out: string, prefix: string, recipes: readonly string[]): string {
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
