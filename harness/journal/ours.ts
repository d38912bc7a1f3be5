import { closeSync, lstatSync, openSync, readdirSync, readSync, type Stats } from "node:fs";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { compressedName, derivedFiles, journalName, replayFolder } from "./bundle-files.ts";

/**
 * Why files may not be written into a folder: it has some of these names, and what stands there is not Headwater's or leads
 * elsewhere. Beside the journal of a run, the rest is taken for what was made of it. Problems: USAGE.
 *
 * @param names What would be replaced; all that a run writes when absent.
 */
export function whyNotOurs(
  directory: string,
  names: readonly string[] = [journalName, compressedName, ...derivedFiles],
): readonly Problem[] {
  const at = (name: string) => path.join(directory, name);
  const isRun = [journalName, compressedName].some((name) => isOurs(at(name)));
  const foreign = names.filter((name) => {
    const kind = kindOf(at(name));
    if (kind === "nothing") return false;
    if (name === replayFolder) return kind !== "folder" || !(isRun || hasOwnScripts(at(name)));
    return name.startsWith(journalName) ? !isOurs(at(name)) : !(isRun || isOurs(at(name)));
  });
  if (foreign.length === 0) return [];
  const elsewhere = foreign.filter((name) => kindOf(at(name)) === "other");
  const message =
    elsewhere.length > 0
      ? `${elsewhere.join(", ")} there is no file of its own: what it leads to would be written`
      : `holds ${foreign.join(", ")}, but no journal of a run: they would be replaced`;
  const hint = "name another folder with --out, or move them away";
  return [{ code: "USAGE", at: { file: directory }, message, hint }];
}

/** What else lies among scripts stays in any case. */
function hasOwnScripts(folder: string): boolean {
  const names = readdirSync(folder);
  const scripts = names.filter((name) => /\.sh(\.partial)?$/.test(name));
  const hasOther = scripts.length === 0 && names.length > 0;
  return !hasOther && scripts.every((name) => isOurs(path.join(folder, name)));
}

/** Whether a file is one that Headwater wrote, by how it begins; one without a byte is nobody's loss. */
export function isOurs(file: string): boolean {
  if (kindOf(file) !== "file") return false;
  const head = headOf(file);
  return head === "" || marks.some(([name, mark]) => name.test(file) && mark.test(head));
}

const marks: readonly (readonly [name: RegExp, mark: RegExp])[] = [
  [/\.ndjson$/, /^\{"kind":"header","format":\d/],
  // Nothing tells what is packed; nobody else packs a file of this name.
  [/\.ndjson\.br$/, /^/],
  [/ctrf\.json$/, /"generatedBy": "headwater"/],
  [/\.json$/, /^\{\n {2}"format": \d/],
  [/\.xml$/, /<testsuites name="headwater/],
  [/\.md$/, /^# [✓✗?!] /],
  [/\.html$/, /^<!doctype html>\s<html lang="en">\s[^]*default-src &#39;none&#39;/],
  [/\.sh(\.partial)?$/, /^#!\/bin\/sh\n# Case: /],
];

const headBytes = 1024;

function headOf(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(headBytes);
    return bytes.toString("utf8", 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** What stands at a place itself: a link, a pipe or a device is other than what it leads to. */
function kindOf(file: string): "nothing" | "file" | "folder" | "other" {
  const stats = statsOf(file);
  if (stats === undefined) return "nothing";
  return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
}

/** Nothing can stand below a file either: whoever writes there learns it from the system. */
function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}
