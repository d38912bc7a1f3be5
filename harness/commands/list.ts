import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { asJson } from "./json.ts";
import type { Listable, Listing } from "./listings.ts";
import { oneOf } from "./option-values.ts";
import { withWorkspace } from "./with-workspace.ts";

const listable: readonly (Listable | "faults")[] = [
  "cases",
  "checks",
  "requirements",
  "fixtures",
  "actions",
  "axes",
  "settled",
  "profiles",
  "faults",
];

/** list: a list on stdout, its sum on stderr. */
export const listCommand: AddCommand = (program, action) => {
  program
    .command("list")
    .description(`List ${listable.join(", ")}.`)
    .argument("<what>", listable.join(", "), oneOf(listable))
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, what: Listable | "faults", flags: { json?: true }) =>
        withWorkspace(context, (workspace) => list(what, flags.json, workspace, context)),
      ),
    );
};

async function list(
  what: Listable | "faults",
  json: true | undefined,
  workspace: Workspace,
  { faultCatalogue, stdout, stderr }: CommandContext,
): Promise<Result<ExitCode>> {
  const { columns } = await import("../text/columns.ts");
  const listing = await listingOf(what, workspace, faultCatalogue);
  if (!listing.ok) return listing;
  const { data, rows, footer } = listing.value;
  stdout.write(json ? asJson(data) : `${columns(rows).join("\n")}\n`);
  if (!json) stderr.write(`${footer}\n`);
  return ok(0);
}

async function listingOf(
  what: Listable | "faults",
  workspace: Workspace,
  faultCatalogue: string,
): Promise<Result<Listing>> {
  const { listFaults, listings } = await import("./listings.ts");
  if (what !== "faults") return ok(listings[what](workspace));
  const { loadFaults } = await import("../implementation/faults.ts");
  const faults = await loadFaults(faultCatalogue, workspace.formats);
  return faults.ok ? ok(listFaults(faults.value)) : faults;
}
