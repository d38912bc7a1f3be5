/**
 * A list whose items are made whenever they are read, and kept by nobody: for those that are many more than anything else.
 *
 * It is an array to whoever reads its items, so that a schema takes it for one. It cannot be written to or cloned, and whoever
 * asks for its keys finds none: it is for writers, and not for programs.
 */
export const listOnDemand = <T>(length: number, at: (index: number) => T): T[] =>
  new Proxy<T[]>([], {
    get: (none, key, self): unknown => {
      if (key === "length") return length;
      const index = indexOf(key, length);
      return index === undefined ? Reflect.get(none, key, self) : at(index);
    },
    has: (none, key) => indexOf(key, length) !== undefined || Reflect.has(none, key),
    set: () => false,
    defineProperty: () => false,
  });

function indexOf(key: string | symbol, length: number): number | undefined {
  if (typeof key === "symbol") return undefined;
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && index < length ? index : undefined;
}
