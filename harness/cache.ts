import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "./built.ts";
import { type Draft, draftKept, type Packing, readKept } from "./kept-file.ts";
import { packageRoot } from "./package-root.ts";
import { makeFolder } from "./read/make-folder.ts";
import { type Parts, partsInMemory } from "./read/parts.ts";
import type { Result } from "./result.ts";

/** How many results are kept; the least recently used go first. */
const kept = 12;

/** What a result is made of; each part decides whether a kept one still holds. */
export interface Ingredients {
  /** Absolute paths of files and folders. */
  readonly files: readonly string[];
  /** Folders of code, beside this file; where a build made one of many files, it says what it made it from. */
  readonly code: readonly string[];
  /** Absolute path: where the files are from here matters, not where they are. */
  readonly base: string;
}

/**
 * What an earlier process made of the same files with the same code, or else what `make` gives, kept for the next one.
 * Only successes are kept. A cache that cannot be read or written is no cache, and no problem; nor is a file that does not
 * hold the digest of the rest of it.
 *
 * @param make Gets where its texts go while it works: to the disk, where that can be written.
 * @param folder Absolute path; made when it is not there, for this user alone.
 * @param shipped Absolute path of a folder with kept files that came with the package; it may have what is wanted, too.
 */
export async function cached<T>(
  { folder, shipped }: { readonly folder: string; readonly shipped?: string | undefined },
  ingredients: Ingredients,
  packing: Packing<T>,
  make: (parts: Parts) => Promise<Result<T>>,
): Promise<Result<T>> {
  const stamp = stampOf(ingredients);
  const file = fileOf(folder, stamp);
  for (const place of shipped === undefined ? [folder] : [shipped, folder]) {
    const known = recall(fileOf(place, stamp), stamp, packing);
    if (known === undefined) continue;
    if (place === folder) markUsed(file);
    return { ok: true, value: known };
  }
  const draft = await draftIn(folder);
  const made = await make(draft?.parts ?? partsInMemory());
  if (!made.ok || draft === undefined) {
    draft?.discard();
    return made;
  }
  await keep(file, stamp, made.value, packing, draft);
  // What is kept has less in memory than what was made.
  const known = recall(file, stamp, packing);
  if (known === undefined) return made;
  draft.close();
  return { ok: true, value: known };
}

/** The file in which a result is kept. */
export const keptFile = (folder: string, ingredients: Ingredients): string =>
  fileOf(folder, stampOf(ingredients));

const fileOf = (folder: string, stamp: string): string => path.join(folder, `${stamp}.kept`);

/** A digest of names and contents: the files, the code that reads them, the manifest that pins its libraries. */
function stampOf({ files, code, base }: Ingredients): string {
  const own = path.dirname(fileURLToPath(import.meta.url));
  const hash = createHash("sha256").update(built?.from ?? "");
  const sources = [
    ...code.map((name) => path.join(own, name)),
    path.join(packageRoot(own), "package.json"),
  ];
  for (const root of built ? files : [...files, ...sources]) {
    for (const name of filesOf(root)) {
      const content = readFileSync(path.join(root, name));
      hash.update(`\n${path.relative(base, root)}\n${name}\n${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

/** Files below a folder, relative to it; of a file, the file itself. */
function filesOf(root: string): readonly string[] {
  // Below what is no folder there is nothing, which whoever reads it says.
  const found = existsSync(root) ? statSync(root) : undefined;
  if (found === undefined) return [];
  if (found.isFile()) return [""];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

function recall<T>(file: string, stamp: string, packing: Packing<T>): T | undefined {
  try {
    const { of, value } = readKept(file, stamped(packing));
    return of === stamp ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Who may read a kept file and not change it uses it all the same. */
function markUsed(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // It only goes sooner.
  }
}

const stamped = <T>({ pack, unpack }: Packing<T>): Packing<{ of: string; value: T }> => ({
  pack: ({ of, value }, parts) => ({ of, index: pack(value, parts) }),
  unpack: (whole, parts) => {
    const { of, index } = whole as { of: string; index: unknown };
    return { of, value: unpack(index, parts) };
  },
});

interface NamedDraft extends Draft {
  readonly file: string;
}

/** Undefined where nothing can be written. */
async function draftIn(folder: string): Promise<NamedDraft | undefined> {
  const file = path.join(folder, `${randomUUID()}.tmp`);
  try {
    await makeFolder(folder, 0o700);
    return { file, ...draftKept(file) };
  } catch {
    return undefined;
  }
}

/** What cannot be written is taken away; its parts can still be read. */
async function keep<T>(
  file: string,
  stamp: string,
  value: T,
  packing: Packing<T>,
  draft: NamedDraft,
): Promise<void> {
  try {
    draft.end(stamped(packing).pack({ of: stamp, value }, draft.parts));
    await rename(draft.file, file);
    await prune(path.dirname(file));
  } catch {
    await rm(draft.file, { force: true });
  }
}

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(bin|kept|tmp)$/.test(name));
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  const old = ages.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ name }) => rm(path.join(folder, name), { force: true })));
}
