import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import { withWorkspace } from "./with-workspace.ts";

/** explain: one requirement, case, check, fixture, action, axis, settled state or fault: what it is, and who covers it. */
export const explainCommand: AddCommand = (program, action) => {
  program
    .command("explain")
    .description(
      "Explain a requirement, case, check, fixture, action, axis, settled state, profile, source type, currency, ability or fault.",
    )
    .argument("<id>", "such as DR-DETACH-2")
    .option(
      "-t, --target <file>",
      "of a fixture or an action: the steps by which this target does it",
    )
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, id: string, options: ExplainOptions) =>
        withWorkspace(context, (workspace) => explain(id, options, workspace, context)),
      ),
    );
};

interface ExplainOptions {
  readonly target?: string;
  readonly json?: true;
}

async function explain(
  id: string,
  { json, target }: ExplainOptions,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { loadFaults } = await import("../implementation/faults.ts");
  const { explanationOf } = await import("./explanations.ts");
  const faults = await loadFaults(context.faultCatalogue, workspace.formats);
  if (!faults.ok) return faults;
  const explanation = explanationOf(id, workspace, faults.value);
  if (!explanation.ok) return explanation;
  const lines = target === undefined ? ok([]) : await stepsOn(target, id, workspace, context);
  if (!lines.ok) return lines;
  const { data, text } = explanation.value;
  const whole = target === undefined ? data : { ...data, recipe: lines.value };
  context.stdout.write(json ? asJson(whole) : `${[text, ...lines.value].join("\n")}\n`);
  return ok(0);
}

/** The recipe of a target for a fixture, as lines; its variables may be unset. Problems: UNKNOWN_FIXTURE; those of the file. */
async function stepsOn(
  name: string,
  id: string,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<readonly string[]>> {
  const { openTarget } = await import("../implementation/open-target.ts");
  const { recipeLines } = await import("./recipe-lines.ts");
  const fixture = workspace.library.fixtures.get(id);
  if (fixture === undefined) {
    const message = `"${id}" is no fixture and no action: a target has no recipe for it`;
    return failure([{ code: "UNKNOWN_FIXTURE", message, hint: "headwater list fixtures" }]);
  }
  const file = name === "reference" ? "http://reference.invalid" : name;
  const opened = await openTarget(file, [], workspace, { ...context, mayBeUnset: true });
  return opened.ok ? ok(recipeLines(fixture, opened.value.target)) : opened;
}
