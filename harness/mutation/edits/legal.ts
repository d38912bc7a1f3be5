import type { Json } from "../../case/json.ts";
import { parseBody } from "../../check/body.ts";
import type { Answered } from "../../http/types.ts";
import { isList, isRecord, nodesOf, pattern, withValue } from "./data.ts";
import type { Edit, LegalKind } from "./edit.ts";

/** The same answer as another conforming server might have given it. */
export function legalEdits(answer: Answered): readonly Edit[] {
  const legal = (kind: LegalKind, at: string, edited: Partial<Answered>): Edit => ({
    kind,
    at,
    value: true,
    answer: () => ({ ...answer, ...edited }),
  });
  const header = legal("unknown header", "headers", {
    headers: { ...answer.headers, "x-served-by": "node-7" },
  });
  const body = parseBody(answer);
  if (!body.ok) return [header];
  const { data } = body;
  const rewritten = (kind: LegalKind, at: string, edited: Json) =>
    legal(kind, at, { body: JSON.stringify(edited) });
  return [
    header,
    legal("other white space", "body", { body: JSON.stringify(data, null, "\t") }),
    rewritten("fields in another order", "body", eachRecord(data, reversed)),
    rewritten("unknown fields", "body", eachRecord(data, extended)),
    ...nodesOf(data).flatMap(({ path, value }) => {
      if (isList(value) && value.length > 1) {
        const turned = withValue(data, path, value.toReversed());
        return [rewritten("list in another order", `body.${pattern(path)}`, turned)];
      }
      if (path.at(-1) !== "message" || path[0] !== "errors") return [];
      const reworded = withValue(data, path, "Sorry, that did not work.");
      return [rewritten("other message text", `body.${pattern(path)}`, reworded)];
    }),
  ];
}

type Members = readonly (readonly [string, Json])[];

function eachRecord(data: Json, edit: (members: Members) => Members): Json {
  if (isList(data)) return data.map((item) => eachRecord(item, edit));
  if (!isRecord(data)) return data;
  const members = Object.entries(data).map(
    ([key, value]) => [key, eachRecord(value, edit)] as const,
  );
  return Object.fromEntries(edit(members));
}

const reversed = (members: Members): Members => members.toReversed();

const extended = (members: Members): Members => [...members, ["xExtension", { since: 2031 }]];
