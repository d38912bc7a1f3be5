import type { Silent } from "./types.ts";

export const silent = (reason: Silent["reason"], message: string): Silent => ({
  kind: "silent",
  reason,
  message,
});

/**
 * What undici and the system call the trouble, in our few words.
 *
 * @param within What was being read when it came.
 */
export function silence(error: unknown, within: "head" | "body" = "body"): Silent {
  const code = codeOf(error);
  const message = messageOf(error, code, within);
  if (unreachable.has(code)) return silent("unreachable", message);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return silent("too-large", "the headers are too large");
  if (isParserError(error) || code.includes("CONTENT_LENGTH")) return silent("malformed", message);
  if (/CERT|TLS|SSL|SIGNATURE|ALTNAME/.test(code)) return silent("tls", message);
  const unasked = unaskedFor.get(message);
  return unasked === undefined ? silent("reset", message) : silent("malformed", unasked);
}

/** What undici calls an answer that it cannot go on from, and what it was. */
const unaskedFor = new Map([
  ["bad response", "100 Continue came, which nobody had asked for"],
  ["bad upgrade", "the protocol was changed (101), which nobody had asked for"],
]);

const unreachable = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Not every error of the parser has a code. */
const isParserError = (error: unknown): boolean =>
  error instanceof Error && error.name === "HTTPParserError";

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

function messageOf(error: unknown, code: string, within: "head" | "body"): string {
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name is not known";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return "no connection in time";
  // Whatever is wrong in a head that has said a length already, undici calls a wrong length.
  if (code.includes("CONTENT_LENGTH") && within === "head") {
    return "the head is no HTTP/1.1 from Content-Length on: it is there twice, say, or beside Transfer-Encoding";
  }
  const text = error instanceof Error ? error.message : String(error);
  return text === "" ? code : text;
}
