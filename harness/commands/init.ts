import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Problem, renderProblem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { DraftFlags } from "./init-draft.ts";
import { listOption } from "./option-values.ts";
import { withWorkspace } from "./with-workspace.ts";

/** What is left out is asked for on a terminal; `yes` takes the defaults. */
interface InitFlags extends DraftFlags {
  readonly out: string;
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
    .addOption(
      listOption(
        "--source-type <types>",
        "with which types: creditCard, creditCard:saved, konbini:once:receiver",
      ).default([], "creditCard"),
    )
    .addOption(listOption("--currency <codes>", "the currencies that it takes"))
    .addOption(listOption("--ability <names>", "what it can do beyond the seed pages, or none"))
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
  { workingFolder, folders, environment, createAsk, stdout, stderr }: CommandContext,
): Promise<Result<ExitCode>> {
  const { draftTarget, variablePrefix } = await import("../implementation/draft.ts");
  const { readDraft } = await import("./init-draft.ts");
  const { loadTarget } = await import("../implementation/load-target.ts");
  const { out, yes = false, force = false } = flags;
  const file = path.resolve(workingFolder, out);
  if (!force && (await exists(file))) return failure([taken(out)]);
  const complain = (problems: readonly Problem[]) => {
    stderr.write(`${problems.map(renderProblem).join("\n")}\n`);
  };
  const ask = yes ? undefined : await createAsk();
  const read = await readDraft(flags, { workspace, ask, complain });
  if (!read.ok) return read;
  const draft = read.value;
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

const taken = (file: string): Problem => ({
  code: "USAGE",
  at: { file },
  message: "the file is there already",
  hint: "--force overwrites it, --out names another",
});

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
