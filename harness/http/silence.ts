import type { Silent } from "./types.ts";

export const silent = (reason: Silent["reason"], message: string): Silent => ({
  kind: "silent",
  reason,
  message,
});

/** What undici and the system call the trouble, in our few words. */
export function silence(error: unknown): Silent {
  const code = codeOf(error);
  const message = messageOf(error, code);
  if (unreachable.has(code)) return silent("unreachable", message);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return silent("too-large", "the headers are too large");
  if (isParserError(error) || code.includes("CONTENT_LENGTH")) return silent("malformed", message);
  if (/CERT|TLS|SSL|SIGNATURE|ALTNAME/.test(code)) return silent("tls", message);
  return silent("reset", message);
}

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

function messageOf(error: unknown, code: string): string {
  if (code === "ECONNREFUSED") return "connection refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name is not known";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return "no connection in time";
  const text = error instanceof Error ? error.message : String(error);
  return text === "" ? code : text;
}
