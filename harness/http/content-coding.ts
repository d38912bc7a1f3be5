import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";

/** What is left of bytes without their content codings. */
export interface Uncoded {
  readonly bytes: Buffer;
  /** The codings that were taken away, the outermost first. */
  readonly codings: readonly string[];
  /** Why not all of them could be; `bytes` then hold what could be had. */
  readonly fault?: string;
}

/**
 * Takes away the codings that an answer's Content-Encoding names, in turn, and never makes more than `limit` bytes of it.
 */
export function withoutCodings(bytes: Buffer, header: string | undefined, limit: number): Uncoded {
  const named = namedCodings(header);
  if (named.length === 0) return { bytes, codings: [] };
  if (named.length > mostCodings) {
    return { bytes: none, codings: [], fault: `${named.length} content codings, one in the other` };
  }
  let [left, codings]: [Buffer, readonly string[]] = [bytes, []];
  for (const coding of named.toReversed()) {
    const decode = decoders[coding];
    if (decode === undefined) {
      const fault = `the content coding "${coding.slice(0, 40)}" is not known here`;
      return { bytes: none, codings, fault };
    }
    const decoded = decode(left, limit);
    left = decoded.bytes;
    if (decoded.fault !== undefined) return { bytes: left, codings, fault: decoded.fault };
    codings = [...codings, coding];
  }
  return { bytes: left, codings };
}

/** The coding that bytes seem to have, whatever is said of them. */
export function seemingCoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "gzip";
  const isZstd = bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528;
  return isZstd ? "zstd" : undefined;
}

const mostCodings = 3;

const none = Buffer.alloc(0);

/** In small letters, in the order in which they were applied. */
const namedCodings = (header = ""): readonly string[] =>
  header
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");

type Decoded = Pick<Uncoded, "bytes" | "fault">;

/** One way to unpack. Throws for bytes that are not so packed. */
type Unpack = (bytes: Buffer, options: Unpacking) => unknown;

interface Unpacking {
  readonly maxOutputLength: number;
  readonly info: true;
  /** Makes of bytes that end too early what there is. */
  readonly finishFlush?: number;
}

const decoders: Readonly<Record<string, (bytes: Buffer, limit: number) => Decoded>> = {
  gzip: (bytes, limit) => unpacked("gzip", gunzipSync, bytes, limit),
  "x-gzip": (bytes, limit) => unpacked("gzip", gunzipSync, bytes, limit),
  deflate: (bytes, limit) =>
    unpacked("deflate", isZlib(bytes) ? inflateSync : inflateRawSync, bytes, limit),
  br: (bytes, limit) => unpacked("brotli", brotliDecompressSync, bytes, limit),
};

/** Many servers leave out the frame that the coding `deflate` has around its data. */
const isZlib = (bytes: Buffer): boolean =>
  bytes.length >= 2 && ((bytes[0] ?? 0) & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0;

function unpacked(name: string, unpack: Unpack, bytes: Buffer, maxOutputLength: number): Decoded {
  const options = { maxOutputLength, info: true } as const;
  const attempt = tried(unpack, bytes, options);
  if (attempt.ok) {
    const behind = bytes.length - attempt.read;
    if (behind === 0) return { bytes: attempt.made };
    return { bytes: attempt.made, fault: `${behind} bytes behind the end of the ${name}` };
  }
  if (attempt.code === "ERR_BUFFER_TOO_LARGE") {
    return { bytes: none, fault: `the ${name} holds more than ${maxOutputLength} bytes` };
  }
  const finishFlush = name === "brotli" ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
  const part = longestPart(bytes, (start) => tried(unpack, start, { ...options, finishFlush }));
  if (part.made.length === 0 && attempt.code !== "Z_BUF_ERROR") {
    return { bytes, fault: `what came is no ${name}, though Content-Encoding says so` };
  }
  const cut = attempt.code === "Z_BUF_ERROR";
  return {
    bytes: part.made,
    fault: cut
      ? `the ${name} is cut: it ends before its end`
      : `the ${name} is broken behind byte ${part.size} of ${bytes.length}`,
  };
}

type Attempt =
  | { readonly ok: true; readonly made: Buffer; readonly read: number }
  | { readonly ok: false; readonly code: string };

function tried(unpack: Unpack, bytes: Buffer, options: Unpacking): Attempt {
  try {
    // With `info`, which the types do not know, there is also how much was read.
    const { buffer, engine } = unpack(bytes, options) as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return { ok: true, made: buffer, read: engine.bytesWritten };
  } catch (error) {
    return { ok: false, code: error instanceof Error && "code" in error ? String(error.code) : "" };
  }
}

/** The longest start of the bytes that can be unpacked: each shorter one can be, too. */
function longestPart(bytes: Buffer, unpackStart: (start: Buffer) => Attempt) {
  let [best, size, beyond]: [Buffer, number, number] = [none, 0, bytes.length + 1];
  while (beyond - size > 1) {
    const middle = Math.floor((size + beyond) / 2);
    const attempt = unpackStart(bytes.subarray(0, middle));
    if (attempt.ok) [best, size] = [attempt.made, middle];
    else beyond = middle;
  }
  return { made: best, size };
}
