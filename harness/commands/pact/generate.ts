import path from "node:path";
import { InvalidArgumentError } from "commander";
import type { Target } from "../../implementation/types.ts";
import type { Wanted } from "../../pact/recorder.ts";
import { failure, ok, type Result } from "../../result.ts";
import type { Workspace } from "../../workspace.ts";
import { folderName, listOption } from "../option-values.ts";
import type { AddCommand } from "../command.ts";
import type { CommandContext } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { withTarget, withWorkspace } from "../with-workspace.ts";
import { writeWhole } from "../../read/write-whole.ts";

interface GenerateFlags {
  readonly requirement: readonly string[];
  readonly path: readonly string[];
  readonly consumer: string;
  readonly out: string;
}

/** pact generate: the pacts of the cases and a page about what they hold; see `recordPacts`. */
export const generateCommand: AddCommand = (pact, action) => {
  pact
    .command("generate")
    .description("Write pacts from the cases, as the reference implementation answers them.")
    .argument("[patterns...]", "case ids, files, folders, or quoted globs over them")
    .addOption(listOption("--requirement <ids>", "only steps that verify these, ids or globs"))
    .addOption(listOption("--path <paths>", "only steps that call these, as /checkouts/{id}"))
    .option("--consumer <name>", "whose pacts they are", partyName, "headwater-cases")
    .option("-o, --out <dir>", "folder of the pacts", folderName, "reports/pacts")
    .action(
      action(async (context: CommandContext, patterns: readonly string[], flags: GenerateFlags) => {
        const { ownPaths } = await import("../own-cases.ts");
        const named = ownPaths(patterns, context);
        const own = [...(context.own ?? []), ...named.own];
        const { requirement: requirements, path: paths, consumer, out } = flags;
        const wanted = { patterns: named.patterns, requirements, paths, consumer };
        return withWorkspace({ ...context, own }, (workspace) =>
          withTarget({ target: "reference" }, workspace, context, ({ target }) =>
            generate(wanted, out, target, workspace, context),
          ),
        );
      }),
    );
};

/** It becomes part of a file's name. */
function partyName(text: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(text)) return text;
  throw new InvalidArgumentError(
    "It takes a name of letters, digits, dots, hyphens and underscores.",
  );
}

async function generate(
  wanted: Wanted,
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
    const recorded = await recordPacts(workspace, driver, wanted);
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
