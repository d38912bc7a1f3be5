/** Names to unique slugs of letters, digits, dots and hyphens: fit for file names and anchors. */
export function slugsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(names.map((name) => [name, claim(slug(name), taken)]));
}

function slug(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replaceAll("=", "-")
    .replaceAll(/[^a-z0-9.-]+/g, ".")
    .replaceAll(/^[.-]+|[.-]+$/g, "")
    .slice(0, 120);
  return cleaned === "" ? "case" : cleaned;
}

function claim(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}.${n}`;
  taken.add(name);
  return name;
}
