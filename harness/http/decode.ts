import { isUtf8 } from "node:buffer";
import type { Answered } from "./types.ts";
import { seemingCoding, withoutCodings } from "./content-coding.ts";

/** The text of a body, and how it was read where its bytes are not simply that text in UTF-8. */
export type DecodedBody = Pick<Answered, "body" | "reading">;

/**
 * The text that a body's bytes mean: without their content codings, in their charset, without a byte order mark. Where they
 * mean none for certain, `reading.fault` says why, and the text is what could be had.
 *
 * @param limit Bytes that unpacking may make at most.
 */
export function decodeBody(
  bytes: Buffer,
  headers: Answered["headers"],
  limit: number,
): DecodedBody {
  if (bytes.length === 0) return { body: "" };
  const coding = headers["content-encoding"];
  const type = headers["content-type"];
  if (coding === undefined && isPlain(bytes, type)) return { body: bytes.toString("utf8") };
  const uncoded = withoutCodings(bytes, coding, limit);
  const { text, ...read } = readText(uncoded.bytes, charsetOf(type));
  const from = [...uncoded.codings, ...read.from];
  const fault = uncoded.fault ?? read.fault;
  if (from.length === 0 && fault === undefined && isUtf8(bytes)) return { body: text };
  const reading = {
    ...(from.length > 0 && { from }),
    ...(fault !== undefined && { fault }),
    size: bytes.length,
    bytes: bytes.toString("base64"),
  };
  return { body: text, reading };
}

/** Nearly every body: text in UTF-8, and nobody says anything else. */
const isPlain = (bytes: Buffer, type: string | undefined): boolean =>
  (type === undefined || !type.includes("=") || isUsual(charsetOf(type))) &&
  isUtf8(bytes) &&
  bytes[0] !== 0xef &&
  seemingCoding(bytes) === undefined;

const isUsual = (charset: string | undefined): boolean =>
  charset === undefined || charset === "utf-8" || charset === "utf8";

/** In small letters; undefined where none is named. */
function charsetOf(type: string | undefined): string | undefined {
  const [, name] = /;\s*charset\s*=\s*["']?([^\s;,"']+)/i.exec(type ?? "") ?? [];
  return name?.toLowerCase();
}

interface ReadText {
  readonly text: string;
  readonly from: readonly string[];
  readonly fault?: string;
}

function readText(bytes: Buffer, charset: string | undefined): ReadText {
  const mark = markOf(bytes);
  const named = charset === undefined ? "utf-8" : labelOf(charset);
  if (named === undefined) {
    const fault = `the charset "${(charset ?? "").slice(0, 40)}" is not known here`;
    return { text: bytes.toString("latin1"), from: [], fault };
  }
  if (mark !== undefined && mark !== named && !(named === "utf-16le" && mark === "utf-16be")) {
    const by = charset === undefined ? "no charset says so" : `the charset is ${named}`;
    const fault = `a byte order mark of ${mark}, and ${by}`;
    return { text: new TextDecoder(mark).decode(bytes), from: [], fault };
  }
  const from = [
    ...(named === "utf-8" ? [] : [mark ?? named]),
    ...(mark === undefined ? [] : ["byte order mark"]),
  ];
  const text = strictly(bytes, mark ?? named);
  if (text !== undefined) return { text, from };
  return { text: new TextDecoder(named).decode(bytes), from, fault: whyNoText(bytes, named) };
}

/** The encoding that a byte order mark at the start means. */
function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** The name of a charset as the platform has it: `latin1` is `windows-1252`. */
function labelOf(charset: string): string | undefined {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return undefined;
  }
}

function strictly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function whyNoText(bytes: Buffer, encoding: string): string {
  const packed = seemingCoding(bytes);
  if (packed !== undefined) return `bytes of ${packed}, and no Content-Encoding says so`;
  if (encoding !== "utf-8") return `invalid ${encoding}`;
  const at = firstInvalid(bytes);
  const sign = (bytes[at] ?? 0).toString(16).padStart(2, "0");
  return `invalid UTF-8 (0x${sign} at byte ${at})`;
}

/** Where UTF-8 ends: the longest start of the bytes that is text, up to a sign that is cut. */
function firstInvalid(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isText(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (good > 0 && !isUtf8(bytes.subarray(0, good))) good -= 1;
  return good;
}

/** Text in UTF-8 of which the last sign may be cut. */
function isText(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
