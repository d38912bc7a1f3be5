import { plural } from "../text/plural.ts";
import { ok, type Result } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { codeOfMatrix, type ExitCode } from "./exit-codes.ts";
import { addFormOptions, type FormFlags } from "./forms.ts";
import { giveSideBySide, readReports } from "./side-by-side.ts";

/** matrix: several implementations side by side, requirement by requirement. */
export const matrixCommand: AddCommand = (program, action) => {
  const command = program
    .command("matrix")
    .description(
      "Show several implementations side by side: requirements by implementations; 3 when one of the reports measured nothing.",
    )
    .argument("<reports...>", "bundles or reports, in the order of the columns");
  addFormOptions(command, "matrix").action(action(matrix));
};

async function matrix(
  context: CommandContext,
  names: readonly string[],
  flags: FormFlags,
): Promise<Result<ExitCode>> {
  const read = await readReports(names, context);
  if (!read.ok) return read;
  const { sideBySide } = await import("../baseline/side-by-side.ts");
  const all = sideBySide(read.value);
  const tested = all.columns.map(({ name }) => name);
  const title = {
    product: "Headwater matrix",
    title: plural(tested.length, "implementation"),
    sentence: `${plural(all.rows.length, "requirement")} of the documentation, and what ${tested.join(", ")} made of each.`,
    runs: false,
  };
  const given = await giveSideBySide("matrix", all, title, flags, context);
  if (!given.ok) return given;
  return ok(codeOfMatrix(read.value.map(({ totals }) => totals.requirements)));
}
