/** A JSON text as a tree in which every token stands as it was sent: numbers with their digits, members in order and repeated. */
export type JsonNode =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly JsonMember[] }
  | { readonly kind: "object"; readonly items: readonly JsonMember[] };

export interface JsonMember {
  /** As a path names it: `state`, `0`. */
  readonly name: string;
  /** As it was sent, with its quotes; empty in a list. */
  readonly key: string;
  readonly value: JsonNode;
}

/** @param text JSON, and not nested without bound: `parseJson` took it. */
export function jsonTree(text: string): JsonNode {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  return nodeAt(tokens, { at: 0 });
}

function nodeAt(tokens: readonly string[], cursor: { at: number }): JsonNode {
  const token = tokens[cursor.at++] ?? "";
  if (token !== "{" && token !== "[") return { kind: "plain", text: token };
  const isObject = token === "{";
  const items: JsonMember[] = [];
  while (cursor.at < tokens.length && tokens[cursor.at] !== "}" && tokens[cursor.at] !== "]") {
    const key = isObject ? (tokens[cursor.at] ?? "") : "";
    if (isObject) cursor.at += 2;
    const name = isObject ? String(JSON.parse(key)) : String(items.length);
    items.push({ name, key, value: nodeAt(tokens, cursor) });
    if (tokens[cursor.at] === ",") cursor.at += 1;
  }
  cursor.at += 1;
  return { kind: isObject ? "object" : "list", items };
}
