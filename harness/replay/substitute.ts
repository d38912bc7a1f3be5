import type { HttpRequest } from "../../specs/types/report.format.d.ts";
import { parseJson } from "../read/json.ts";

/** Value -> name of the variable that stands for it. */
type Lookup = (value: string) => string | undefined;

/**
 * The request with each whole path segment, query value, word of a header or JSON string that `lookup` names replaced by
 * `${name}`.
 */
export function substitute(request: HttpRequest, lookup: Lookup): HttpRequest {
  const { body } = request;
  const url = substituteUrl(request.url, lookup);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, substituteWords(value, lookup)]),
  );
  if (body === undefined) return { ...request, url, headers };
  return { ...request, url, headers, body: substituteBody(request.headers, body, lookup) };
}

/** Such as the token that a shopper got and sends as `Authorization: Bearer TOKEN`. */
function substituteWords(value: string, lookup: Lookup): string {
  return value.replaceAll(/(?<![\w.~${-])[\w.~-]{6,}/g, (word) => reference(word, lookup) ?? word);
}

function substituteUrl(url: string, lookup: Lookup): string {
  const [, origin = "", rest = ""] = /^([a-z]+:\/\/[^/?#]*)?(.*)$/is.exec(url) ?? [];
  return (
    origin +
    rest
      .replaceAll(/(?<=\/)[^/?#&=]+/g, (part) => reference(part, lookup) ?? part)
      .replaceAll(/(?<=\?).*/g, (query) => substituteFields(query, lookup))
  );
}

/** Short values are too common to mean an id in a field. */
function substituteFields(fields: string, lookup: Lookup): string {
  return fields.replaceAll(/(?<==)[^/?#&=]{3,}/g, (part) => reference(part, lookup) ?? part);
}

/** JSON strings are found in the text as sent, so that all else stays byte for byte. Keys are left alone. */
function substituteBody(headers: HttpRequest["headers"], body: string, lookup: Lookup): string {
  if (headers["content-type"]?.includes("form-urlencoded") === true) {
    return substituteFields(body, lookup);
  }
  if (!parseJson(body).ok) return body;
  return body.replaceAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (whole, value: string, colon?: string) => {
    if (colon !== undefined || value.length < 3) return whole;
    const found = reference(value, lookup);
    return found === undefined ? whole : `"${found}"`;
  });
}

function reference(value: string, lookup: Lookup): string | undefined {
  const name = lookup(value);
  return name === undefined ? undefined : `\${${name}}`;
}
