import type { Json } from "../../case/json.ts";
import { type DataPath, isList, isRecord, type Node } from "./data.ts";
import type { IllegalKind } from "./edit.ts";

/** One difference in the data of an answer. */
export interface Change {
  readonly kind: IllegalKind;
  readonly path: DataPath;
  /** undefined takes the field or item away. */
  readonly to: Json | undefined;
  /** False where the form changes too. */
  readonly value?: boolean;
}

/** What can be changed about one value without knowing any other. */
export function* ownChanges(node: Node): Generator<Change> {
  const { path, value } = node;
  if (isList(value)) yield* listChanges(path, value);
  else if (!isRecord(value)) yield* scalarChanges(path, value);
  if (path.length === 0) return;
  if (typeof path.at(-1) === "number") yield { kind: "item dropped", path, to: undefined };
  else yield { kind: "field dropped", path, to: undefined, value: false };
  if (value !== null) yield { kind: "null", path, to: null, value: false };
  yield { kind: "value of another type", path, to: ofAnotherType(value), value: false };
}

export function ofAnotherType(value: Json): Json {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return 7;
  return isList(value) ? {} : [];
}

function* scalarChanges(path: DataPath, value: Json): Generator<Change> {
  if (typeof value === "boolean") yield { kind: "flipped boolean", path, to: !value };
  if (typeof value === "number") yield* amountChanges(path, value);
  if (typeof value === "string") yield { kind: "other text", path, to: `${value}-edited` };
  if (typeof value === "string" && value !== "") yield { kind: "empty text", path, to: "" };
}

/** One minor unit is the last digit that is there; of a whole number also a hundredth. */
function* amountChanges(path: DataPath, value: number): Generator<Change> {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  for (const places of decimals === 0 ? [0, 2] : [decimals]) {
    const unit = 10 ** -places;
    const to = (amount: number) => Number(amount.toFixed(places));
    yield { kind: "one minor unit more", path, to: to(value + unit) };
    yield { kind: "one minor unit less", path, to: to(value - unit) };
  }
  if (value !== 0) yield { kind: "zero", path, to: 0 };
}

function* listChanges(path: DataPath, items: readonly Json[]): Generator<Change> {
  const [first] = items;
  if (first === undefined) return;
  yield { kind: "list emptied", path, to: [] };
  yield { kind: "item repeated", path, to: [...items, first] };
}
