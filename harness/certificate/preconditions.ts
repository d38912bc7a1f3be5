import { screenshotFolder } from "../browser/screenshots.ts";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../problem.ts";
import {
  compressedName,
  derivedFiles,
  journalName,
  lockName,
  whyCertified,
} from "../journal/bundle-files.ts";
import type { BundleFolder } from "../record/stored.ts";
import type { Target } from "../implementation/types.ts";
import { publicKeyName, targetName } from "./files.ts";
import { nameList } from "../text/name-list.ts";

/**
 * Why a certificate cannot be made in a folder: it has one already, or files that are no part of a bundle and would be
 * signed with it, or the private key would be handed on with it. Problems: USAGE.
 */
export async function whyNotInto(
  folder: BundleFolder,
  keyFile: string,
): Promise<readonly Problem[]> {
  const names: readonly string[] = await readdir(folder.path).catch(() => []);
  const usage = (message: string, hint: string): readonly Problem[] => [
    { code: "USAGE", at: { file: folder.shown }, message, hint },
  ];
  if (`${keyFile}${path.sep}`.startsWith(`${folder.path}${path.sep}`)) {
    return usage("the private key is in this folder", "whoever gets the certificate would get it");
  }
  const certified = whyCertified(folder.path);
  if (certified.length > 0) return certified;
  const foreign = names.filter((name) => !own.has(name));
  if (foreign.length === 0) return [];
  const message = `holds files that are no part of a bundle: ${nameList(foreign)}`;
  return usage(message, "name another folder with --out");
}

const own = new Set<string>([
  journalName,
  compressedName,
  lockName,
  ...derivedFiles,
  screenshotFolder,
  publicKeyName,
  targetName,
]);

/** A certificate is about an implementation in a version. Problems: USAGE. */
export function whyNotAnonymous({ name, implementation }: Target): readonly Problem[] {
  if (implementation?.version !== undefined) return [];
  return [
    {
      code: "USAGE",
      message: `the target ${name} does not say which implementation it is, in which version`,
      hint: "implementation: { name: acme-payments, version: 4.2.0 } in the target file",
    },
  ];
}
