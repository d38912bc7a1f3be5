import {
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from "js-yaml";
import type { DataPath } from "./exact-yaml.ts";

/** A document without oddities: its data, and where each value and key begins. */
export interface FastDocument {
  readonly data: unknown;
  /** Offset of the value at `path`, or of the nearest one above it that exists; undefined: only a closer look can tell. */
  readonly offsetOf: (path: DataPath) => number | undefined;
  /** Offset of the key that ends `path`; undefined likewise. */
  readonly offsetOfKey: (path: DataPath) => number | undefined;
}

/**
 * What strict YAML makes of a text, in a quarter of the time; undefined where the text is wrong, or holds anything that
 * two readers might take differently: tags, anchors, several documents, most texts over several lines, numbers in a form of their own.
 */
export function readFastYaml(text: string): FastDocument | undefined {
  if (odd.test(text) || marker.test(text)) return undefined;
  try {
    const [document, ...events] = parseEvents(text, { maxDepth: 50 });
    if (document === undefined || !isPlainDocument(document)) return undefined;
    const cursor = { events, at: 0 };
    const root = readNode(text, cursor);
    if (root === undefined || cursor.events[cursor.at]?.type !== EVENT_POP) return undefined;
    if (cursor.at !== events.length - 1) return undefined;
    return {
      data: root.data,
      offsetOf: (path) => nearest(root, path).at,
      offsetOfKey: (path) => {
        const parent = find(root, path.slice(0, -1)) ?? root;
        return parent.members?.get(String(path.at(-1)))?.keyAt ?? nearest(root, path).at;
      },
    };
  } catch {
    return undefined;
  }
}

/** Signs that readers of YAML treat in different ways. */
// oxlint-disable-next-line no-control-regex -- what it looks for
const odd = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;

/** Where a document begins or ends. */
const marker = /^(?:---|\.\.\.)/m;

const isPlainDocument = (event: Event): boolean =>
  "directives" in event &&
  !event.explicitStart &&
  !event.explicitEnd &&
  event.directives.length === 0;

/** A value. */
interface Node {
  readonly data: unknown;
  readonly at: number | undefined;
  readonly members?: ReadonlyMap<string | number, Member>;
}

/** An item of a sequence, or a value of a mapping and where its key begins. */
interface Member {
  readonly node: Node;
  readonly keyAt?: number;
}

interface Cursor {
  readonly events: readonly Event[];
  at: number;
}

/** The next value; undefined where it is odd. */
function readNode(text: string, cursor: Cursor): Node | undefined {
  const event = cursor.events[cursor.at];
  cursor.at += 1;
  if (event === undefined || event.type === EVENT_ALIAS || isMarked(event)) return undefined;
  if (event.type === EVENT_SCALAR) return readScalar(text, event);
  if (event.type === EVENT_SEQUENCE) return readSequence(text, event.start, cursor);
  return event.type === EVENT_MAPPING ? readMapping(text, event.start, cursor) : undefined;
}

const isMarked = (event: Event): boolean =>
  "tagStart" in event && (event.tagStart !== -1 || event.anchorStart !== -1);

function readSequence(text: string, at: number, cursor: Cursor): Node | undefined {
  const data: unknown[] = [];
  const members = new Map<number, Member>();
  while (cursor.events[cursor.at]?.type !== EVENT_POP) {
    const node = readNode(text, cursor);
    if (node === undefined) return undefined;
    members.set(data.length, { node });
    data.push(node.data);
  }
  cursor.at += 1;
  return { data, at, members };
}

function readMapping(text: string, at: number, cursor: Cursor): Node | undefined {
  const data: Record<string, unknown> = {};
  const members = new Map<string, Member>();
  for (let event = cursor.events[cursor.at]; event?.type !== EVENT_POP;) {
    if (event?.type !== EVENT_SCALAR || isMarked(event)) return undefined;
    const key = keyOf(text, event);
    if (key === undefined || members.has(key)) return undefined;
    cursor.at += 1;
    const node = readNode(text, cursor);
    if (node === undefined) return undefined;
    members.set(key, { node, keyAt: startOf(event) });
    if (key === "__proto__") Object.defineProperty(data, key, { value: node.data, ...ownMember });
    else data[key] = node.data;
    event = cursor.events[cursor.at];
  }
  cursor.at += 1;
  return { data, at, members };
}

/** So that it is a key as others are. */
const ownMember = { writable: true, enumerable: true, configurable: true };

function keyOf(text: string, event: ScalarEvent): string | undefined {
  if (event.valueStart === -1 || isBlock(event) || spansLines(text, event)) return undefined;
  const key = getScalarValue(text, event);
  return key.length > longestKey ? undefined : key;
}

/** The standard has a bound, too; this is far below it. */
const longestKey = 200;

function readScalar(text: string, event: ScalarEvent): Node | undefined {
  if (event.valueStart === -1) return { data: null, at: undefined };
  const isPlain = event.style === SCALAR_STYLE.PLAIN;
  if (isBlock(event) ? !isSimpleBlock(text, event) : spansLines(text, event)) return undefined;
  const value = getScalarValue(text, event);
  const at = isBlock(event) ? undefined : startOf(event);
  if (!isPlain) return { data: value, at };
  const known = words.get(value);
  if (known !== undefined) return { data: known.data, at };
  if (!numeric.test(value)) return notQuite.test(value) ? undefined : { data: value, at };
  return String(Number(value)) === value ? { data: Number(value), at } : undefined;
}

const isBlock = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;

/** A paragraph: `>-`, and lines that are all indented alike. */
function isSimpleBlock(text: string, { valueStart, valueEnd, indent }: ScalarEvent): boolean {
  const lines = text.slice(valueStart, valueEnd).replace(/\n$/, "").split("\n");
  const isAlike = (line: string) => /^ *[^ ]/.exec(line)?.[0].length === indent + 1;
  return text.endsWith(": >-\n", valueStart) && indent > 0 && lines.every(isAlike);
}

const spansLines = (text: string, { valueStart, valueEnd }: ScalarEvent): boolean => {
  const end = text.indexOf("\n", valueStart);
  return end !== -1 && end < valueEnd;
};

/** A quote belongs to the value. */
const startOf = ({ style, valueStart }: ScalarEvent): number =>
  style === SCALAR_STYLE.PLAIN ? valueStart : valueStart - 1;

const words: ReadonlyMap<string, { readonly data: null | boolean }> = new Map([
  ["", { data: null }],
  ["~", { data: null }],
  ["null", { data: null }],
  ["true", { data: true }],
  ["false", { data: false }],
]);

/** What may be a number to a reader of YAML. */
const numeric = /^[-+]?\.?\d[\d.]*(e[-+]?\d+)?$|^0o[0-7]+$|^0x[\da-f]+$/i;
const notQuite = /^(null|true|false|[-+]?\.(inf|nan))$/i;

function find(root: Node, path: DataPath): Node | undefined {
  let node: Node | undefined = root;
  for (const part of path) node = node?.members?.get(part)?.node;
  return node;
}

function nearest(root: Node, path: DataPath): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = find(root, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}
