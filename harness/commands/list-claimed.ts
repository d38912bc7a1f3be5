import { plannedCases } from "../plan/plan.ts";
import { wholeSuite } from "../plan/whole-suite.ts";
import { mustsText } from "../report/model/must-words.ts";
import { ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";
import type { Listing } from "./listings.ts";
import { plannedMusts } from "./planned-musts.ts";
import { readClaims } from "./read-claims.ts";

/**
 * The must requirements of the catalogue, and for each that the claims of a target leave out the reasons. Sends nothing.
 * Problems: those of the target file.
 */
export async function listClaimed(
  name: string,
  workspace: Workspace,
  context: CommandContext,
): Promise<Result<Listing>> {
  const asked = { target: name, selection: wholeSuite };
  const target = await readClaims(asked, workspace, context);
  if (!target.ok) return target;
  const planned = plannedCases({ ...workspace, target: target.value, selection: wholeSuite });
  if (!planned.ok) return planned;
  const musts = plannedMusts(planned.value, workspace.specs.requirements.values());
  const leftOut = new Map(musts.leftOut.map(({ requirement, reasons }) => [requirement, reasons]));
  const data = [...workspace.specs.requirements.values()]
    .filter(({ level, testable }) => level === "must" && testable !== "no")
    .map(({ id, statement }) => ({ id, statement, leftOut: leftOut.get(id) ?? [] }));
  const rows = data.map(({ id, statement, leftOut: reasons }) => [
    id,
    reasons.length === 0 ? "claimed" : "left out",
    reasons.length === 0 ? statement : reasons.join("; "),
  ]);
  return ok({ data, rows, footer: mustsText(musts, "would be tried") });
}
