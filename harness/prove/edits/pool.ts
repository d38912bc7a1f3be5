import type { Json } from "../../case/types.ts";
import { parseBody } from "../../check/body.ts";
import type { Exchange } from "../../http/types.ts";
import type { Trial } from "../trial.ts";
import { isList, isRecord, nodesOf, pattern } from "./data.ts";

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
  /** Scalars differ by their value, lists and objects by the places in them: each kind of thing is there once. */
  readonly kind: string;
}

/** The values in the answers of some trials; under names, those of requests too. */
export function createPool(trials: readonly Trial[], most: number): Pool {
  const places = createShelf(most);
  const names = createShelf(most);
  for (const { transcript } of trials) {
    for (const entry of transcript.entries) {
      if (entry.kind !== "exchange") continue;
      for (const { path, value } of nodesOf(answerOf(entry.exchange) ?? null)) {
        places.put(pattern(path), value);
        names.put(String(path.at(-1)), value);
      }
      for (const { path, value } of nodesOf(requestOf(entry.exchange) ?? null)) {
        names.put(String(path.at(-1)), value);
      }
    }
  }
  return { at: places.get, named: names.get };
}

/** What one pool has, then what another adds. */
export function merged(first: Pool, second: Pool): Pool {
  const both = (a: readonly Specimen[], b: readonly Specimen[]) => [
    ...new Map([...b, ...a].map((specimen) => [specimen.kind, specimen])).values(),
  ];
  return {
    at: (place) => both(first.at(place), second.at(place)),
    named: (name) => both(first.named(name), second.named(name)),
  };
}

function createShelf(most: number) {
  const specimens = new Map<string, Map<string, Specimen>>();
  return {
    get: (key: string): readonly Specimen[] => [...(specimens.get(key)?.values() ?? [])],
    put: (key: string, value: Json): void => {
      const known = specimens.get(key) ?? new Map<string, Specimen>();
      const kind = kindOf(value);
      if (known.size < most) specimens.set(key, known.set(kind, { value, kind }));
    },
  };
}

function kindOf(value: Json): string {
  if (!isList(value) && !isRecord(value)) return JSON.stringify(value);
  return [...new Set(nodesOf(value).map(({ path }) => pattern(path)))].toSorted().join(" ");
}

function answerOf({ reply }: Exchange): Json | undefined {
  if (reply.kind === "silent") return undefined;
  const body = parseBody(reply);
  return body.ok ? body.data : undefined;
}

function requestOf({ request }: Exchange): Json | undefined {
  try {
    return JSON.parse(request.body ?? "null") as Json;
  } catch {
    return undefined;
  }
}
