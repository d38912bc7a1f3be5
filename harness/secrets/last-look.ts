import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Secret } from "./redact.ts";
import { createSearch, type Search } from "./search.ts";
import type { Problem } from "../problem.ts";

/**
 * The last look at what a run wrote: where one holds a secret in any form, all of them are deleted: what one
 * file shows in one form, another may hold in a form that nobody knows.
 *
 * Problems: SECRET_FOUND for each such file, with the name of the secret and never its value.
 *
 * @param files Absolute paths within the folder. What is not there is not looked at.
 */
export async function deleteLeaks(
  files: readonly string[],
  { directory, shown }: { readonly directory: string; readonly shown: string },
  secrets: readonly Secret[],
): Promise<readonly Problem[]> {
  const search = createSearch(secrets);
  if (search === undefined) return [];
  const problems: Problem[] = [];
  for (const file of files) {
    const names = await secretsIn(file, search);
    if (names.size === 0) continue;
    problems.push(found(path.join(shown, path.relative(directory, file)), [...names]));
  }
  if (problems.length === 0) return [];
  for (const file of files) await rm(file, { force: true });
  return [...problems, allGone(shown)];
}

/**
 * The same for what was not written yet: nothing of it may be. Problems: SECRET_FOUND, one at most.
 *
 * @param what What holds it: `the report`.
 */
export function whyNotShown(
  what: string,
  text: string,
  secrets: readonly Secret[],
): readonly Problem[] {
  const names = createSearch(secrets)?.namesIn(Buffer.from(text)) ?? [];
  if (names.length === 0) return [];
  const message = `${what} held the value of ${names.join(", ")}: nothing of it is shown or written`;
  return [{ code: "SECRET_FOUND", message, hint }];
}

async function secretsIn(file: string, search: Search): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: atOnce })) {
      const text = Buffer.concat([rest, chunk as Buffer]);
      for (const name of search.namesIn(text)) names.add(name);
      rest = text.subarray(-search.longest);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return names;
    throw error;
  }
  return names;
}

/** Bytes that are read and searched at once. */
const atOnce = 1 << 16;

const allGone = (file: string): Problem => ({
  code: "SECRET_FOUND",
  at: { file },
  message: "all other files of this bundle were deleted with it",
});

const found = (file: string, names: readonly string[]): Problem => ({
  code: "SECRET_FOUND",
  at: { file },
  message: `held the value of ${names.join(", ")} and was deleted`,
  hint,
});

const hint =
  "the server sent it back in a form that is not masked, or it is a word that any report may hold: renew the key, and use one that is no word";
