import { asksPages, usesOfCase, verifiesOf } from "./known-apart.ts";
import type { Case, Step } from "./types.ts";
import type { Place } from "../problem.ts";
import type { Parts } from "../read/parts.ts";

/** What of a case is read only when it is asked for. */
type Body = Pick<Case, "steps" | "checks">;

/** The rest of it, and what selects and lists cases does without their steps and checks. */
type Head = Omit<Case, keyof Body | "whole" | "unread">;

/** Numbers of parts. */
export interface KeptCases {
  /** Of each case: its head, and in a line of its own its body. */
  readonly cases: readonly number[];
  /** Of the heads of so many cases that follow each other. */
  readonly blocks: readonly number[];
}

/** A case of which nothing stays but what tells it from others. */
export interface Unread extends Pick<Case, "id" | "base"> {
  readonly origin: Pick<Place, "file" | "line">;
  /** The number of its part. */
  readonly part: number;
}

/** Puts cases away as they come. */
export function unreader(parts: Parts): (testCase: Case) => Unread {
  return (testCase) => {
    const { file, line } = testCase.origin;
    const origin = { file, ...(line !== undefined && { line }) };
    const id = apart(testCase.id);
    const base = testCase.base === testCase.id ? id : apart(testCase.base);
    return { id, base, origin, part: parts.add(textOf(testCase)) };
  };
}

/** The same text: as a part of a file's it would keep all of it. */
const apart = (text: string): string => Buffer.from(text).toString();

const textOf = (testCase: Case): string =>
  `${JSON.stringify(headOf(testCase))}\n${JSON.stringify(bodyOf(testCase))}`;

function headOf(testCase: Case): Head {
  const { steps: _steps, checks: _checks, ...head } = testCase;
  return {
    ...unquoted(head),
    given: head.given.map(unquoted),
    uses: usesOfCase(testCase).map(unquoted),
    verifies: verifiesOf(testCase),
    pages: asksPages(testCase),
  };
}

const bodyOf = ({ steps, checks }: Case): Body => ({
  steps: steps.map(unquoted),
  checks: checks.map(unquoted),
});

/** Lines of the files are quoted in problems, and what is kept of a case has none. */
function unquoted<T extends { readonly origin: Place }>(one: T): T {
  const { excerpt: _excerpt, ...origin } = one.origin;
  return { ...one, origin };
}

/**
 * Puts the heads of cases that were put away beside each other.
 *
 * @param cases The numbers of their parts, in the order of the cases.
 */
export function keepHeads(cases: readonly number[], parts: Parts): KeptCases {
  const blocks = Array.from({ length: Math.ceil(cases.length / together) }, (_, block) => {
    const own = cases.slice(block * together, (block + 1) * together);
    return parts.add(`[${own.map((number) => linesOf(parts.read(number))[0]).join()}]`);
  });
  return { cases, blocks };
}

const together = 32;

/** Head and body. */
function linesOf(part: string): readonly [head: string, body: string] {
  const end = part.indexOf("\n");
  return [part.slice(0, end), part.slice(end + 1)];
}

/** Where cases are put away among these parts; where they are not yet, they are. */
export function keptAmong(cases: readonly Case[], parts: Parts): KeptCases {
  const placed = cases as readonly Partial<Placed>[];
  const source = placed[0]?.[from];
  const isAll =
    source?.kept.cases.length === cases.length &&
    placed.every((one, number) => one[from] === source && one[place] === number);
  if (isAll && source.parts === parts) return source.kept;
  return keepHeads(
    cases.map((testCase) => parts.add(textOf(testCase))),
    parts,
  );
}

/** Cases that are read when they are asked for, and then with others or by themselves. */
export function unreadCases(kept: KeptCases, parts: Pick<Parts, "read">): readonly Case[] {
  const read = (number: number) => linesOf(parts.read(kept.cases[number] ?? -1));
  const stay = kept.blocks.length > mostBlocks ? 2 : mostBlocks;
  const block = lately(
    (number) => JSON.parse(parts.read(kept.blocks[number] ?? -1)) as Head[],
    stay,
  );
  const source: Source = {
    parts,
    kept,
    head: (number) => block(Math.floor(number / together))[number % together] as Head,
    body: remembering((number) => JSON.parse(read(number)[1]) as Body),
    whole: (number) => {
      const [head, body] = read(number);
      return Object.assign(JSON.parse(head) as Head, JSON.parse(body) as Body);
    },
  };
  return kept.cases.map((_, number) =>
    Object.defineProperties(
      {},
      { [from]: { value: source }, [place]: { value: number }, ...readLater },
    ),
  ) as unknown as readonly Case[];
}

/** From where all cases are read that were put away together. */
interface Source {
  readonly parts: Pick<Parts, "read">;
  readonly kept: KeptCases;
  readonly head: (number: number) => Head;
  readonly body: (number: number) => Body;
  readonly whole: (number: number) => Case;
}

const from = Symbol("from where the case is read");
const place = Symbol("its number there");

interface Placed {
  readonly [from]: Source;
  readonly [place]: number;
}

const inHead: Readonly<Record<keyof Head, true>> = {
  id: true,
  base: true,
  title: true,
  profile: true,
  api: true,
  given: true,
  draws: true,
  uses: true,
  verifies: true,
  pages: true,
  control: true,
  needs: true,
  origin: true,
};

/**
 * The same functions for all cases. With functions of its own each case would have a hidden class of its own; and what they
 * enclose would stay as long as the class does, which is longer than anybody holds a case.
 */
const readLater: PropertyDescriptorMap & ThisType<Placed> = {
  ...Object.fromEntries(
    Object.keys(inHead).map((name) => [
      name,
      {
        enumerable: true,
        get(this: Placed) {
          return this[from].head(this[place])[name as keyof Head];
        },
      },
    ]),
  ),
  steps: {
    enumerable: true,
    get() {
      return this[from].body(this[place]).steps;
    },
  },
  checks: {
    enumerable: true,
    get() {
      return this[from].body(this[place]).checks;
    },
  },
  whole: {
    value(this: Placed): Case {
      const whole = this[from].whole(this[place]);
      return Object.defineProperty(whole, "unread", { value: this });
    },
  },
};

/** So many of what was read last stay. */
function lately<T>(read: (number: number) => T, stay: number): (number: number) => T {
  const known = new Map<number, T>();
  return (number) => {
    const held = known.get(number);
    if (held !== undefined) return held;
    const [oldest] = known.keys();
    if (known.size === stay && oldest !== undefined) known.delete(oldest);
    const one = read(number);
    known.set(number, one);
    return one;
  };
}

/** Of more blocks none stays that is not being read: it would be garbage by the time that somebody asks for it again. */
const mostBlocks = 64;

/**
 * What was read stays as long as somebody holds any step of it, since a step is told from others by being the same object; of
 * a case that is over, nothing stays.
 */
function remembering(read: (number: number) => Body): (number: number) => Body {
  const known = new Map<number, WeakRef<Body>>();
  let many = 100;
  const forget = () => {
    for (const [number, body] of known) if (body.deref() === undefined) known.delete(number);
    many = Math.max(100, known.size * 2);
  };
  const bodies = new WeakMap<Step, Body>();
  return (number) => {
    const held = known.get(number)?.deref();
    if (held !== undefined) return held;
    const body = read(number);
    if (known.size >= many) forget();
    known.set(number, new WeakRef(body));
    for (const step of body.steps) bodies.set(step, body);
    return body;
  };
}
