import path from "node:path";
import type { Target } from "../../implementation/types.ts";
import { failure, ok, type Result } from "../../result.ts";
import type { Workspace } from "../../workspace.ts";
import { folderName } from "../option-values.ts";
import type { AddCommand } from "../command.ts";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { withTarget, withWorkspace } from "../with-workspace.ts";
import { writeWhole } from "../../read/write-whole.ts";

/** pact generate: the pacts of the cases and a page about what they hold; see `recordPacts`. */
export const generateCommand: AddCommand = (pact, action) => {
  pact
    .command("generate")
    .description("Write pacts from the cases, as the reference implementation answers them.")
    .option("-o, --out <dir>", "folder of the pacts", folderName, "reports/pacts")
    .action(
      action((context: CommandContext, { out }: { readonly out: string }) =>
        withWorkspace(context, (workspace) =>
          withTarget({ target: "reference" }, workspace, context, ({ target }) =>
            generate(out, target, workspace, context),
          ),
        ),
      ),
    );
};

async function generate(
  out: string,
  target: Target,
  workspace: Workspace,
  { workingFolder, stdout }: CommandContext,
): Promise<Result<ExitCode>> {
  const { openDriver } = await import("../../execute/driver.ts");
  const { coverageSentence } = await import("../../pact/coverage.ts");
  const { generatedFiles } = await import("../../pact/files.ts");
  const { recordPacts } = await import("../../pact/recorder.ts");
  const { specs, formats } = workspace;
  const { driver, close } = openDriver({ target, specs });
  try {
    const recorded = await recordPacts(workspace, driver);
    if (!recorded.ok) return recorded;
    const generated = recorded.value;
    const problems = generated.pacts.flatMap((pact) => {
      const checked = formats.checkData("pact", pact, pact.provider.name);
      return checked.ok ? [] : checked.problems;
    });
    if (problems.length > 0) return failure(problems);
    const folder = path.resolve(workingFolder, out);
    for (const { name, text } of generatedFiles(generated)) {
      await writeWhole(path.join(folder, name), text);
    }
    stdout.write(`${coverageSentence(generated)}\n`);
    return ok(0);
  } finally {
    await close();
  }
}
