import { chmod, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes a file as a whole or not at all, with the folder that it needs: a reader never meets half a file. Rejects when
 * it cannot be written.
 */
export const writeWhole = (
  file: string,
  content: string | Uint8Array | Iterable<string>,
  { mode }: { readonly mode?: number } = {},
): Promise<void> =>
  replaceFile(file, async (partial) => {
    await writeFile(
      partial,
      typeof content === "string" || content instanceof Uint8Array ? content : gathered(content),
    );
    if (mode !== undefined) await chmod(partial, mode);
  });

/** A write for about as much as a disk takes at once, not for each piece. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < 65_536) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** The same for what is written piece by piece, by `write`, into the file that it is given. */
export async function replaceFile(
  file: string,
  write: (partial: string) => Promise<void>,
): Promise<void> {
  const partial = `${file}.partial`;
  await makeFolder(path.dirname(file));
  // What lies there may be a link to somewhere else.
  await rm(partial, { force: true });
  try {
    await write(partial);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
