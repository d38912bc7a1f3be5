import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import { lockName } from "./bundle-files.ts";

/** The locks of this process: a file with its number that it does not hold is of one before it. */
const held = new Set<string>();

/**
 * Takes a folder for one run. A lock of a process that is gone is taken over. Throws when it cannot be written.
 * Problems: USAGE, when another run writes there.
 *
 * @returns Gives the folder back.
 */
export function lockFolder(directory: string): Result<() => void> {
  const file = path.join(directory, lockName);
  if (!taken(file)) {
    const owner = ownerOf(file);
    if (owner !== undefined && isAlive(owner, file)) return failure([busy(directory, owner)]);
    rmSync(file, { force: true });
    if (!taken(file)) return failure([busy(directory, ownerOf(file))]);
  }
  held.add(file);
  return ok(() => {
    held.delete(file);
    rmSync(file, { force: true });
  });
}

function taken(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function ownerOf(file: string): number | undefined {
  try {
    const owner = Number(readFileSync(file, "utf8"));
    return Number.isSafeInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(owner: number, file: string): boolean {
  if (owner === process.pid) return held.has(file);
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const busy = (directory: string, owner: number | undefined): Problem => ({
  code: "USAGE",
  at: { file: directory },
  message: `another run writes into this folder (process ${owner ?? "unknown"})`,
  hint: `name another folder with --out; if no such run is under way, delete ${lockName} in it`,
});
