import { isUtf8 } from "node:buffer";
import { isDeepStrictEqual } from "node:util";
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseDocument } from "yaml";
import { parseBody } from "./check/body.ts";
import { createdId, mayHaveMade } from "./check/created-id.ts";
import { whyLive } from "./execute/live-mode.ts";
import { whyTooHigh } from "./execute/limits.ts";
import { decodeBody } from "./http/decode.ts";
import { createSender } from "./http/send.ts";
import type { Answered, Exchange } from "./http/types.ts";
import { createRedact, redactExchange } from "./secrets/redact.ts";
import { differencesOf } from "./testing/expectation.ts";
import { serveRaw } from "./testing/server.ts";

/** More than a pipeline has time for: `HEADWATER_FUZZ=100000 npx vitest run harness/fuzz-answers.test.ts`. */
const runs = Number(process.env["HEADWATER_FUZZ"] ?? 150);

const limit = 100_000;
const key = "sk_live_fuzzed_key";
const redact = createRedact([{ name: "FUZZ_KEY", value: key }]);

/** How a text becomes bytes, and what a header says of it, which need not be true. */
const packings = {
  identity: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes),
  deflate: (bytes: Buffer) => deflateSync(bytes),
  br: (bytes: Buffer) => brotliCompressSync(bytes),
} as const;
const hasFrame = (bytes: Buffer): boolean =>
  ((bytes[0] ?? 0) & 15) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0;
const unpackings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: limit }),
  // As browsers do: many servers leave out its frame.
  deflate: (bytes) =>
    (hasFrame(bytes) ? inflateSync : inflateRawSync)(bytes, { maxOutputLength: limit }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: limit }),
};
const charsets = { "utf-8": "utf8", "utf-16le": "utf16le", "iso-8859-1": "latin1" } as const;

const word = fc.constantFrom("id", "state", "liveMode", "amount", "ü", 'a"b', key);
const member = fc.tuple(
  word,
  fc.oneof(
    fc.constantFrom(
      "true",
      "false",
      "null",
      "1",
      "10.00",
      "9007199254740993",
      "1e400",
      "[]",
      "{}",
      '"x"',
      '"liveMode"',
      `"${key}"`,
    ),
    fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  ),
);
/** What servers send where JSON is due. */
const slip = fc.constantFrom(
  "<!doctype html><title>502</title>",
  "<Error><Code>x</Code></Error>",
  '{"id":1,}',
  "{'id':1}",
  '// x\n{"id":1}',
  "[1 2]",
  "[1,,2]",
  "NaN",
  "tru",
  "nul1",
  "01",
  "-",
  "1.",
  "1e",
  '"x',
  '"\\u00',
  '"\\q"',
  '"a\tb"',
  '{"id":1}{"id":2}',
  '{"id":1}\n{"id":2}',
  ")]}',\n{}",
  "callback({})",
  "\ufeff{}",
  " ",
  "null",
  '"text"',
  "[".repeat(80) + "]".repeat(80),
);
/** JSON, or nearly: members may stand twice. */
const objects = fc
  .array(member, { maxLength: 6 })
  .map(
    (members) =>
      `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(", ")}}`,
  );

const sentText = fc.oneof({ weight: 4, arbitrary: objects }, slip);

/** What happens to bytes on their way. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(400) }),
  fc.record({
    kind: fc.constant("flip" as const),
    at: fc.nat(400),
    by: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: fc.nat(400),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant("twice" as const) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(bytes: Buffer, one: Edit): Buffer {
  if (one.kind === "twice") return Buffer.concat([bytes, bytes]);
  const at = bytes.length === 0 ? 0 : one.at % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (one.kind === "cut") return before;
  if (one.kind === "insert") return Buffer.concat([before, one.bytes, after]);
  return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ one.by]), after.subarray(1)]);
}

const answer = fc
  .record({
    sent: sentText,
    packed: fc.constantFrom(...(Object.keys(packings) as (keyof typeof packings)[])),
    said: fc.option(fc.constantFrom("gzip", "deflate", "br", "zstd", "identity"), {
      nil: undefined,
    }),
    charset: fc.constantFrom(...(Object.keys(charsets) as (keyof typeof charsets)[])),
    saidCharset: fc.option(fc.constantFrom("utf-8", "utf-16le", "iso-8859-1", "klingon"), {
      nil: undefined,
    }),
    honest: fc.boolean(),
    edits: fc.array(edit, { maxLength: 2 }),
  })
  .map(({ sent, packed, said, charset, saidCharset, honest, edits }) => {
    const bytes = edits.reduce(edited, packings[packed](Buffer.from(sent, charsets[charset])));
    const coding = honest ? packed : said;
    const named = honest ? charset : saidCharset;
    const headers: Record<string, string> = {
      "content-type": `application/json${named === undefined ? "" : `; charset=${named}`}`,
      ...(coding !== undefined && { "content-encoding": coding }),
    };
    return { bytes, headers };
  });

/** What a client makes of it that does just what the headers say, and trusts nothing; undefined where it fails. */
function plainReading({
  bytes,
  headers,
}: Came): { readonly data: unknown; readonly text: string } | undefined {
  const json = plainText({ bytes, headers });
  try {
    return json === undefined ? undefined : { data: JSON.parse(json) as unknown, text: json };
  } catch {
    return undefined;
  }
}

