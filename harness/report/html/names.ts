/** Value to the name that a case has for it. */
export type Names = ReadonlyMap<string, string>;

/** Shorter ones stand in answers by chance. */
const shortest = 6;

export function namesOf(values: Readonly<Record<string, string>> = {}): Names {
  const told = Object.entries(values).filter(([, value]) => value.length >= shortest);
  return new Map(told.toReversed().map(([name, value]) => [value, name]));
}

/** The path as the case has it, `/sources/{card.id}`; undefined where no value of the case stands in it. */
export function namedPath(url: string, names: Names): string | undefined {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  const parts = path.split(/([/?&=#])/).map((part) => {
    const name = names.get(decoded(part));
    return name === undefined ? part : `{${name}}`;
  });
  const written = parts.join("");
  return written === path ? undefined : written;
}

/** The names whose values stand in a text: in an expectation, say. */
export const namesIn = (text: string, names: Names): readonly string[] =>
  [...names].filter(([value]) => text.includes(value)).map(([, name]) => name);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
