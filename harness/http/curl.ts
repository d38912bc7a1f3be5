import type { HttpRequest } from "../../specs/types/exchange.format.d.ts";

/** Text -> one word of a POSIX shell. */
export type Quote = (text: string) => string;

/**
 * One curl command that repeats a request, an argument or two a line, without a final newline.
 *
 * What curl would add by itself is taken away again: a request without `content-type` is sent without one.
 *
 * @param quote How text becomes a shell word. The default takes everything literally; `quoteWith` lets variables in.
 */
export function toCurl(request: HttpRequest, quote: Quote = shellQuote): string {
  const headers = Object.entries(request.headers).filter(([name]) => isSent(name));
  const typed = headers.some(([name]) => name.toLowerCase() === "content-type");
  const body = bodyOf(request);
  const untyped = body !== undefined && !typed ? ["-H 'content-type:'"] : [];
  return [
    ["curl", ...methodOf(request, body), ...globbing(request), quote(request.url)].join(" "),
    ...headers.map(([name, value]) => `-H ${quote(header(name, value))}`),
    ...untyped,
    ...(body === undefined ? [] : [`--data-raw ${quote(body)}`]),
  ].join(" \\\n  ");
}

/** Everything literal: single quotes, unless the text is harmless without. */
export function shellQuote(text: string): string {
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(text)) return text;
  return singleQuoted(text);
}

/** Literal but for `${NAME}` of the given names, which become variables of the shell. */
export function quoteWith(names: ReadonlySet<string>): Quote {
  return (text) => {
    const parts = text.split(/(\$\{[A-Za-z_][A-Za-z0-9_]*\})/);
    const pieces = parts.map((part, index) => ({
      text: part,
      variable: index % 2 === 1 && names.has(part.slice(2, -1)),
    }));
    if (!pieces.some((piece) => piece.variable)) return shellQuote(text);
    const literal = pieces.map((piece) => (piece.variable ? "" : piece.text)).join("");
    return /["\\`$\0]/.test(literal) ? pieces.map(quotedPiece).join("") : `"${text}"`;
  };
}

/** Literal stretches in single quotes, variables in double ones: `'{"id":"'"${card_id}"'"}'`. */
function quotedPiece(piece: { readonly text: string; readonly variable: boolean }): string {
  if (piece.variable) return `"${piece.text}"`;
  return piece.text === "" ? "" : singleQuoted(piece.text);
}

/** No argument can hold NUL. */
const singleQuoted = (text: string): string =>
  `'${text.replaceAll("\0", "").replaceAll("'", `'\\''`)}'`;

/** curl writes these itself, from the URL, the body and the connection. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
]);

function isSent(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !ownHeaders.has(name.toLowerCase());
}

/** In curl `name;` sends an empty header, while `name:` would remove it. */
function header(name: string, value: string): string {
  return value === "" ? `${name};` : `${name}: ${value.replaceAll(/[\r\n]+/g, " ")}`;
}

/** A method that usually carries a body is sent with an empty one, as HTTP clients do, so that a length is declared. */
function bodyOf(request: HttpRequest): string | undefined {
  if (request.body !== undefined) return request.body;
  return ["POST", "PUT", "PATCH"].includes(request.method.toUpperCase()) ? "" : undefined;
}

function methodOf(request: HttpRequest, body: string | undefined): readonly string[] {
  const method = request.method.toUpperCase();
  if (method === "HEAD") return ["--head"];
  if (method === "GET" && body === undefined) return [];
  return ["-X", shellQuote(method)];
}

/** curl would read brackets and braces in a URL as a pattern. */
function globbing(request: HttpRequest): readonly string[] {
  return /[[\]{}]/.test(request.url.replaceAll(/\$\{\w+\}/g, "")) ? ["--globoff"] : [];
}