function plainText(came: Came): string | undefined {
  const unpacked = unpack(came.bytes, came);
  return unpacked && textIn(unpacked, came);
}

function unpack(bytes: Buffer, { headers }: Came): Buffer | undefined {
  const coding = headers["content-encoding"] ?? "identity";
  try {
    return coding === "identity" ? bytes : unpackings[coding]?.(bytes);
  } catch {
    return undefined;
  }
}

const charsetOf = ({ headers }: Came): string =>
  /charset=(\S+)/.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";

function textIn(bytes: Buffer, came: Came): string | undefined {
  try {
    return new TextDecoder(charsetOf(came), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes and what is said of them. */
interface Came {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const exchangeOf = ({ bytes, headers }: Came): Exchange & { readonly reply: Answered } => ({
  request: { method: "POST", url: "http://shop.example/books", headers: {} },
  sentAt: "2026-01-01T00:00:00.000Z",
  durationMs: 1,
  reply: { kind: "answered", status: 201, headers, ...decodeBody(bytes, headers, limit) },
});

const live = (exchange: Exchange) =>
  whyLive({
    kind: "exchange",
    scope: "step",
    name: "s",
    judged: true,
    run: 0,
    number: 1,
    exchange,
  });

const saysLive = (data: unknown): boolean =>
  data !== null &&
  typeof data === "object" &&
  (Reflect.get(data, "liveMode") === true || Object.values(data).some(saysLive));

/** What is wrong with how an answer is read; each is said in a word. */
function wrongReading(came: Came): readonly string[] {
  const exchange = exchangeOf(came);
  const body = parseBody(exchange.reply);
  const plain = plainReading(came);
  const differs = (expectation: string) => differencesOf(expectation, exchange).length > 0;
  const exact = !/\d{16}|e/i.test(plain?.text ?? "");
  const mayRefuse =
    /^(ambiguous JSON|no JSON that is read \(more than 64|what cannot be read: \d+ bytes behind the end)/;
  return [
    [body.ok && plain === undefined, "it is read, and no plain client reads it"],
    [
      body.ok && exact && !isDeepStrictEqual(body.data, plain?.data),
      "it is read as something else",
    ],
    [!body.ok && body.why === "", "it is not read, for no reason"],
    [!body.ok && plain !== undefined && !mayRefuse.test(body.why), "every client reads it"],
    [!body.ok && !differs("{ body: { is: object } }"), "a check passes on what is not read"],
    [
      came.bytes.length > 0 && plainText(came) !== "" && !differs("{ body: empty }"),
      "it is no empty body",
    ],
  ].flatMap(([wrong, what]) => (wrong === true ? [String(what)] : []));
}

/** Expectations, and whether a plain client that read `data` would say that they hold. */
const looks: readonly (readonly [expectation: string, holds: (data: unknown) => boolean])[] = [
  ["{ body: { state: x } }", (data) => memberOf(data, "state") === "x"],
  ["{ body: { liveMode: true } }", (data) => memberOf(data, "liveMode") === true],
  ["{ body: { amount: 10 } }", (data) => memberOf(data, "amount") === 10],
  ["{ body: { id: 9007199254740992 } }", (data) => memberOf(data, "id") === 9007199254740992],
  ["{ body: { id: { is: absent } } }", (data) => isObject(data) && !Object.hasOwn(data, "id")],
  ["{ body: { state: { is: null } } }", (data) => memberOf(data, "state") === null],
];

const isObject = (data: unknown): data is object =>
  data !== null && typeof data === "object" && !Array.isArray(data);

const memberOf = (data: unknown, name: string): unknown =>
  isObject(data) && Object.hasOwn(data, name) ? Reflect.get(data, name) : undefined;

/** Which checks come to something else than what a plain client sees. What is read and exact has to pass, too. */
function wrongVerdicts(came: Came): readonly string[] {
  const exchange = exchangeOf(came);
  const plain = plainReading(came);
  const isExact = parseBody(exchange.reply).ok && !/\d{16}|e/i.test(plain?.text ?? "");
  return looks.flatMap(([expectation, holds]) => {
    const passes = differencesOf(expectation, exchange).length === 0;
    const should = plain !== undefined && holds(plain.data);
    return passes === should || (!passes && !isExact) ? [] : [`${expectation} passes: ${passes}`];
  });
}

/** Reasons, and whether what plain tools say of the same bytes bears them out. */
const reasons: readonly (readonly [why: RegExp, isTrue: (met: Met) => boolean])[] = [
  [/^an empty body$/, ({ came, text }) => came.bytes.length === 0 || text === ""],
  [/^nothing but white space/, ({ text }) => text?.trim() === ""],
  [/: what came is no \w+, though|: the \w+ is (?:cut|broken)/, ({ unpacked }) => !unpacked],
  [/: the \w+ holds more than/, ({ unpacked }) => !unpacked],
  [
    /: (\d+) bytes behind the end of the/,
    ({ groups: [behind], came, unpacked }) =>
      unpacked?.equals(unpack(came.bytes.subarray(0, -Number(behind)), came) ?? came.bytes) ===
      true,
  ],
  [
    /: the content coding "(\w+)" is not known/,
    ({ groups: [coding = ""], came }) =>
      came.headers["content-encoding"] === coding && !Object.hasOwn(unpackings, coding),
  ],
  [/: the charset "klingon" is not known/, ({ came }) => charsetOf(came) === "klingon"],
  [
    /: bytes of gzip, and no Content-Encoding/,
    ({ came }) => came.headers["content-encoding"] !== "gzip" && came.bytes[0] === 0x1f,
  ],
  [/: bytes of zstd, and no Content-Encoding/, ({ came }) => came.bytes[0] === 0x28],
  [
    /: invalid UTF-8 \(0x(\w\w) at byte (\d+)\)/,
    ({ groups: [sign = "", at], unpacked = Buffer.alloc(0) }) =>
      unpacked[Number(at)] === Number.parseInt(sign, 16) &&
      isUtf8(unpacked.subarray(0, Number(at))) &&
      !isUtf8(unpacked),
  ],
  [/: invalid /, ({ text }) => text === undefined],
  [
    /: a byte order mark of (utf-8|utf-16le|utf-16be)/,
    ({ groups: [mark = ""], unpacked }) =>
      unpacked?.toString("latin1").startsWith(marks[mark] ?? "none") === true,
  ],
  [/^no JSON \(UTF-16 or UTF-32/, ({ text }) => text?.slice(0, 4).includes("\0") === true],
  [/, though its Content-Type says JSON/, ({ text }) => text?.trimStart().startsWith("<") === true],
  [/^cut JSON/, ({ text = "" }) => isStart(text)],
  [
    /^JSON and more behind it \(at character (\d+)\)/,
    ({ groups: [at], text = "" }) => isJson(text.slice(0, Number(at))) && !isJson(text),
  ],
  [
    /^no JSON \(wrong at character (\d+)\)/,
    ({ groups: [at], text = "" }) => !isJson(text) && isStart(text.slice(0, Number(at))),
  ],
  [
    /^no JSON that is read \(more than (\d+) levels\)/,
    ({ groups: [levels], text = "" }) => text.split(/[[{]/).length - 1 > Number(levels),
  ],
  [/^no JSON: /, ({ text = "" }) => !isJson(text)],
  [
    /^ambiguous JSON/,
    ({ text = "" }) =>
      parseDocument(text, { uniqueKeys: true }).errors.some(({ code }) => code === "DUPLICATE_KEY"),
  ],
];

/** The bytes, without their coding and as text, where plain tools make any of them. */
interface Met {
  readonly came: Came;
  readonly groups: readonly (string | undefined)[];
  readonly unpacked: Buffer | undefined;
  readonly text: string | undefined;
}

const marks: Readonly<Record<string, string>> = {
  "utf-8": "\xef\xbb\xbf",
  "utf-16le": "\xff\xfe",
  "utf-16be": "\xfe\xff",
};

const isJson = (json: string): boolean => {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
};

/** Whether something may follow that makes JSON of it. */
const isStart = (json: string): boolean => {
  try {
    JSON.parse(json);
    return true;
  } catch (error) {
    const [, at] = /at position (\d+)/.exec(String(error)) ?? [];
    return /end of JSON/.test(String(error)) || Number(at) >= json.length;
  }
};

function untrueReason(came: Came): readonly string[] {
  const body = parseBody(exchangeOf(came).reply);
  if (body.ok) return [];
  const unpacked = unpack(came.bytes, came);
  const text = unpacked && textIn(unpacked, came);
  for (const [pattern, isTrue] of reasons) {
    const [whole, ...groups] = pattern.exec(body.why) ?? [];
    if (whole !== undefined) {
      return isTrue({ came, groups, unpacked, text }) ? [] : [`it is not so: ${body.why}`];
    }
  }
  return [`nobody can tell: ${body.why}`];
}

/** What of it is overlooked. */
function overlooked(came: Came): readonly string[] {
  const exchange = exchangeOf(came);
  const body = parseBody(exchange.reply);
  const isUnread = !body.ok && !body.ambiguous && came.bytes.length > 0;
  const isMade = createdId(exchange) !== undefined || (!body.ok && came.bytes.length > 0);
  const why = live(exchange);
  whyTooHigh(exchange, { amount: 5 });
  return [
    [saysLive(plainReading(came)?.data) && why === undefined, "liveMode: true"],
    [isUnread && why === undefined, "what may be live"],
    [mayHaveMade(exchange) !== isMade, "an object"],
  ].flatMap(([wrong, what]) => (wrong === true ? [String(what)] : []));
}

/** Where it shows a key after masking. */
function shown(came: Came): readonly string[] {
  const { reply } = redactExchange(exchangeOf(came), redact);
  if (reply.kind === "silent") return [];
  const bytes = Buffer.from(reply.reading?.bytes ?? "", "base64");
  const texts = {
    text: reply.body,
    bytes: bytes.toString("latin1"),
    unpacked: plainReading({ ...came, bytes })?.text ?? "",
  };
  return Object.entries(texts).flatMap(([where, own]) =>
    own.toLowerCase().includes(key) ? [where] : [],
  );
}

/** An empty text, packed: bytes that mean none. The shortest brotli of all is one byte. */
const ofNothing: readonly Came[] = Object.entries({
  gzip: gzipSync(""),
  deflate: deflateSync(""),
  br: Buffer.of(0x3d),
}).map(([coding, bytes]) => ({ bytes, headers: { "content-encoding": coding } }));

describe("an answer of any bytes", () => {
  it.each([
    {
      name: "is read as a plain client reads it, or not at all and with a reason",
      of: wrongReading,
    },
    { name: "passes no check that a plain client sees fail", of: wrongVerdicts },
    { name: "is told with a true reason", of: untrueReason },
    { name: "never hides real money, an object, or an amount", of: overlooked },
    { name: "shows no key, in its text or its bytes", of: shown },
  ])("$name", ({ of }) => {
    fc.assert(
      fc.property(answer, (came) => {
        expect(of(came)).toEqual([]);
      }),
      { numRuns: runs, examples: ofNothing.map((came) => [came]) },
    );
  });
});

/** How a body is framed, rightly and wrongly. */
const framings: readonly ((body: Buffer) => Buffer)[] = [
  (body) => Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]),
  (body) => Buffer.concat([Buffer.from(`Content-Length: ${body.length + 5}\r\n\r\n`), body]),
  (body) =>
    Buffer.concat([Buffer.from(`Content-Length: ${Math.max(body.length - 3, 0)}\r\n\r\n`), body]),
  (body) => Buffer.concat([Buffer.from("Connection: close\r\n\r\n"), body]),
  (body) =>
    Buffer.concat([
      Buffer.from(`Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`),
      body,
      Buffer.from("\r\n0\r\n\r\n"),
    ]),
  (body) => Buffer.concat([Buffer.from("Transfer-Encoding: chunked\r\n\r\nff\r\n"), body]),
  (body) =>
    Buffer.concat([Buffer.from("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"), body]),
];

describe("an answer of any bytes and framing, over a socket", () => {
  it("is an answer or silence with its reason, and never hangs", async () => {
    let sent = Buffer.alloc(0);
    const server = await serveRaw((socket) => socket.end(sent));
    const { send, close } = createSender({ connections: 1, timeoutMs: 5000, bodyBytes: limit });
    onTestFinished(close);
    await fc.assert(
      fc.asyncProperty(
        answer,
        fc.constantFrom(...framings),
        fc.constantFrom(200, 201, 204, 404, 500),
        async ({ bytes, headers }, frame, status) => {
          const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
          sent = Buffer.concat([
            Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join("")}`),
            frame(bytes),
          ]);
          const exchange = await send({ method: "POST", url: `${server.url}/books`, headers: {} });
          const { reply } = exchange;
          const came = reply.kind === "silent" ? reply.message : String(reply.status);
          expect(came === String(status) || (reply.kind === "silent" && came !== "")).toBe(true);
          live(exchange);
        },
      ),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});
