import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import type { Result } from "./result.ts";

/** How many results are kept; the least recently used go first. */
const kept = 12;

/** What a result is made of; each part decides whether a kept one still holds. */
export interface Ingredients {
  /** Absolute paths of files and folders. */
  readonly files: readonly string[];
  /** Folders of code, beside this file; where a build made one of many files, it says what it made it from. */
  readonly code: readonly string[];
  /** What else it depends on. */
  readonly other: string;
}

/**
 * What an earlier process made of the same files with the same code, or else what `make` gives, kept for the next one.
 * Only successes are kept. A cache that cannot be read or written is no cache, and no problem; nor is a file that does not
 * hold the digest of the rest of it.
 *
 * @param folder Absolute path; made when it is not there, for this user alone.
 */
export async function cached<T>(
  folder: string,
  ingredients: Ingredients,
  make: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const file = path.join(folder, `${await stampOf(ingredients)}.bin`);
  const known = await recall<T>(file);
  if (known !== undefined) return { ok: true, value: known };
  const made = await make();
  if (made.ok) await keep(file, made.value).catch(() => undefined);
  return made;
}

/** SHA-256 of the code and of the packages that a build put into its files; only the build says it. */
declare const builtFrom: string;

/** A digest of names and contents: the files, the code that reads them, the manifest that pins its libraries. */
async function stampOf({ files, code, other }: Ingredients): Promise<string> {
  const own = path.dirname(fileURLToPath(import.meta.url));
  const isBuilt = typeof builtFrom === "string";
  const hash = createHash("sha256")
    .update(`${process.version}\n${other}`)
    .update(isBuilt ? builtFrom : "");
  const sources = [...code.map((name) => path.join(own, name)), manifestAbove(own)];
  const roots = isBuilt ? files : [...files, ...sources];
  for (const root of roots) {
    const names = await filesOf(root);
    const contents = await Promise.all(names.map((name) => readFile(path.join(root, name))));
    for (const [index, name] of names.entries()) {
      const content = contents[index] ?? Buffer.alloc(0);
      hash.update(`\n${root}\n${name}\n${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

function manifestAbove(folder: string): string {
  const file = path.join(folder, "package.json");
  const parent = path.dirname(folder);
  return existsSync(file) || parent === folder ? file : manifestAbove(parent);
}

/** Files below a folder, relative to it; of a file, the file itself. */
async function filesOf(root: string): Promise<readonly string[]> {
  const found = await stat(root).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [""];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

async function recall<T>(file: string): Promise<T | undefined> {
  try {
    const content = await readFile(file);
    const value = content.subarray(digestBytes);
    if (!digestOf(value).equals(content.subarray(0, digestBytes))) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return deserialize(value) as T;
  } catch {
    return undefined;
  }
}

async function keep(file: string, value: unknown): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = path.join(folder, `${randomUUID()}.tmp`);
  const content = serialize(value);
  await writeFile(draft, Buffer.concat([digestOf(content), content]), { mode: 0o600 });
  await rename(draft, file);
  await prune(folder);
}

/** SHA-256, before what it is of. */
const digestOf = (content: Buffer): Buffer => createHash("sha256").update(content).digest();

const digestBytes = 32;

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(bin|tmp)$/.test(name));
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  const old = ages.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ name }) => rm(path.join(folder, name), { force: true })));
}
