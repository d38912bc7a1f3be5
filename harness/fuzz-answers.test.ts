import { isDeepStrictEqual } from "node:util";
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
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
const unpackings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: limit }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: limit }),
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
/** JSON, or nearly: members may stand twice. */
const text = fc
  .array(member, { maxLength: 6 })
  .map(
    (members) =>
      `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(", ")}}`,
  );

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
    text,
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
  .map(({ text: json, packed, said, charset, saidCharset, honest, edits }) => {
    const bytes = edits.reduce(edited, packings[packed](Buffer.from(json, charsets[charset])));
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
  const coding = headers["content-encoding"] ?? "identity";
  const charset = /charset=(\S+)/.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
  try {
    const unpack = coding === "identity" ? (same: Buffer) => same : unpackings[coding];
    if (unpack === undefined) return undefined;
    const json = new TextDecoder(charset, { fatal: true }).decode(unpack(bytes));
    return { data: JSON.parse(json) as unknown, text: json };
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
  const mayRefuse = /^(ambiguous JSON|what cannot be read: \d+ bytes behind the end)/;
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
      came.bytes.length > 0 && plain?.text !== "" && !differs("{ body: empty }"),
      "it is no empty body",
    ],
  ].flatMap(([wrong, what]) => (wrong === true ? [String(what)] : []));
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

describe("an answer of any bytes", () => {
  it.each([
    {
      name: "is read as a plain client reads it, or not at all and with a reason",
      of: wrongReading,
    },
    { name: "never hides real money, an object, or an amount", of: overlooked },
    { name: "shows no key, in its text or its bytes", of: shown },
  ])("$name", ({ of }) => {
    fc.assert(
      fc.property(answer, (came) => {
        expect(of(came)).toEqual([]);
      }),
      { numRuns: runs },
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
