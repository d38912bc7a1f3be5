import path from "node:path";
import { folders } from "./folders.ts";
import type { CommandContext, Output } from "../commands/context.ts";

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
    referenceEntry: path.join(root, "dist/reference-impl/main.js"),
    faultCatalogue: path.join(root, "reference-impl/faults/catalogue.yaml"),
    workingFolder,
    environment,
    stdout: output(out),
    stderr: output(err),
    interrupted: new AbortController().signal,
  };
  return { context, stdout: () => out.join(""), stderr: () => err.join("") };
}

const output = (texts: string[]): Output => ({
  write: (text) => void texts.push(text),
  isTerminal: false,
  colour: false,
  columns: 100,
});
