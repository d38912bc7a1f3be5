import { shorten } from "../../text/sanitize.ts";
import { plural } from "../../text/plural.ts";
import { type JsonMember, type JsonNode, jsonTree } from "./json-tree.ts";
import { type Markup, safe, stretch, textOf, wanted } from "./markup.ts";

/** A place in a body, and what should have stood there. */
export interface Mark {
  /** Dotted, from the body on: `payment.sources.0.id`; empty for the body as a whole. */
  readonly path: string;
  readonly expected: string;
}

interface Options {
  readonly marks: readonly Mark[];
  /** Characters of text; what is longer is cut to what leads to a mark. */
  readonly length: number;
  /** Value to the name that the case has for it. */
  readonly names: ReadonlyMap<string, string>;
  /** Show no more than what leads to a mark, and what stands beside it. */
  readonly excerpt?: boolean;
}

/** Members beside a mark that an excerpt shows. */
const beside = 4;

/** Characters of one value; no member of an answer is read further. */
const longestValue = 2000;

/**
 * JSON indented and coloured, with each place that was not as expected marked, and what was expected beside it: the difference, where
 * it stands.
 *
 * @param text JSON that nests within bounds.
 */
export function jsonView(text: string, options: Options): Markup {
  const tree = jsonTree(text);
  const marks = options.marks.map((mark) => ({ ...mark, path: placeIn(tree, mark.path) }));
  const excerpt = options.excerpt === true || text.length > options.length;
  return nodeMarkup(tree, "", { ...options, marks, excerpt, indent: "" });
}

type JsonContainer = Exclude<JsonNode, { readonly kind: "plain" }>;

interface Place extends Options {
  readonly indent: string;
  readonly excerpt: boolean;
}

/** Lists that stand at the top are judged in `payment`, too; a place that is not there stays as it is. */
function placeIn(tree: JsonNode, path: string): string {
  const [first, ...rest] = path.split(".");
  if (first !== "payment" || rest.length === 0) return path;
  return isThere(tree, path.split(".")) || !isThere(tree, rest.slice(0, 1)) ? path : rest.join(".");
}

function isThere(node: JsonNode, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (node.kind === "plain") return false;
  const member = node.items.find((item) => item.name === name);
  return member !== undefined && isThere(member.value, rest);
}

function nodeMarkup(node: JsonNode, path: string, place: Place): Markup {
  const own = place.marks.filter((mark) => mark.path === path);
  const inner = node.kind === "plain" ? plain(node.text, place) : container(node, path, place);
  if (own.length === 0) return inner;
  return textOf(
    stretch("mark", inner),
    own.map(({ expected }) => wanted(expected)),
  );
}

function plain(text: string, { names }: Place): Markup {
  const shown = shorten(safe(text), longestValue);
  if (!text.startsWith('"')) return stretch("i", shown);
  const name = names.get(text.slice(1, -1));
  return textOf(shown, name === undefined ? "" : stretch("u", `{${name}}`));
}

function container(node: JsonContainer, path: string, place: Place): Markup {
  const [open, close, word] =
    node.kind === "object" ? (["{", "}", "member"] as const) : (["[", "]", "item"] as const);
  const pathOf = ({ name }: JsonMember) => (path === "" ? name : `${path}.${name}`);
  const missing = missingIn(node, path, place);
  const shown = place.excerpt ? telling(node.items, pathOf, place) : node.items;
  const left = node.items.length - shown.length;
  if (shown.length + missing.length === 0)
    return textOf(open, left === 0 ? "" : stretch("em", plural(left, word)), close);
  const indent = `\n${place.indent}  `;
  const lines = [
    ...shown.map((item) =>
      textOf(
        keyOf(item.key),
        nodeMarkup(item.value, pathOf(item), { ...place, indent: `${place.indent}  ` }),
      ),
    ),
    ...missing.map(({ name, expected }) =>
      textOf(stretch("b", `"${safe(name)}"`), ":", wanted(expected)),
    ),
    ...(left > 0 ? [stretch("em", `${left} more`)] : []),
  ];
  const told = lines.map((line, index) => textOf(index > 0 ? "," : "", indent, line));
  return textOf(open, told, `\n${place.indent}`, close);
}

const keyOf = (key: string): Markup =>
  key === "" ? textOf() : textOf(stretch("b", shorten(safe(key), longestValue)), ": ");

/** What leads to a mark; and of a container that holds a mark itself, some of what stands beside it. */
function telling(
  items: readonly JsonMember[],
  pathOf: (item: JsonMember) => string,
  { marks, excerpt }: Place,
): readonly JsonMember[] {
  if (!excerpt) return items;
  const leads = (item: JsonMember) =>
    marks.some(({ path }) => path === pathOf(item) || path.startsWith(`${pathOf(item)}.`));
  const others = items.filter((item) => !leads(item) && item.value.kind === "plain");
  const kept = new Set(others.slice(0, beside));
  return items.filter((item) => leads(item) || kept.has(item));
}

/** Members that should have been in an object and are not. */
function missingIn(
  node: JsonContainer,
  path: string,
  { marks }: Place,
): readonly { readonly name: string; readonly expected: string }[] {
  if (node.kind !== "object") return [];
  const start = path === "" ? "" : `${path}.`;
  return marks.flatMap(({ path: goal, expected }) => {
    if (!goal.startsWith(start) || goal === path || goal === "") return [];
    const [name = "", ...rest] = goal.slice(start.length).split(".");
    if (node.items.some((item) => item.name === name)) return [];
    return [{ name: [name, ...rest].join("."), expected }];
  });
}
