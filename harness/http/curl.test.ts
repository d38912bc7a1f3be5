import { describe, expect, it } from "vitest";
import { quoteWith, shellQuote, toCurl } from "./curl.ts";

describe("toCurl", () => {
  it.each([
    {
      name: "a plain read is an address and its headers",
      request: { method: "GET", url: "https://x.example/sources/1", headers: { accept: "a/b" } },
      want: "curl https://x.example/sources/1 \\\n  -H 'accept: a/b'",
    },
    {
      name: "a body goes as it is, an at-sign included",
      request: {
        method: "POST",
        url: "https://x.example/sources",
        headers: { "content-type": "application/json" },
        body: '@{"a":"it\'s"}',
      },
      want: `curl -X POST https://x.example/sources \\\n  -H 'content-type: application/json' \\\n  --data-raw '@{"a":"it'\\''s"}'`,
    },
    {
      name: "what curl would add to an empty POST is taken away",
      request: { method: "POST", url: "https://x.example/a", headers: {} },
      want: "curl -X POST https://x.example/a \\\n  -H 'content-type:' \\\n  --data-raw ''",
    },
    {
      name: "brackets in the address are no pattern",
      request: { method: "DELETE", url: "https://x.example/a?f[b]=1", headers: {} },
      want: "curl -X DELETE --globoff 'https://x.example/a?f[b]=1'",
    },
    {
      name: "an empty header is sent, and headers of the connection are curl's own",
      request: {
        method: "GET",
        url: "https://x.example/",
        headers: { "x-empty": "", Host: "y", "content-length": "3" },
      },
      want: "curl https://x.example/ \\\n  -H 'x-empty;'",
    },
    {
      name: "HEAD waits for no body",
      request: { method: "HEAD", url: "https://x.example/", headers: {} },
      want: "curl --head https://x.example/",
    },
    {
      name: "no header can start a second one, and no name can name a file",
      request: {
        method: "GET",
        url: "https://x.example/",
        headers: { "x-a": "1\r\nx-b: 2", "@/etc/passwd": "1" },
      },
      want: "curl https://x.example/ \\\n  -H 'x-a: 1 x-b: 2'",
    },
  ])("$name", ({ request, want }) => {
    expect(toCurl(request)).toEqual({ command: want, config: [] });
  });
});

describe("quoting", () => {
  it.each([
    ["safe text stays bare", "https://x.example/a", "https://x.example/a"],
    ["the empty text is a word too", "", "''"],
    ["nothing expands", "$(id) `id` ${HOME}", "'$(id) `id` ${HOME}'"],
    ["a single quote is closed, escaped, opened", "it's", "'it'\\''s'"],
    ["NUL, which no argument can hold, is left out", "a\0b", "'ab'"],
  ])("%s", (_name, text, want) => {
    expect(shellQuote(text)).toBe(want);
  });

  it.each([
    ["a known name becomes a variable", "Bearer ${KEY}", '"Bearer ${KEY}"'],
    ["an unknown one stays text", "Bearer ${HOME}", "'Bearer ${HOME}'"],
    ["beside quotes only the variable expands", '{"a":"${KEY}"}', `'{"a":"'"\${KEY}"'"}'`],
    ["beside a dollar sign too", "${KEY}$(id)", `"\${KEY}"'$(id)'`],
    ["an unknown one beside a known one stays text", "${KEY}${HOME}", `"\${KEY}"'\${HOME}'`],
  ])("%s", (_name, text, want) => {
    expect(quoteWith(new Set(["KEY"]))(text)).toBe(want);
  });
});
