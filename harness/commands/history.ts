import { plural } from "../text/plural.ts";
import { ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfComparison, type ExitCode } from "./exit-codes.ts";
import { addFormOptions, type FormFlags } from "./forms.ts";
import { giveSideBySide, readReports } from "./side-by-side.ts";

/** history: what became of requirements from run to run. */
export const historyCommand: AddCommand = (program, action) => {
  const command = program
    .command("history")
    .description(
      "Show what became of requirements over many runs, the oldest first; 1 when the last one got worse than the one before.",
    )
    .argument("<dirs...>", "bundles or reports, in any order");
  addFormOptions(command, "history").action(action(history));
};

async function history(
  context: CommandContext,
  names: readonly string[],
  flags: FormFlags,
): Promise<Result<ExitCode>> {
  const read = await readReports(names, context);
  if (!read.ok) return read;
  const { compareReports } = await import("../baseline/compare.ts");
  const { isMeasured, sumOf } = await import("../baseline/comparison.ts");
  const { nameOf, sideBySide } = await import("../baseline/side-by-side.ts");
  const { historyOf } = await import("../baseline/history.ts");
  const reports = read.value.toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1));
  const [before, last] = reports.slice(-2);
  if (before === undefined || last === undefined) return ok(3);
  const comparison = compareReports(before, last);
  const title = {
    product: "Headwater history",
    title: `${nameOf(last)}: ${plural(reports.length, "run")}`,
    sentence: `From the last but one to the last: ${sumOf(comparison)}.`,
    runs: true,
  };
  const all = sideBySide(reports);
  const given = await giveSideBySide("history", all, title, flags, context, historyOf(all));
  if (!given.ok) return given;
  return ok(codeOfComparison(comparison, isMeasured(comparison)));
}
