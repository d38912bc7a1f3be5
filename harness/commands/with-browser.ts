import path from "node:path";
import { Option } from "commander";
import { asksPages } from "../case/known-apart.ts";
import type { OpenTarget } from "../implementation/open-target.ts";
import type { Target } from "../implementation/types.ts";
import { chosenCases } from "../plan/plan.ts";
import type { Selection } from "../plan/types.ts";
import { failure, ok, type Result } from "../result.ts";
import type { Workspace } from "../workspace.ts";
import type { CommandContext } from "./context.ts";

/** The browser that the user names, if they do. */
export interface BrowserFlags {
  readonly browser?: string;
}

export const browserOption = (): Option =>
  new Option(
    "--browser <path>",
    "the Chromium that runs browser steps, or none (default: HEADWATER_BROWSER, or one that is found)",
  );

/**
 * The target with the Chromium that runs the browser steps of a selection. Our own server offers its library where there is
 * one, or where nothing else was asked for; else they are left out, which is said.
 *
 * Problems: FILE_UNREADABLE for a Chromium that the user named and that is not there.
 */
export async function withBrowser(
  { target, file }: Pick<OpenTarget, "target" | "file">,
  selection: Selection,
  flags: BrowserFlags,
  { library, folders }: Workspace,
  { environment, workingFolder, stderr }: CommandContext,
): Promise<Result<Target>> {
  const { cases } = chosenCases(library, selection, target.claims);
  if (!cases.some(asksPages)) return ok(target);
  const { bundledLibrary } = await import("../implementation/browser-library.ts");
  const isBundled = file === path.join(folders.suites, "targets/reference.yaml");
  const offered = target.browser ?? (isBundled ? bundledLibrary(target) : undefined);
  if (offered === undefined) return ok(target);
  const { findChromium } = await import("../browser/find-chromium.ts");
  const chromium = await findChromium({ named: flags.browser, environment, workingFolder });
  const [problem] = chromium.ok ? [] : chromium.problems;
  if (problem !== undefined && problem.code !== "PACKAGE_MISSING") return failure([problem]);
  const isLeftOut =
    problem !== undefined && target.browser === undefined && !cases.every(asksPages);
  if (!isLeftOut) return ok({ ...target, browser: { ...offered, chromium } });
  stderr.write(`the browser library is left out: ${problem.message} (${problem.hint ?? ""})\n`);
  return ok(target);
}
