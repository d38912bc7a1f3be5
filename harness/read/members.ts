/** A member of some object of a JSON text. */
export interface Member {
  readonly name: string;
  /** As written: a string with its quotes, a number, true, false or null; absent for lists and objects. */
  readonly value?: string;
}

/**
 * The members that a JSON text has in whatever reading: those that stand twice, at any depth, and those of a text that is cut
 * or broken elsewhere.
 */
export function* membersIn(text: string): Iterable<Member> {
  for (const [, name = "", colon, value] of text.matchAll(member)) {
    if (colon !== undefined) yield { name: unescaped(name), ...(value && { value }) };
  }
}

/** Takes each string, so that none is entered at its end; behind it the colon and the value, if it is a name. */
const member =
  /"([^"\\]*(?:\\.[^"\\]*)*)"(?:\s*(:)\s*("[^"\\]*(?:\\.[^"\\]*)*"|-?[\d.]+(?:e[-+]?\d+)?|true|false|null)?)?/gis;

function unescaped(name: string): string {
  if (!name.includes("\\")) return name;
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    return name;
  }
}
