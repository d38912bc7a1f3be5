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
    .argument("[words...]", "only rows that hold each of these words; * stands for anything")
    .option("-t, --target <name>", "of requirements, which ones its claims leave out, and why")
    .option("--json", "print JSON")
    .action(
      action(
        (
          context: CommandContext,
          what: Listable | "faults",
          words: readonly string[],
          flags: ListFlags,
        ) => withWorkspace(context, (workspace) => list(what, words, flags, workspace, context)),
      ),
    );
};

async function list(
  what: Listable | "faults",
  words: readonly string[],
  flags: ListFlags,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<ExitCode>> {
  const { columns, columnsWithin } = await import("../text/columns.ts");
  const { writePaged } = await import("./pager.ts");
  const listing = await listingOf(what, flags, workspace, context);
  if (!listing.ok) return listing;
  const { stdout, stderr } = context;
  const { json } = flags;
  const { data, rows, footer } = listing.value;
  const isShown = rows.map(holdsAll(words));
  const shown = rows.filter((_, index) => isShown[index]);
  if (shown.length === 0 && words.length > 0) return failure([nothing(what, words)]);
  if (json) {
    stdout.write(asJson(data.filter((_, index) => isShown[index])));
    return ok(0);
  }
  const lines = stdout.isTerminal ? columnsWithin(shown, stdout.columns) : columns(shown);
  writePaged(`${lines.join("\n")}\n`, context);
  stderr.write(`${words.length === 0 ? "" : `${shown.length} of `}${footer}\n`);
  return ok(0);
}

/** Whether a row holds each of the words, in any of its cells, in capitals or not. */
function holdsAll(words: readonly string[]): (row: readonly string[]) => boolean {
  const parts = words.map((word) => word.toLowerCase().split("*"));
  return (row) => {
    const cells = row.map((cell) => cell.toLowerCase());
    return parts.every((each) => cells.some((cell) => holds(cell, each)));
  };
}

/** Whether the parts stand in the text, one after the other. */
function holds(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

const nothing = (what: string, words: readonly string[]): Problem => ({
  code: "NOTHING_SELECTED",
  message: `no row of ${what} holds ${words.map((word) => `"${word}"`).join(" and ")}`,
  hint: `headwater list ${what} shows all`,
});

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
