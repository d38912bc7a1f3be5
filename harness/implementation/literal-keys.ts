/** Keys that stand in a target file themselves; the file may be wrong in any way. */
export const literalKeysIn = (data: unknown): readonly string[] =>
  membersOf(memberOf(data, "apis"))
    .flatMap((api) => membersOf(memberOf(api, "keys")))
    .filter((key) => typeof key === "string")
    .filter((key) => key !== "" && !key.includes("${"));

const memberOf = (data: unknown, name: string): unknown =>
  data !== null && typeof data === "object" && Object.hasOwn(data, name)
    ? (data as Readonly<Record<string, unknown>>)[name]
    : undefined;

const membersOf = (data: unknown): readonly unknown[] =>
  data !== null && typeof data === "object" ? Object.values(data) : [];
