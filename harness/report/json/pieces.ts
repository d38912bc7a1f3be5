/**
 * JSON as `JSON.stringify(value, null, 2)` writes it, in pieces, so that a long list never is one text. Instead of a list,
 * anything may stand that is iterable: its items are asked for one by one.
 */
export function* jsonPieces(value: unknown, depth = 3, indent = ""): Generator<string> {
  if (value === null || typeof value !== "object" || (depth <= 0 && !isLong(value))) {
    yield indented(value, indent);
    return;
  }
  const [open, close] = Symbol.iterator in value ? "[]" : "{}";
  let separator = `${open}\n`;
  const inner = `${indent}  `;
  for (const [key, member] of membersOf(value)) {
    yield `${separator}${inner}${key}`;
    yield* jsonPieces(member, depth - 1, inner);
    separator = ",\n";
  }
  yield separator === ",\n" ? `\n${indent}${close}` : `${open}${close}`;
}

/** Of a list of so many items no text is made at once. */
const isLong = (value: object): boolean => "length" in value && Number(value.length) > mostAtOnce;

const mostAtOnce = 1000;

function* membersOf(value: object): Generator<readonly [key: string, member: unknown]> {
  if (Symbol.iterator in value) {
    for (const item of value as Iterable<unknown>) yield ["", item ?? null];
    return;
  }
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) yield [`${JSON.stringify(key)}: `, member];
}

/** No line break stands within a string of JSON. */
const indented = (value: unknown, indent: string): string =>
  JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);

/** A list of which no item is made before it is asked for. */
export interface Lazy<T> extends Iterable<T> {
  /** Absent where it is not known before they are made. */
  readonly length?: number;
  readonly toJSON: () => readonly T[];
}

export const lazily = <T, R>(items: Iterable<T>, make: (item: T) => R): Lazy<R> => ({
  ...(Array.isArray(items) && { length: items.length }),
  *[Symbol.iterator]() {
    for (const item of items) yield make(item);
  },
  // Where it is within a piece.
  toJSON: () => Array.from(items, make),
});
