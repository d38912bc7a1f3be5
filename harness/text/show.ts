/**
 * A value on one line for a message: JSON, `nothing` where there is none, cut where it is longer than `length`.
 * No pair of surrogates is cut in half.
 */
export function show(value: unknown, length = 200): string {
  return cut(JSON.stringify(value) ?? "nothing", length);
}

/** The same, but text stands without quotes. */
export function showBare(value: unknown, length = 200): string {
  return cut(typeof value === "string" ? value : show(value, Infinity), length);
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 3).replace(/[\uD800-\uDBFF]$/, "")}...`;
}
