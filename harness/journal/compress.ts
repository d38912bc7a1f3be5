import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createBrotliDecompress } from "node:zlib";
import { linesIn } from "./lines.ts";

// A compressed journal is the journal without the digests of its lines, which follow from the lines, in one Brotli stream:
// about a twentieth of its size. Digests do not compress, and would be a third of it.

/** Whether a journal is compressed: by the name of its file. */
export const isCompressed = (file: string): boolean => file.endsWith(".br");

/** Writes a journal that came to its end into another file, compressed. */
export async function compressJournal(file: string, compressed: string): Promise<void> {
  const { size } = await stat(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: 7,
    [BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [BROTLI_PARAM_SIZE_HINT]: size,
  };
  await pipeline(
    createReadStream(file),
    bareLines,
    createBrotliCompress({ params }),
    createWriteStream(compressed),
  );
}

async function* bareLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const { text } of linesIn(chunks)) {
    yield `${text.replace(/,"digest":"[0-9a-f]{64}"\}$/, "}")}\n`;
  }
}

/** The plain bytes of a compressed journal. */
export const openCompressed = (file: string): AsyncIterable<Buffer> => {
  const plain = createBrotliDecompress();
  const source = createReadStream(file);
  source.on("error", (error) => plain.destroy(error));
  return source.pipe(plain);
};
