import path from "node:path";
import type { CommandContext, OutputStream } from "../commands/context.ts";
import { ok, type Result } from "../result.ts";
import { type Folders, loadWorkspace, type Workspace } from "../workspace.ts";
import { bundledWorkspace } from "./bundled.ts";
import { folders } from "./folders.ts";
import { formats } from "./suite.ts";

async function readOnce(wanted: Folders): Promise<Result<Workspace>> {
  const isBundled = wanted.specs === folders.specs && wanted.suites === folders.suites;
  // The formats are the product's own in every world, and compiled but once.
  return isBundled ? ok(await bundledWorkspace()) : loadWorkspace(wanted, formats);
}

/** A command's world without a terminal: the bundled suite, a working folder, and what it prints. */
export function commandContext(
  workingFolder: string,
  environment: Readonly<Record<string, string>> = {},
) {
  const root = process.cwd();
  const out: string[] = [];
  const err: string[] = [];
  const context: CommandContext = {
    version: "0.0.0-test",
    folders,
    loadWorkspace: readOnce,
    referenceEntry: path.join(root, "dist/reference-impl/main.js"),
    faultCatalogue: path.join(root, "reference-impl/faults"),
    verifierEntry: path.join(root, "dist/harness/pact/verifier.js"),
    panelEntry: path.join(root, "dist/harness/mutation/degenerate/panel-thread.js"),
    workingFolder,
    // A test that needs a browser names one.
    environment: { HEADWATER_BROWSER: "none", ...environment },
    stdout: stream(out),
    stderr: stream(err),
    createAsk: () => Promise.resolve(undefined),
    interrupted: () => new AbortController().signal,
  };
  return { context, stdout: () => out.join(""), stderr: () => err.join("") };
}

const stream = (texts: string[]): OutputStream => ({
  write: (text) => void texts.push(text),
  isTerminal: false,
  colour: false,
  columns: 100,
});
