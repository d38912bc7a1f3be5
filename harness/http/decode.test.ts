import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeBody } from "./decode.ts";

const limit = 10_000;
const text = '{"name":"Zürich","many":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}';
const utf8 = Buffer.from(text);
const json = "application/json";

const read = (bytes: Buffer, coding?: string, type = json) =>
  decodeBody(
    bytes,
    { "content-type": type, ...(coding !== undefined && { "content-encoding": coding }) },
    limit,
  );

describe("bytes that are text in UTF-8 are that text, and nothing more is said", () => {
  it.each([
    { name: "plain" },
    { name: "called identity", coding: "identity" },
    { name: "in a charset by name", type: 'application/json; charset="UTF-8"' },
    { name: "without a type", type: "" },
  ])("$name", ({ coding, type }) => {
    expect(read(utf8, coding, type)).toEqual({ body: text });
  });

  it("nothing is nothing, whatever is said of it", () => {
    expect(read(Buffer.alloc(0), "gzip")).toEqual({ body: "" });
  });
});

describe("bytes that mean the same text", () => {
  const latin1 = Buffer.from(text, "latin1");
  const wide = Buffer.from(text, "utf16le");
  it.each([
    { name: "gzip", bytes: gzipSync(utf8), coding: "gzip", from: ["gzip"] },
    { name: "its old name", bytes: gzipSync(utf8), coding: "X-GZip", from: ["x-gzip"] },
    { name: "deflate", bytes: deflateSync(utf8), coding: "deflate", from: ["deflate"] },
    { name: "bare deflate", bytes: deflateRawSync(utf8), coding: "deflate", from: ["deflate"] },
    { name: "brotli", bytes: brotliCompressSync(utf8), coding: "br", from: ["br"] },
    {
      name: "one in the other",
      bytes: brotliCompressSync(gzipSync(utf8)),
      coding: "gzip, identity, br",
      from: ["br", "gzip"],
    },
    {
      name: "a byte order mark",
      bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]),
      from: ["byte order mark"],
    },
    {
      name: "another charset",
      bytes: latin1,
      type: `${json};charset=ISO-8859-1`,
      from: ["windows-1252"],
    },
    {
      name: "another charset, packed",
      bytes: gzipSync(wide),
      coding: "gzip",
      type: `${json}; charset=utf-16`,
      from: ["gzip", "utf-16le"],
    },
    {
      name: "UTF-16 with its mark",
      bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]),
      type: `${json}; charset=utf-16`,
      from: ["utf-16be", "byte order mark"],
    },
  ])("$name", ({ bytes, coding, type, from }) => {
    const { body, reading } = read(bytes, coding, type);
    expect(body).toBe(text);
    expect(reading).toEqual({ from, size: bytes.length, bytes: bytes.toString("base64") });
  });
});

describe("bytes that mean no text for certain are told with the true cause", () => {
  const packed = gzipSync(utf8);
  const broken = Buffer.from(packed);
  broken[40] = (broken[40] ?? 0) ^ 0xff;
  it.each([
    {
      name: "an unknown coding",
      bytes: utf8,
      coding: "zstd",
      fault: /^the content coding "zstd" is not known here$/,
    },
    {
      name: "an unknown one below",
      bytes: packed,
      coding: "compress, gzip",
      fault: /"compress" is not known/,
    },
    {
      name: "gzip that is none",
      bytes: utf8,
      coding: "gzip",
      fault: /^what came is no gzip, though Content-Encoding says so$/,
    },
    { name: "brotli that is none", bytes: utf8, coding: "br", fault: /^what came is no brotli/ },
    { name: "cut gzip", bytes: packed.subarray(0, -9), coding: "gzip", fault: /^the gzip is cut/ },
    {
      name: "broken gzip",
      bytes: broken,
      coding: "gzip",
      fault: /^the gzip is broken behind byte \d+ of \d+$/,
    },
    {
      name: "gzip and more",
      bytes: Buffer.concat([deflateSync(utf8), utf8]),
      coding: "deflate",
      fault: /^\d+ bytes behind the end of the deflate$/,
    },
    {
      name: "more than may be",
      bytes: gzipSync(Buffer.alloc(limit + 1)),
      coding: "gzip",
      fault: /^the gzip holds more than 10000 bytes$/,
    },
    {
      name: "a matryoshka",
      bytes: packed,
      coding: "gzip,gzip,gzip,gzip",
      fault: /^4 content codings, one in the other$/,
    },
    {
      name: "gzip that nobody mentions",
      bytes: packed,
      fault: /^bytes of gzip, and no Content-Encoding says so$/,
    },
    {
      name: "an unknown charset",
      bytes: utf8,
      type: `${json}; charset=klingon`,
      fault: /^the charset "klingon" is not known here$/,
    },
    {
      name: "invalid UTF-8",
      bytes: Buffer.from(text, "latin1"),
      fault: /^invalid UTF-8 \(0xfc at byte 10\)$/,
    },
    {
      name: "a sign that is cut",
      bytes: Buffer.from([0x22, 0xc3]),
      fault: /^invalid UTF-8 \(0xc3 at byte 1\)$/,
    },
    {
      name: "UTF-16 that nobody mentions",
      bytes: Buffer.from(`\ufeff${text}`, "utf16le"),
      fault: /^a byte order mark of utf-16le, and no charset says so$/,
    },
    {
      name: "a mark against the charset",
      bytes: Buffer.from(`\ufeff${text}`),
      type: `${json}; charset=latin1`,
      fault: /mark of utf-8, and the charset is windows-1252$/,
    },
  ])("$name", ({ bytes, coding, type, fault }) => {
    const { reading } = read(bytes, coding, type);
    expect(reading).toMatchObject({
      fault: expect.stringMatching(fault) as string,
      size: bytes.length,
      bytes: bytes.toString("base64"),
    });
  });

  it("with what could be had of it", () => {
    expect(read(gzipSync(utf8).subarray(0, -9), "gzip").body).toBe(text);
    expect(read(utf8, "gzip").body).toBe(text);
    expect(read(Buffer.from(text, "latin1")).body).toContain("Z\ufffdrich");
  });
});
