import type { Json } from "../../case/json.ts";
import { parseBody } from "../../check/body.ts";
import type { Exchange } from "../../http/types.ts";
import type { CaseRun } from "../case-run.ts";
import { isList, isRecord, nodesOf, pattern, placesOf } from "./data.ts";
import { parseJson } from "../../read/json.ts";

/** Values that really occur: what an edit puts in is taken from here, so that a name nobody uses is found out. */
export interface Pool {
  /** Values seen at such a place, `payment.sources[].id`. */
  readonly at: (place: string) => readonly Specimen[];
  /** Values seen under this name at any place. */
  readonly named: (name: string) => readonly Specimen[];
}

/** A value that was seen. */
export interface Specimen {
  readonly value: Json;
  /** Of each kind one is kept. */
  readonly kind: string;
}

/** The values in the answers of some trials; under names, those of requests too. */
export function createPool(trials: readonly CaseRun[]): Pool {
  const places = createShelf();
  const names = createShelf();
  const shapes = new Set<string>();
  const put = (body: Json, isAnswer: boolean) => {
    const shape = kindOf(body);
    for (const { path, value } of nodesOf(body)) {
      if (isThing(value) && shapes.has(shape)) continue;
      if (isAnswer) places.put(pattern(path), value);
      names.put(String(path.at(-1)), value);
    }
    shapes.add(shape);
  };
  for (const entry of trials.flatMap(({ transcript }) => transcript.entries)) {
    if (entry.kind !== "exchange") continue;
    put(requestOf(entry.exchange), false);
    put(answerOf(entry.exchange), true);
  }
  return { at: places.get, named: names.get };
}

/** Every text in the requests of a trial, each once. */
export function sentTexts({ transcript }: CaseRun): readonly string[] {
  const texts = transcript.entries.flatMap((entry) =>
    entry.kind === "exchange" ? nodesOf(requestOf(entry.exchange)).map(({ value }) => value) : [],
  );
  return [...new Set(texts)].filter((value) => typeof value === "string");
}

/** What one pool has, then what another adds. */
export const merged = (first: Pool, second: Pool): Pool => ({
  at: (place) => both(first.at(place), second.at(place)),
  named: (name) => both(first.named(name), second.named(name)),
});

const both = (a: readonly Specimen[], b: readonly Specimen[]): readonly Specimen[] => [
  ...new Map([...a, ...b].map((specimen) => [specimen.kind, specimen])).values(),
];

/** Ids are many and all alike; kinds of things are not. */
const mostScalars = 24;
const mostKinds = 240;

function createShelf() {
  const specimens = new Map<string, Map<string, Specimen>>();
  return {
    get: (key: string): readonly Specimen[] => [...(specimens.get(key)?.values() ?? [])],
    put: (key: string, value: Json): void => {
      const known = specimens.get(key) ?? new Map<string, Specimen>();
      if (known.size >= (isThing(value) ? mostKinds : mostScalars)) return;
      const kind = kindOf(value);
      specimens.set(key, known.set(kind, { value, kind }));
    },
  };
}

/** Scalars differ by their value, things by the places in them. */
export function kindOf(value: Json): string {
  if (!isThing(value)) return JSON.stringify(value);
  return [...placesOf(value)].toSorted().join(" ");
}

const isThing = (value: Json): boolean => isList(value) || isRecord(value);

function answerOf({ reply }: Exchange): Json {
  if (reply.kind === "silent") return null;
  const body = parseBody(reply);
  return body.ok ? body.data : null;
}

function requestOf({ request }: Exchange): Json {
  const body = parseJson(request.body ?? "");
  return body.ok ? (body.value as Json) : null;
}
