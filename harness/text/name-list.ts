/** At most three names, and how many more there are. */
export function nameList(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length > 3 ? ` and ${distinct.length - 3} more` : "";
  return `${distinct.slice(0, 3).join(", ")}${rest}`;
}
