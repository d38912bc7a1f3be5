import { seemingCoding, withoutCodings } from "./content-coding.ts";
import type { Answered } from "./types.ts";

/**
 * The texts that some client may take an answer for: the one that was read, and where its bytes mean none for certain, what
 * others make of them. For what must never be overlooked, whoever reads.
 */
export function readingsOf({ body, reading }: Answered): readonly string[] {
  const texts = [body];
  if (reading?.fault !== undefined && reading.bytes !== undefined) {
    const bytes = Buffer.from(reading.bytes, "base64");
    texts.push(bytes.toString("latin1"));
    const coding = seemingCoding(bytes);
    if (coding !== undefined) {
      texts.push(withoutCodings(bytes, coding, mostUnpacked).bytes.toString("latin1"));
    }
  }
  // ASCII in UTF-16 or UTF-32, whichever end comes first.
  const wide = texts.filter((text) => text.includes("\0"));
  return [...texts, ...wide.map((text) => text.replaceAll("\0", ""))];
}

const mostUnpacked = 16 * 1024 ** 2;
