import type { Json } from "../../case/json.ts";
import { parseBody } from "../../check/body.ts";
import type { Answered } from "../../http/types.ts";
import { borrowedChanges, type BorrowInput, isLookedAt, isNamed } from "./borrow.ts";
import { type Change, ownChanges } from "./change.ts";
import { type Node, nodesOf, pattern, withValue } from "./data.ts";
import type { Edit, IllegalKind } from "./edit.ts";

/** What edits of one answer are made from. */
export interface EditInput extends BorrowInput {
  readonly answer: Answered;
  /** The other answers of the case. */
  readonly others: readonly Answered[];
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
  const nodes = byInterest(nodesOf(data), input.names);
  for (const node of nodes) {
    for (const change of ownChanges(node)) yield changed(change, data, input);
  }
  for (const change of borrowedChanges(nodes, input)) yield changed(change, data, input);
}

const changed = (change: Change, data: Json, { answer }: EditInput): Edit => ({
  kind: change.kind,
  at: ["body", ...(change.path.length === 0 ? [] : [pattern(change.path)])].join("."),
  value: change.value ?? true,
  answer: () => ({ ...answer, body: JSON.stringify(withValue(data, change.path, change.to)) }),
});

/** The places that demands name first, then those on the way, then all others. */
function byInterest(nodes: readonly Node[], names: ReadonlySet<string>): readonly Node[] {
  const named = nodes.filter(({ path }) => isNamed(path, names));
  const lookedAt = nodes.filter(({ path }) => isLookedAt(path, names));
  return [...new Set([...named, ...lookedAt, ...nodes])];
}
