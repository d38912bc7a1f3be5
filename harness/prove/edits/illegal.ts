import type { Json } from "../../case/types.ts";
import { parseBody } from "../../check/body.ts";
import type { Answered } from "../../http/types.ts";
import { type DataPath, isList, isRecord, type Node, nodesOf, pattern, withValue } from "./data.ts";
import type { Edit, IllegalKind } from "./edit.ts";
import type { Seen } from "./seen.ts";

/** What edits of one answer are made from. */
export interface EditInput {
  readonly answer: Answered;
  /** The other answers of the case. */
  readonly others: readonly Answered[];
  readonly seen: Seen;
  /** Fields that the demands look at; they are edited first. */
  readonly names: ReadonlySet<string>;
}

/** Answers that say something else, one difference each. */
export function* illegalEdits(input: EditInput): Generator<Edit> {
  yield* statusEdits(input.answer);
  for (const other of input.others) yield formal("answer of another step", "reply", () => other);
  yield* wholeBodyEdits(input.answer);
  yield* headerEdits(input.answer);
  yield* valueEdits(input);
}

const formal = (kind: IllegalKind, at: string, answer: () => Answered): Edit => ({
  kind,
  at,
  value: false,
  answer,
});

function* statusEdits(answer: Answered): Generator<Edit> {
  const own = Math.floor(answer.status / 100);
  const statuses = [200, 201, 202, 204, 400, 401, 404, 409, 422, 500];
  for (const status of statuses.filter((other) => other !== answer.status)) {
    const same = Math.floor(status / 100) === own;
    const kind = same ? "other status in the class" : "status of another class";
    yield formal(kind, "status", () => ({ ...answer, status }));
  }
}

function* headerEdits(answer: Answered): Generator<Edit> {
  for (const [name, text] of Object.entries(answer.headers)) {
    const { [name]: _dropped, ...others } = answer.headers;
    const at = `headers.${name}`;
    yield formal("header dropped", at, () => ({ ...answer, headers: others }));
    const texts = name === "content-type" ? ["text/html"] : [`${text}-edited`, ""];
    for (const other of texts) {
      const headers = { ...answer.headers, [name]: other };
      yield { kind: "header changed", at, value: true, answer: () => ({ ...answer, headers }) };
    }
  }
}

function* wholeBodyEdits(answer: Answered): Generator<Edit> {
  const body = (text: string) => () => ({ ...answer, body: text });
  if (answer.body === "") {
    yield formal("body where none was", "body", body("{}"));
    return;
  }
  yield formal("body taken away", "body", body(""));
  yield formal("empty object", "body", body("{}"));
  yield formal("body that is no JSON", "body", body("<html><body>Bad gateway</body></html>"));
}

function* valueEdits(input: EditInput): Generator<Edit> {
  const body = parseBody(input.answer);
  if (!body.ok) return;
  const { data } = body;
  const nodes = [...byInterest(nodesOf(data), input)];
  for (const change of chain(nodes, (node) => changesOf(node, input))) {
    yield changed(change, data, input);
  }
  for (const change of chain(nodes, (node) => additionsTo(node, input))) {
    yield changed(change, data, input);
  }
}

function* chain(nodes: readonly Node[], changes: (node: Node) => Iterable<Change>) {
  for (const node of nodes) yield* changes(node);
}

const changed = (change: Change, data: Json, { answer }: EditInput): Edit => ({
  kind: change.kind,
  at: `body.${pattern(change.path)}`,
  value: change.value ?? true,
  answer: () => ({ ...answer, body: JSON.stringify(withValue(data, change.path, change.to)) }),
});

/** The places that demands name first, then those on the way, then all others. */
function byInterest(nodes: readonly Node[], input: EditInput): Iterable<Node> {
  const named = nodes.filter(({ path }) => isNamed(path, input.names));
  return new Set([...named, ...nodes.filter((node) => isLookedAt(node, input)), ...nodes]);
}

const isNamed = (path: DataPath, names: ReadonlySet<string>): boolean =>
  path.every((key) => typeof key === "number" || names.has(key));

const isLookedAt = ({ path }: Node, { names }: EditInput): boolean =>
  path.some((key) => names.has(String(key)));

interface Change {
  readonly kind: IllegalKind;
  readonly path: DataPath;
  readonly to: Json | undefined;
  /** False where the form changes too. */
  readonly value?: boolean;
}

function* changesOf(node: Node, input: EditInput): Generator<Change> {
  const { path, value } = node;
  if (isList(value)) yield* listChanges(path, value, input);
  else if (!isRecord(value)) yield* scalarChanges(node, input);
  if (path.length === 0) return;
  if (typeof path.at(-1) === "number") yield { kind: "item dropped", path, to: undefined };
  else yield { kind: "field dropped", path, to: undefined, value: false };
  if (value !== null) yield { kind: "null", path, to: null, value: false };
  yield { kind: "value of another type", path, to: ofAnotherType(value), value: false };
}

function* scalarChanges(node: Node, input: EditInput): Generator<Change> {
  const { path, value } = node;
  if (typeof value === "boolean") yield { kind: "flipped boolean", path, to: !value };
  if (typeof value === "number") yield* amountChanges(path, value);
  if (typeof value === "string") yield { kind: "other text", path, to: `${value}-edited` };
  if (typeof value === "string" && value !== "") yield { kind: "empty text", path, to: "" };
  for (const to of isLookedAt(node, input) ? elsewhere(path, value, input) : []) {
    yield { kind: "other value seen elsewhere", path, to };
  }
}

/** Scalars of the same type that were seen at such a place or under such a name. */
function elsewhere(path: DataPath, value: Json, { seen }: EditInput): readonly Json[] {
  const name = String(path.findLast((key) => typeof key === "string"));
  return [...seen.at(pattern(path)), ...seen.named(name)].filter(
    (other) => typeof other === typeof value && other !== value && value !== null,
  );
}

function* amountChanges(path: DataPath, value: number): Generator<Change> {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  for (const places of new Set([decimals, decimals === 0 ? 2 : decimals])) {
    const unit = 10 ** -places;
    const to = (amount: number) => Number(amount.toFixed(places));
    yield { kind: "one minor unit more", path, to: to(value + unit) };
    yield { kind: "one minor unit less", path, to: to(value - unit) };
  }
  if (value !== 0) yield { kind: "zero", path, to: 0 };
}

function* listChanges(
  path: DataPath,
  items: readonly Json[],
  { seen }: EditInput,
): Generator<Change> {
  for (const item of seen.at(`${pattern(path)}[]`)) {
    yield { kind: "item added", path, to: [...items, item] };
  }
  const [first] = items;
  if (first === undefined) return;
  yield { kind: "item repeated", path, to: [...items, first] };
  yield { kind: "list emptied", path, to: [] };
}

/** Fields that a demand looks for and that are not there. */
function* additionsTo({ path, value }: Node, { names, seen }: EditInput): Generator<Change> {
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

function ofAnotherType(value: Json): Json {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return 7;
  if (typeof value === "boolean") return String(value);
  return isList(value) ? {} : [];
}
