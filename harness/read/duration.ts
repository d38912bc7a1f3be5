/** `500ms` or `5s` in ms; undefined when the text is neither. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+)(ms|s)$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * (match[2] === "s" ? 1000 : 1);
}
