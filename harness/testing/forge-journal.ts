import { readFile, writeFile } from "node:fs/promises";
import { type Sealed, seal, start } from "../journal/hash-chain.ts";

/** A line of a journal without its digest. */
export type Line = Readonly<Record<string, unknown>>;

/** Changes the lines of a bundle's journal, and makes all digests anew: what a forger can do. */
export async function forgeJournal(
  folder: string,
  change: (lines: readonly Line[]) => readonly Line[],
): Promise<void> {
  const file = `${folder}/journal.ndjson`;
  const lines = (await readFile(file, "utf8")).trim().split("\n").map(bareLine);
  const chained = change(lines).reduce<readonly Sealed[]>(
    (before, line) => [...before, seal(line, before.at(-1)?.digest ?? start)],
    [],
  );
  await writeFile(file, Buffer.concat(chained.map(({ bytes }) => bytes)));
}

function bareLine(text: string): Line {
  const { digest: _digest, ...line } = JSON.parse(text) as Record<string, unknown>;
  return line;
}
