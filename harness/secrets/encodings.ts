/**
 * The texts by which others write a value: plain, as JSON, URLs, forms, HTML and base64 have it. In base64 it may stand
 * within a longer text (`Basic` of a user and a password), so that there are three ways to cut it.
 */
export const encodingsOf = (value: string): readonly string[] => [
  ...(/^[\w.-]*$/.test(value) ? [value] : escapedForms(value)),
  Buffer.from(value).toString("base64"),
  Buffer.from(`${value}:`).toString("base64"),
  ...[0, 1, 2].flatMap((before) => withinBase64(value, before)),
];

/** As it is, and as whoever escapes some of its signs writes it. */
function escapedForms(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value);
  return [
    value,
    json,
    json.replaceAll("/", "\\/"),
    url,
    lowerHex(url),
    lowerHex(strictUrl(value)),
    strictUrl(value),
    encodeURI(value),
    new URLSearchParams([["", value]]).toString().slice(1),
    html(value, "&#39;"),
    html(value, "&apos;"),
  ];
}

/** What RFC 3986 reserves is escaped too, which encodeURIComponent does not do with `!'()*`. */
const strictUrl = (value: string): string =>
  encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const lowerHex = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());

const html = (value: string, quote: string): string =>
  value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", quote);

/**
 * The signs that the value alone decides when so many bytes stand before it and anything after it; of a sign at its
 * edges the neighbour decides a part.
 */
function withinBase64(value: string, before: number): readonly string[] {
  const bytes = Buffer.from(`${"\0".repeat(before)}${value}`);
  const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  const form = bytes.toString("base64").slice(first, end);
  return /[+/]/.test(form) ? [form, form.replaceAll("+", "-").replaceAll("/", "_")] : [form];
}
