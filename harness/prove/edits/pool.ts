import type { Json } from "../../case/types.ts";
import { parseBody } from "../../check/body.ts";
import type { ExchangeEntry } from "../../drive/transcript.ts";
import type { Exchange } from "../../http/types.ts";
import type { Trial } from "../trial.ts";
import { isList, isRecord, nodesOf, pattern } from "./data.ts";

/** Values that really occur: what an edit puts in is taken from here, so that a name nobody uses is found out. */
export interface Pool {
  /** Values seen at such a place, `payment.sources[].id`. */
  readonly at: (place: string) => readonly Json[];
  /** Values seen under this name at any place. */
  readonly named: (name: string) => readonly Json[];
}

/** The values in the answers of some trials; under names, those of requests too. */
export function createPool(trials: readonly Trial[], most: number): Pool {
  const places = new Map<string, Map<string, Json>>();
  const names = new Map<string, Map<string, Json>>();
  const add = (map: typeof places, key: string, value: Json) => {
    const known = map.get(key) ?? new Map<string, Json>();
    if (known.size < most) map.set(key, known.set(kindOf(value), value));
  };
  for (const { exchange } of trials.flatMap(exchangesOf)) {
    for (const { path, value } of nodesOf(answerOf(exchange) ?? null)) {
      add(places, pattern(path), value);
      add(names, String(path.at(-1)), value);
    }
    for (const { path, value } of nodesOf(requestOf(exchange) ?? null)) {
      add(names, String(path.at(-1)), value);
    }
  }
  return {
    at: (place) => richestFirst(places.get(place)),
    named: (name) => richestFirst(names.get(name)),
  };
}

/** Scalars differ by their value, lists and objects by what they hold, so that each kind of thing is there once. */
function kindOf(value: Json): string {
  if (!isList(value) && !isRecord(value)) return JSON.stringify(value);
  return [...new Set(nodesOf(value).map(({ path }) => pattern(path)))].toSorted().join(" ");
}

const richestFirst = (values: ReadonlyMap<string, Json> | undefined): readonly Json[] =>
  [...(values ?? [])].toSorted(([a], [b]) => b.length - a.length).map(([, value]) => value);

/** Asks one pool, and another for what it does not have. */
export function merged(first: Pool, second: Pool): Pool {
  const both = (a: readonly Json[], b: readonly Json[]) => [
    ...new Map([...a, ...b].map((value) => [kindOf(value), value])).values(),
  ];
  return {
    at: (place) => both(first.at(place), second.at(place)),
    named: (name) => both(first.named(name), second.named(name)),
  };
}

/** All exchanges of a trial, those of fixtures included. */
export const exchangesOf = ({ transcript }: Trial): readonly ExchangeEntry[] =>
  transcript.entries.flatMap((entry) => (entry.kind === "exchange" ? [entry] : []));

function answerOf({ reply }: Exchange): Json | undefined {
  if (reply.kind === "silent") return undefined;
  const body = parseBody(reply);
  return body.ok ? body.data : undefined;
}

function requestOf({ request }: Exchange): Json | undefined {
  if (request.body === undefined) return undefined;
  try {
    return JSON.parse(request.body) as Json;
  } catch {
    return undefined;
  }
}
