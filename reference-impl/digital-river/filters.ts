import type { Json } from "../domain/json.ts";
import type { Refusal } from "../domain/refusal.ts";

/** What an item answers to a filter: a value, several, or none. Times are in milliseconds. */
type Answer = Json | undefined | readonly (Json | undefined)[];

/** One query parameter of a list, as the description of the API names it. */
export type Filter<T> =
  /** One of the values, repeated or with commas between them. */
  | { readonly kind: "value"; readonly of: (item: T) => Answer; readonly fits: Fits }
  /** Within bounds, as in `totalAmount[gte]=10`. */
  | { readonly kind: "number"; readonly of: (item: T) => readonly number[] }
  | { readonly kind: "time"; readonly of: (item: T) => number | undefined };

/** Whether an answer is what was asked for. */
type Fits = (answer: string, wanted: string) => boolean;

export type Filters<T> = Readonly<Record<string, Filter<T>>>;

export function byValue<T>(of: (item: T) => Answer, fits: Fits = isSame): Filter<T> {
  return { kind: "value", of, fits };
}

const isSame: Fits = (answer, wanted) => answer === wanted;

export function byNumber<T>(of: (item: T) => number | readonly number[] | undefined): Filter<T> {
  return { kind: "number", of: (item) => [of(item) ?? []].flat() };
}

export function byTime<T>(of: (item: T) => number | undefined): Filter<T> {
  return { kind: "time", of };
}

/** The items that every filter of the query leaves, or the first filter that is none. */
export function filtered<T>(
  query: URLSearchParams,
  items: readonly T[],
  filters: Filters<T>,
): { readonly items: readonly T[] } | { readonly refusal: Refusal } {
  const tests: ((item: T) => boolean)[] = [];
  for (const sent of new Set(query.keys())) {
    if (pages.has(sent)) continue;
    const test = testOf(sent, query.getAll(sent), filters);
    if (!("reason" in test)) tests.push(test);
    else return { refusal: test };
  }
  if (tests.length === 0) return { items };
  return { items: items.filter((item) => tests.every((holds) => holds(item))) };
}

/** What says which page is wanted, and which key asks. */
const pages: ReadonlySet<string> = new Set(["limit", "startingAfter", "endingBefore", "expand"]);

function testOf<T>(
  sent: string,
  texts: readonly string[],
  filters: Filters<T>,
): ((item: T) => boolean) | Refusal {
  const [, name = "", operator] = /^([^[]+)(?:\[(\w*)\])?$/.exec(sent) ?? [];
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter === undefined) return { reason: "unknown-parameter", parameter: sent };
  if (filter.kind === "value") {
    if (operator !== undefined && operator !== "")
      return { reason: "unknown-parameter", parameter: sent };
    const wanted = texts.flatMap((text) => text.split(",").map((part) => part.trim()));
    return (item) =>
      answers(filter.of(item)).some((answer) => wanted.some((each) => filter.fits(answer, each)));
  }
  const holds = operators.get(operator ?? "eq");
  if (holds === undefined) return { reason: "unknown-parameter", parameter: sent };
  const bounds = texts.map((text) => boundOf(filter.kind, text));
  const wrong = bounds.findIndex((bound) => Number.isNaN(bound));
  if (wrong >= 0)
    return { reason: "invalid-parameter", parameter: sent, value: texts[wrong] ?? "" };
  return (item) =>
    bounds.every((bound) => numbersOf(filter, item).some((answer) => holds(answer, bound)));
}

const operators: ReadonlyMap<string, (answer: number, bound: number) => boolean> = new Map([
  ["eq", (answer, bound) => answer === bound],
  ["gt", (answer, bound) => answer > bound],
  ["gte", (answer, bound) => answer >= bound],
  ["lt", (answer, bound) => answer < bound],
  ["lte", (answer, bound) => answer <= bound],
]);

function numbersOf<T>(filter: Exclude<Filter<T>, { kind: "value" }>, item: T): readonly number[] {
  if (filter.kind === "number") return filter.of(item);
  const at = filter.of(item);
  return at === undefined ? [] : [seconds(at)];
}

/** Times are shown to the second, so that they are compared to the second. */
function boundOf(kind: "number" | "time", text: string): number {
  if (kind === "time") return seconds(Date.parse(text));
  return text.trim() === "" ? Number.NaN : Number(text);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function answers(answer: Answer): readonly string[] {
  return [answer ?? []]
    .flat()
    .filter((each) => typeof each !== "object" && each !== undefined)
    .map(String);
}
