import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Place, Problem } from "../problem.ts";
import { failure, ok, type Result } from "../result.ts";
import type { SourceText } from "./files.ts";
import { placer } from "./placer.ts";

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
 * What a text is as strict YAML, with a place for all that is wrong. Problems: as those of `parseYaml`.
 */
export function parseExactly(source: SourceText): Result<YamlDocument> {
  const document = parseDocument(source.text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
  });
  const at = placer(source);
  const faults = firstFaults([...document.errors, ...document.warnings]);
  const deepest = faults.find(({ message }) => message.includes("call stack"));
  if (deepest !== undefined) return failure([tooDeep(at(deepest.pos[0]))]);
  if (faults.length > 0) {
    return failure(
      faults.map((fault) => syntaxProblem(fault.code, fault.message, at(fault.pos[0]))),
    );
  }
  const strange = firstStrange(document);
  if (strange !== undefined) return failure([strangeProblem(strange, at)]);
  const misread = misreadScalars(document);
  if (misread.length > 0) return failure(misread.map((scalar) => misreadProblem(scalar, at)));
  return ok({
    file: source.file,
    data: document.toJS(),
    placeOf: (path) => at(offsetOfValue(document, path)),
    placeOfKey: (path) => at(offsetOfKey(document, path)),
  });
}

/** Where the structure is broken, what follows is noise; keys given twice and tags do not break it. */
function firstFaults(faults: readonly YAMLError[]): readonly YAMLError[] {
  const broken = faults.findIndex(({ code }) => !harmless.has(code));
  return broken === -1 ? faults : faults.slice(0, broken + 1);
}

const harmless = new Set(["DUPLICATE_KEY", "TAG_RESOLVE_FAILED", "NON_STRING_KEY"]);

function syntaxProblem(code: string, message: string, at: Place): Problem {
  const known = syntaxTexts[code];
  const text = known?.message ?? message.split("\n")[0] ?? message;
  const hint =
    message.endsWith("end with a ]") || message.endsWith("end with a }")
      ? "a bracket is not closed"
      : known?.hint;
  return { code: "YAML_SYNTAX", at, message: text, ...(hint === undefined ? {} : { hint }) };
}

/** What to do about an error of the parser, and what it is where the parser speaks to programmers. */
const syntaxTexts: Readonly<Record<string, { readonly message?: string; readonly hint: string }>> =
  {
    TAB_AS_INDENT: { hint: "indent with spaces" },
    DUPLICATE_KEY: { hint: "merge the two, or rename one" },
    MULTIPLE_DOCS: {
      message: "the file holds several documents",
      hint: "one document a file: remove the ---",
    },
    TAG_RESOLVE_FAILED: { hint: "tags are not used here; quote the value if it starts with !" },
    BAD_INDENT: { hint: "line the key up with its neighbours" },
    MISSING_CHAR: { hint: "a quote or bracket is not closed" },
    NON_STRING_KEY: { message: "a key must be text", hint: "write a word before the colon" },
  };

/** Nesting in which the parser ran out of stack. */
function tooDeep(at: Place): Problem {
  return { code: "YAML_SYNTAX", at, message: "the values are nested too deeply" };
}

/** The first node that means something else than plain JSON data: an alias, a tag, an infinite number. */
function firstStrange(document: Document): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node) && node.tag === undefined && isFinite(node)) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

const isFinite = (node: Node): boolean =>
  !isScalar(node) || typeof node.value !== "number" || Number.isFinite(node.value);

/** Aliases are refused altogether, which also disarms alias bombs. */
function strangeProblem(node: Node, at: (offset: number) => Place): Problem {
  const place = at(node.range?.[0] ?? 0);
  if (isAlias(node)) {
    const hint = "write the value out; in a case, a matrix or a fixture saves repetition";
    return { code: "YAML_ALIAS", at: place, message: "aliases are not allowed", hint };
  }
  if (isFinite(node)) return syntaxProblem("TAG_RESOLVE_FAILED", "tags are not allowed", place);
  return { code: "YAML_SYNTAX", at: place, message: "JSON has no such number" };
}

/** A plain scalar that reads as something else than its letters say. */
interface Misread {
  readonly written: string;
  readonly sent: string;
  readonly offset: number;
}

/** Unquoted numbers, booleans and nulls that YAML turns into a value of another form: `02142`, `1.10`, `0x1F`, `1e3`, `True`. */
function misreadScalars(document: Document): readonly Misread[] {
  const found: Misread[] = [];
  visit(document, {
    Scalar: (key, { type, source, value, range }) => {
      if (key === "key" || type !== "PLAIN" || source === undefined) return;
      if (typeof value === "string" || emptyForms.has(source)) return;
      const sent = String(value);
      if (sent !== source) found.push({ written: source, sent, offset: range?.[0] ?? 0 });
    },
  });
  return found;
}

const emptyForms = new Set(["", "~"]);

const misreadProblem = (
  { written, sent, offset }: Misread,
  at: (offset: number) => Place,
): Problem => ({
  code: "YAML_MISREAD",
  at: at(offset),
  message: `written ${written}, read as ${sent}`,
  hint: `quote it where the text is meant, or write ${sent}`,
});

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
