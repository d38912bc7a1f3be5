import { describe, expect, it } from "vitest";
import { answered, silent } from "../testing/exchange.ts";
import { createRedact, redactExchange } from "./redact.ts";

const secret = "sk/live+Wörter 77";
const redact = createRedact([
  { name: "SHOP_KEY", value: secret },
  { name: "HTML_KEY", value: `a&b<c>"d'` },
]);

describe("a secret is masked by its name", () => {
  it.each([
    { name: "plain", text: `Bearer ${secret}`, want: "Bearer ${SHOP_KEY}" },
    { name: "more than once", text: `${secret}${secret}`, want: "${SHOP_KEY}${SHOP_KEY}" },
    {
      name: "URL-encoded",
      text: `?key=${encodeURIComponent(secret)}&a=1`,
      want: "?key=${SHOP_KEY}&a=1",
    },
    {
      name: "as a form writes it",
      text: new URLSearchParams({ key: secret }).toString(),
      want: "key=${SHOP_KEY}",
    },
    {
      name: "in base64",
      text: `Basic ${Buffer.from(secret).toString("base64")}`,
      want: "Basic ${SHOP_KEY}",
    },
    {
      name: "in base64 without its end",
      text: Buffer.from(secret).toString("base64").replace(/=+$/, ""),
      want: "${SHOP_KEY}",
    },
    {
      name: "in base64 for URLs",
      text: Buffer.from(secret).toString("base64url"),
      want: "${SHOP_KEY}",
    },
    {
      name: "as a user name without a password",
      text: Buffer.from(`${secret}:`).toString("base64"),
      want: "${SHOP_KEY}",
    },
    {
      name: "URL-encoded in small letters",
      text: encodeURIComponent(secret).toLowerCase().replace("w%", "W%"),
      want: "${SHOP_KEY}",
    },
    {
      name: "as HTML writes it",
      text: "<p>key a&amp;b&lt;c&gt;&quot;d&#39;</p>",
      want: "<p>key ${HTML_KEY}</p>",
    },
    {
      name: "where JSON escapes the slash",
      text: JSON.stringify(secret).replace("/", "\\/"),
      want: '"${SHOP_KEY}"',
    },
    { name: "in other letters", text: "SK/LIVE+wörter 77", want: "${SHOP_KEY}" },
    { name: "within JSON", text: JSON.stringify({ key: secret }), want: '{"key":"${SHOP_KEY}"}' },
    { name: "nothing else", text: "a word, 77", want: "a word, 77" },
  ])("$name", ({ text, want }) => {
    expect(redact(text)).toBe(want);
  });

  it.each([
    {
      name: "at its start",
      text: Buffer.from(`${secret}, and more`).toString("base64"),
      want: /^\$\{SHOP_KEY\}.{8,}$/,
    },
    {
      name: "a byte later",
      text: Buffer.from(`:${secret}:password`).toString("base64"),
      want: /^.{2}\$\{SHOP_KEY\}.{8,}$/,
    },
    {
      name: "two bytes later",
      text: Buffer.from(`me${secret}`).toString("base64url"),
      want: /^.{3}\$\{SHOP_KEY\}.?$/,
    },
  ])("in base64 within another text, $name", ({ text, want }) => {
    expect(redact(text)).toMatch(want);
  });

  it("also where JSON escapes it", () => {
    const quoted = createRedact([{ name: "KEY", value: 'with "quotes" \\ and signs' }]);
    expect(quoted(JSON.stringify({ key: 'with "quotes" \\ and signs' }))).toBe('{"key":"${KEY}"}');
  });
});

describe("several secrets", () => {
  it.each([
    {
      name: "one within another: the longer one wins",
      secrets: { SHORT: "secret-key", LONG: "secret-key-of-old" },
      text: "secret-key secret-key-of-old",
      want: "${SHORT} ${LONG}",
    },
    {
      name: "equal ones: the first names it",
      secrets: { A: "secret-key", B: "secret-key" },
      text: "secret-key",
      want: "${A}",
    },
    {
      name: "a secret that is part of a mask leaves the mask alone",
      secrets: { SHOP_SECRET: "the-longest-secret", B: "SECRET" },
      text: "the-longest-secret SECRET",
      want: "${SHOP_SECRET} ${B}",
    },
    {
      name: "values that are too short to be secrets stay",
      secrets: { A: "short", B: "" },
      text: "short",
      want: "short",
    },
    {
      name: "signs of regular expressions are signs",
      secrets: { A: "a.*b$1(" },
      text: "aXXb a.*b$1(",
      want: "aXXb ${A}",
    },
    { name: "no secrets at all", secrets: {}, text: "text", want: "text" },
  ])("$name", ({ secrets, text, want }) => {
    const all = Object.entries(secrets).map(([name, value]) => ({ name, value }));
    expect(createRedact(all)(text)).toBe(want);
  });
});

describe("an exchange is stored without secrets", () => {
  it("in its URL, headers and bodies", () => {
    const exchange = answered(200, { echo: secret }, { "x-echo": secret });
    const request = {
      method: "POST",
      url: `http://shop/?k=${encodeURIComponent(secret)}`,
      headers: { authorization: `Bearer ${secret}` },
      body: secret,
    };
    expect(redactExchange({ ...exchange, request }, redact)).toEqual({
      ...exchange,
      request: {
        method: "POST",
        url: "http://shop/?k=${SHOP_KEY}",
        headers: { authorization: "Bearer ${SHOP_KEY}" },
        body: "${SHOP_KEY}",
      },
      reply: {
        kind: "answered",
        status: 200,
        headers: { "x-echo": "${SHOP_KEY}" },
        body: '{"echo":"${SHOP_KEY}"}',
      },
    });
  });

  it("in the name of a header", () => {
    const exchange = answered(200, "", { [`x-no-sk/live+Wörter 77`]: "1" });
    const { reply } = redactExchange(exchange, redact);
    expect(reply).toMatchObject({ headers: { "x-no-${SHOP_KEY}": "1" } });
  });

  it("in what went wrong", () => {
    const exchange = silent();
    const reply = {
      ...exchange.reply,
      kind: "silent",
      reason: "reset",
      message: `bad header ${secret}`,
    } as const;
    expect(redactExchange({ ...exchange, reply }, redact).reply).toMatchObject({
      message: "bad header ${SHOP_KEY}",
    });
  });

  it("and nothing of it is changed in place", () => {
    const exchange = answered(200, secret);
    const before = structuredClone(exchange);
    redactExchange(exchange, redact);
    expect(exchange).toEqual(before);
    expect(redactExchange(exchange, redact)).not.toHaveProperty("request.body");
  });
});
