import { ok, type Result } from "../result.ts";
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
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, id: string, { json }: { readonly json?: true }) =>
        withWorkspace(context, (workspace) => explain(id, json ?? false, workspace, context)),
      ),
    );
};

async function explain(
  id: string,
  json: boolean,
  workspace: Workspace,
  { faultCatalogue, stdout }: CommandContext,
): Promise<Result<ExitCode>> {
  const { loadFaults } = await import("../implementation/faults.ts");
  const { explanationOf } = await import("./explanations.ts");
  const faults = await loadFaults(faultCatalogue, workspace.formats);
  if (!faults.ok) return faults;
  const explanation = explanationOf(id, workspace, faults.value);
  if (!explanation.ok) return explanation;
  const { data, text } = explanation.value;
  stdout.write(json ? asJson(data) : `${text}\n`);
  return ok(0);
}
