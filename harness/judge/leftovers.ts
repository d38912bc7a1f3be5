import { createdId, isDone, segmentsOf } from "../check/created-id.ts";
import type { Transcript } from "../journal/transcript.ts";

/** Something that a case made on the target: the call that made it, and its id. */
export interface Leftover {
  /** `POST /checkouts`; ids within the path stand as `{id}`. */
  readonly made: string;
  readonly id: string;
}

/** What a case left on the target: what answers and recipes said was made, without what was deleted again. */
export function leftoversOf({ entries }: Transcript): readonly Leftover[] {
  const handedOn = new Set(
    entries.flatMap((entry) => (entry.kind === "provided" ? idsOf(entry.values) : [])),
  );
  const left = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== "exchange" || !isDone(entry.exchange)) continue;
    const { request, reply } = entry.exchange;
    const path = segmentsOf(request.url);
    if (request.method === "DELETE") {
      const last = path.at(-1) ?? "";
      if (left.get(last) === callOf(path.slice(0, -1), left)) left.delete(last);
      continue;
    }
    // An answer of a recipe may have a form of its own: what it holds of the ids handed on, it made.
    const own = createdId(entry.exchange);
    const body = reply.kind === "answered" && request.method === "POST" ? reply.body : "";
    const ids =
      own === undefined && !entry.judged
        ? [...handedOn].filter((id) => body.includes(`"${id}"`))
        : [own];
    for (const id of ids)
      if (id !== undefined && !left.has(id) && !path.includes(id)) left.set(id, callOf(path, left));
  }
  if (left.size === 0) return none;
  return Array.from(left, ([id, made]) => ({ id, made: shared(made) }));
}

const none: readonly never[] = [];

/** Each text once: cases make the same calls. */
function shared(made: string): string {
  if (texts.size > mostTexts) texts.clear();
  const same = texts.get(made) ?? made;
  texts.set(same, same);
  return same;
}

const texts = new Map<string, string>();
const mostTexts = 1000;

/** Values by the name of their fixture: `card.id`. */
const idsOf = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    name.endsWith(".id") && typeof value === "string" ? [value] : [],
  );

const callOf = (path: readonly string[], known: ReadonlyMap<string, string>): string =>
  `POST /${path.map((segment) => (known.has(segment) ? "{id}" : segment)).join("/")}`;
