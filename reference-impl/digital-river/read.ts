import type { Json, JsonObject } from "../domain/json.ts";
import { isJsonObject } from "../domain/json.ts";
import type { Minor } from "../domain/money.ts";
import { isCurrency, toMinor } from "../domain/money.ts";
import type { Outcome, Refusal } from "../domain/refusal.ts";
import { accept, refuse } from "../domain/refusal.ts";
import { shaped, shapes } from "./shapes.ts";

/** Reads members of a request body one by one and remembers the first that is not as documented. */
export interface Reader {
  readonly body: JsonObject;
  /** A string, or a number where clients send identifiers as numbers; null and "" count as absent. */
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  /** A non-negative integer; numeric strings are taken too. */
  count(name: string): number | undefined;
  amount(name: string, currency: string): Minor | undefined;
  /** Hundredths of a percent: 12.5 reads as 1250. */
  percent(name: string): number | undefined;
  currency(name: string): string;
  object(name: string): JsonObject | undefined;
  /** A reader of the object of that name. */
  within(name: string): Reader | undefined;
  list<T>(name: string, read: (item: Reader) => T): readonly T[];
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  /** The members of these names, as they were sent; null counts as absent. */
  fields(names: readonly string[]): JsonObject;
  require<T>(name: string, value: T | undefined, fallback: T): T;
  refuse(refusal: Refusal): void;
  outcome<T>(value: T): Outcome<T>;
}

export function reader(body: JsonObject, path = "", problems: Refusal[] = []): Reader {
  const invalid = (name: string) => {
    const value = body[name];
    problems.push({
      reason: "invalid-parameter",
      parameter: path + name,
      value: typeof value === "object" ? JSON.stringify(value) : String(value),
    });
    return undefined;
  };
  const missing = (name: string) =>
    void problems.push({ reason: "missing-parameter", parameter: path + name });
  const value = (name: string) => (body[name] === null ? undefined : body[name]);
  const object = (name: string) => {
    const found = value(name);
    if (found === undefined) return undefined;
    return isJsonObject(found) ? found : invalid(name);
  };
  return {
    body,
    text: (name) => {
      const found = value(name);
      if (found === undefined || found === "") return undefined;
      if (typeof found === "number") return String(found);
      return typeof found === "string" ? found : invalid(name);
    },
    flag: (name) => {
      const found = value(name);
      return found === undefined || typeof found === "boolean" ? found : invalid(name);
    },
    count: (name) => {
      const found = value(name);
      if (found === undefined) return undefined;
      const count = typeof found === "string" && /^\d+$/.test(found) ? Number(found) : found;
      return typeof count === "number" && Number.isSafeInteger(count) && count >= 0
        ? count
        : invalid(name);
    },
    amount: (name, currency) => {
      const found = value(name);
      if (found === undefined) return undefined;
      const amount = toMinor(found, currency);
      return amount === undefined || amount < 0 ? invalid(name) : amount;
    },
    percent: (name) => {
      const found = value(name);
      if (found === undefined) return undefined;
      const percent = toMinor(found, "USD");
      return percent === undefined || percent < 1 || percent > 10_000 ? invalid(name) : percent;
    },
    currency: (name) => {
      const found = value(name);
      if (found === undefined) missing(name);
      else if (typeof found === "string" && isCurrency(found)) return found;
      else invalid(name);
      return "USD";
    },
    object,
    within: (name) => {
      const found = object(name);
      return found && reader(found, `${path}${name}.`, problems);
    },
    list: (name, read) => {
      const found = value(name);
      if (found === undefined) return [];
      if (!Array.isArray(found)) return invalid(name) ?? [];
      return found.flatMap((item: unknown) =>
        isJsonObject(item)
          ? [read(reader(item, `${path}${name}.`, problems))]
          : (invalid(name) ?? []),
      );
    },
    oneOf: (name, values) => {
      const found = value(name);
      if (found === undefined) return undefined;
      return values.find((known) => known === found) ?? invalid(name);
    },
    fields: (names) => {
      const limit = names.includes("metadata") ? metadataLimit(body["metadata"]) : undefined;
      if (limit !== undefined) problems.push({ reason: "metadata-beyond-limits", limit });
      const given = names.filter((name) => value(name) !== undefined);
      const wrong = (parameter: string, sent: Json) =>
        void problems.push({
          reason: "invalid-parameter",
          parameter,
          value: typeof sent === "object" ? JSON.stringify(sent) : String(sent),
        });
      return Object.fromEntries(
        given.map((name) => [name, shaped(shapes[name], body[name] ?? null, path + name, wrong)]),
      );
    },
    require: (name, found, fallback) => {
      if (found === undefined && problems.length === 0) missing(name);
      return found ?? fallback;
    },
    refuse: (refusal) => void problems.push(refusal),
    outcome: (read) => (problems[0] === undefined ? accept(read) : refuse(problems[0])),
  };
}

/** The members of these names alone, as an update sends them. */
export function readFields(body: JsonObject, names: readonly string[]): Outcome<JsonObject> {
  const read = reader(body);
  return read.outcome(read.fields(names));
}

/** At most 20 pairs, keys of at most 40 characters, values that are strings of at most 500, booleans or integers. */
function metadataLimit(metadata: Json | undefined): "pairs" | "key" | "value" | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isJsonObject(metadata)) return "value";
  const pairs = Object.entries(metadata);
  if (pairs.length > 20) return "pairs";
  if (pairs.some(([key]) => key.length > 40)) return "key";
  return pairs.every(([, value]) => isMetadataValue(value)) ? undefined : "value";
}

function isMetadataValue(value: Json): boolean {
  return typeof value === "string"
    ? value.length <= 500
    : typeof value === "boolean" || Number.isInteger(value);
}
