import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from "yaml";
import type { Place, Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { SourceText } from "./files.ts";

/** Keys and indexes from the root of a document to a value. */
export type DataPath = readonly (string | number)[];

/** A parsed YAML document: plain data, and the place of every value in it. */
export interface YamlDocument {
  readonly file: string;
  readonly data: unknown;
  /** The place of the value at `path`, or of the nearest one above it that exists. */
  readonly placeOf: (path: DataPath) => Place;
  /** The place of the key that ends `path`. */
  readonly placeOfKey: (path: DataPath) => Place;
}

/**
 * Strict YAML 1.2: unique string keys, no tags, no aliases, one document.
 *
 * Problems: YAML_SYNTAX, YAML_ALIAS, every one with line and column.
 */
export function parseYaml(source: SourceText): Result<YamlDocument> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
  });
  const at = placer(source, lines);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return failure(
      faults.map((fault) => syntaxProblem(fault.code, fault.message, at(fault.pos[0]))),
    );
  }
  const data = toData(document);
  if (!data.ok) return failure([aliasProblem(at(firstAlias(source.text)))]);
  return ok({
    file: source.file,
    data: data.value,
    placeOf: (path) => at(offsetOfValue(document, path)),
    placeOfKey: (path) => at(offsetOfKey(document, path)),
  });
}

function placer(source: SourceText, lines: LineCounter): (offset: number) => Place {
  const texts = source.text.split("\n");
  return (offset) => {
    const { line, col } = lines.linePos(Math.min(offset, source.text.length));
    const excerpt = texts[line - 1]?.replace(/\r$/, "");
    const place = { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1) };
    return excerpt === undefined ? place : { ...place, excerpt };
  };
}

function syntaxProblem(code: string, message: string, at: Place): Problem {
  const hint = syntaxHints[code];
  const text = message.split("\n")[0] ?? message;
  return { code: "YAML_SYNTAX", at, message: text, ...(hint === undefined ? {} : { hint }) };
}

const syntaxHints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  DUPLICATE_KEY: "merge the two, or rename one",
  MULTIPLE_DOCS: "one document a file: remove the ---",
  TAG_RESOLVE_FAILED: "tags are not used here; quote the value if it starts with !",
  BAD_INDENT: "line the key up with its neighbours",
  MISSING_CHAR: "a quote or bracket is not closed",
  NON_STRING_KEY: "quote the key",
};

/** Aliases are refused altogether, which also disarms alias bombs. */
function toData(document: Document): Result<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: 0 }));
  } catch {
    return failure([]);
  }
}

const firstAlias = (text: string): number => Math.max(text.search(/(?<=[\s:[,-]|^)\*\w/m), 0);

function aliasProblem(at: Place): Problem {
  return {
    code: "YAML_ALIAS",
    at,
    message: "aliases are not allowed",
    hint: "write the value out; in a case, a matrix or a fixture saves repetition",
  };
}

function offsetOfValue(document: Document, path: DataPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function offsetOfKey(document: Document, path: DataPath): number {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const key = path.at(-1);
  if (!isMap(parent)) return offsetOfValue(document, path);
  const pair = parent.items.find(
    (item) => isPair(item) && isNode(item.key) && String(item.key) === String(key),
  );
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOfValue(document, path);
}
