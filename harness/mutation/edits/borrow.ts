import type { Json } from "../../case/json.ts";
import { type Change, ofAnotherType } from "./change.ts";
import { type DataPath, isList, isRecord, type Node, pattern } from "./data.ts";
import type { Seen } from "./seen.ts";

/** What changes are borrowed from, and which fields the demands look at. */
export interface BorrowInput {
  readonly seen: Seen;
  readonly names: ReadonlySet<string>;
  /** Texts in the requests of the case. */
  readonly sent: readonly string[];
}

/** Changes with values that other answers hold: first what is added, then what is replaced, then whole answers. */
export function* borrowedChanges(nodes: readonly Node[], input: BorrowInput): Generator<Change> {
  for (const node of nodes) yield* itemsAdded(node, input);
  for (const node of nodes) yield* fieldsAdded(node, input);
  for (const node of nodes) yield* replaced(node, input);
  const [whole] = nodes.filter(({ path }) => path.length === 0);
  if (whole !== undefined) yield* wholeAnswers(whole.value, input);
}

/** Whether a place consists of names that the demands look at. */
export const isNamed = (path: DataPath, names: ReadonlySet<string>): boolean =>
  path.every((key) => typeof key === "number" || names.has(key));

/** Whether a place has such a name in it. */
export const isLookedAt = (path: DataPath, names: ReadonlySet<string>): boolean =>
  path.some((key) => names.has(String(key)));

function* itemsAdded({ path, value }: Node, { seen }: BorrowInput): Generator<Change> {
  if (!isList(value)) return;
  for (const item of seen.at(`${pattern(path)}[]`)) {
    yield { kind: "item added", path, to: [...value, item] };
  }
}

/** Fields that a demand looks for and that are not there. */
function* fieldsAdded({ path, value }: Node, { names, seen }: BorrowInput): Generator<Change> {
  if (!isRecord(value) || !isNamed(path, names)) return;
  for (const name of names) {
    if (name in value) continue;
    const field = [...path, name];
    const items = seen.at(`${pattern(field)}[]`).map((item) => [item]);
    const values = [...seen.at(pattern(field)), ...items, ...seen.named(name).slice(0, 12)];
    for (const to of values) yield { kind: "field added", path: field, to };
    const [other] = values.map(ofAnotherType);
    if (other !== undefined) yield { kind: "field added", path: field, to: other, value: false };
  }
}

/** Scalars of the same type that were seen at such a place or under such a name. */
function* replaced({ path, value }: Node, { names, seen }: BorrowInput): Generator<Change> {
  if (isList(value) || isRecord(value) || !isLookedAt(path, names)) return;
  const name = String(path.findLast((key) => typeof key === "string"));
  for (const to of [...seen.at(pattern(path)), ...seen.named(name)]) {
    if (typeof to !== typeof value || to === value || value === null) continue;
    yield { kind: "other value seen elsewhere", path, to };
  }
}

function* wholeAnswers(data: Json, { seen, sent }: BorrowInput): Generator<Change> {
  for (const to of seen.richer("", data)) {
    yield { kind: "richer answer seen elsewhere", path: [], to };
  }
  if (!isRecord(data)) return;
  for (const to of sent) yield { kind: "text of a request given away", path: ["xExtension"], to };
}
