import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
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
  "source-types",
  "currencies",
  "abilities",
  "faults",
];

interface ListFlags {
  /** Whose claims are looked at. */
  readonly target?: string;
  readonly json?: true;
}

/** list: a list on stdout, its sum on stderr. */
export const listCommand: AddCommand = (program, action) => {
  program
    .command("list")
    .description(`List ${listable.join(", ")}.`)
    .argument("<what>", listable.join(", "), oneOf(listable))
    .option("-t, --target <name>", "of requirements, which ones its claims leave out, and why")
    .option("--json", "print JSON")
    .action(
      action((context: CommandContext, what: Listable | "faults", flags: ListFlags) =>
        withWorkspace(context, (workspace) => list(what, flags, workspace, context)),
      ),
    );
};

async function list(
  what: Listable | "faults",
  flags: ListFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { columns } = await import("../text/columns.ts");
  const listing = await listingOf(what, flags, workspace, context);
  if (!listing.ok) return listing;
  const { stdout, stderr } = context;
  const { json } = flags;
  const { data, rows, footer } = listing.value;
  stdout.write(json ? asJson(data) : `${columns(rows).join("\n")}\n`);
  if (!json) stderr.write(`${footer}\n`);
  return ok(0);
}

async function listingOf(
  what: Listable | "faults",
  { target }: ListFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Listing>> {
  if (target !== undefined) {
    if (what !== "requirements") return failure([onlyRequirements(what)]);
    const { listClaimed } = await import("./list-claimed.ts");
    return listClaimed(target, workspace, context);
  }
  const { listFaults, listings } = await import("./listings.ts");
  if (what !== "faults") return ok(listings[what](workspace));
  const { loadFaults } = await import("../implementation/faults.ts");
  const faults = await loadFaults(context.faultCatalogue, workspace.formats);
  return faults.ok ? ok(listFaults(faults.value)) : faults;
}

const onlyRequirements = (what: string): Problem => ({
  code: "USAGE",
  message: `--target says nothing of ${what}`,
  hint: "headwater list requirements --target FILE says what its claims leave out",
});
