import type { BrowserType } from "playwright-core";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";

/** The version that Headwater is tested with. */
const version = "1.65.1";

/** The driver of browsers, which Headwater does not bring along. Problems: PACKAGE_MISSING with the line that installs it. */
export async function loadPlaywright(): Promise<Result<BrowserType>> {
  try {
    const { chromium } = await import("playwright-core");
    return ok(chromium);
  } catch {
    return failure([missing("the package playwright-core is not installed")]);
  }
}

/** PACKAGE_MISSING: that no browser can be driven, why, and the line that mends it. */
export const missing = (why: string): Problem => ({
  code: "PACKAGE_MISSING",
  message: `browser steps need a Chromium, and ${why}`,
  hint: `npm install --save-dev --save-exact playwright-core@${version} (then node node_modules/playwright-core/cli.js install chromium), or name one with --browser PATH`,
});
