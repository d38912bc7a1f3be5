import type { HttpRequest } from "../../specs/types/exchange.format.d.ts";

/** Text -> one word of a POSIX shell. */
export type Quote = (text: string) => string;

/** One curl command, an argument or two a line, without a final newline, and what it reads from its input, if anything. */
export interface Curl {
  readonly command: string;
  /** Lines of a here-document in which the shell puts variables; the command reads it as `--config -`. */
  readonly config: readonly string[];
}

/**
 * What repeats a request. What curl would add by itself is taken away again: a request without `content-type` is sent
 * without one.
 *
 * @param quote How text becomes a shell word. The default takes everything literally; `quoteWith` lets variables in.
 * @param hidden Variables that must be no argument: every process of the machine can read those of another.
 */
export function toCurl(
  request: HttpRequest,
  quote: Quote = shellQuote,
  hidden: ReadonlySet<string> = new Set(),
): Curl {
  const headers = Object.entries(request.headers).filter(([name]) => isSent(name));
  const typed = headers.some(([name]) => name.toLowerCase() === "content-type");
  const body = bodyOf(request);
  const untyped = body !== undefined && !typed ? ["-H 'content-type:'"] : [];
  const isHidden = (text: string) => variablesIn(text).some((name) => hidden.has(name));
  const config: string[] = [];
  const argument = (option: string, flag: string, text: string): readonly string[] => {
    if (!isHidden(text)) return [`${flag}${quote(text)}`];
    config.push(`${option} = "${configText(text, hidden)}"`);
    return [];
  };
  const url = argument("url", "", request.url);
  const lines = [
    ["curl", ...methodOf(request, body), ...globbing(request), ...url].join(" "),
    ...headers.flatMap(([name, value]) => argument("header", "-H ", header(name, value))),
    ...untyped,
    ...(body === undefined ? [] : argument("data-raw", "--data-raw ", body)),
    ...(config.length > 0 ? ["--config -"] : []),
  ];
  return { command: lines.join(" \\\n  "), config };
}

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name = ""]) => name);

/** Text within the quotes of curl's config file, itself within a here-document: only the variables expand. */
function configText(text: string, variables: ReadonlySet<string>): string {
  return text
    .replaceAll("\0", "")
    .split(/(\$\{[A-Za-z_][A-Za-z0-9_]*\})/)
    .map((part, index) =>
      index % 2 === 1 && variables.has(part.slice(2, -1))
        ? part
        : part
            .replaceAll(/[\\"\n\r\t\v]/g, (sign) => configEscapes[sign] ?? sign)
            .replaceAll(/[\\$`]/g, (sign) => `\\${sign}`),
    )
    .join("");
}

const configEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

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
