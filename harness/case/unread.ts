import { asksPages, usesOfCase, verifiedBy } from "./known-apart.ts";
import type { Case, Step, Verifies } from "./types.ts";
import type { Place } from "../problem.ts";
import type { Parts } from "../read/parts.ts";

/** What of a case is read only when it is asked for. */
export type Body = Pick<Case, "steps" | "checks">;

/** The rest of it, and what selects and lists cases does without their steps. */
export type Head = Omit<Case, keyof Body | "verifies" | "body">;

/** The head of a case; where it is unread, its body is not parsed for it. */
export function headOf(testCase: Case): Head {
  const names = Object.keys(testCase).filter((name) => !isApart(name)) as (keyof Head)[];
  const head = Object.fromEntries(names.map((name) => [name, testCase[name]])) as unknown as Head;
  const uses = usesOfCase(testCase).map(unquoted);
  const given = head.given.map(unquoted);
  return { ...unquoted(head), given, uses, pages: asksPages(testCase) };
}

const isApart = (name: string): boolean => ["steps", "checks", "verifies"].includes(name);

/** What a case verifies, and nothing else of its checks. */
export const verifiesOf = (testCase: Case): readonly Verifies[] =>
  verifiedBy(testCase).map(({ id, level, requirement, origin: { line } }) => {
    const origin = line === undefined ? {} : { line };
    return { id, level, requirement, origin };
  });

const bodyOf = ({ steps, checks }: Case): Body => ({
  steps: steps.map(unquoted),
  checks: checks.map(unquoted),
});

/** A case of which no object stays but its head. */
export interface Unread {
  readonly head: Head;
  readonly verifies: readonly Verifies[];
  /** The number of its body among the parts. */
  readonly body: number;
}

/** Puts the bodies of cases away as they come. */
export function unreader(parts: Parts): (testCase: Case) => Unread {
  const once = sharing();
  return (testCase) => ({
    // A text that is a part of a file's would keep all of it.
    head: lean(JSON.parse(JSON.stringify(headOf(testCase))) as Head, once),
    verifies: once(verifiesOf(testCase).map(once)),
    body: parts.add(JSON.stringify(bodyOf(testCase))),
  });
}

/** The number of the body of a case among the parts, where it is put unless it is there. */
export function bodyIn(testCase: Case, parts: Parts): number {
  const { [from]: source, [place]: number } = testCase as Partial<Placed>;
  const known = source?.parts === parts ? source.bodies[number ?? -1] : undefined;
  return known ?? parts.add(testCase.body?.() ?? JSON.stringify(bodyOf(testCase)));
}

/**
 * Cases whose steps and checks are read when they are asked for.
 *
 * @param verified What each verifies, read when it is first asked for.
 * @param bodies The number of the body of each among the parts, which is JSON.
 */
export function unreadCases(
  heads: readonly Head[],
  verified: () => readonly (readonly Verifies[])[],
  bodies: readonly number[],
  parts: Pick<Parts, "read">,
): readonly Case[] {
  const once = sharing();
  const body = (number: number) => parts.read(bodies[number] ?? -1);
  const source: Source = {
    parts,
    bodies,
    body,
    read: remembering((number) => JSON.parse(body(number)) as Body),
    verified: later(() => verified().map((own) => once(own.map(once)))),
  };
  return heads.map((head, number) =>
    Object.defineProperties(lean(head, once), {
      ...readLater,
      [from]: { value: source },
      [place]: { value: number },
    }),
  ) as unknown as readonly Case[];
}

/** From where all cases are read that were made together. */
interface Source {
  readonly parts: Pick<Parts, "read">;
  readonly bodies: readonly number[];
  readonly body: (number: number) => string;
  readonly read: (number: number) => Body;
  readonly verified: () => readonly (readonly Verifies[])[];
}

const from = Symbol("source of the case");
const place = Symbol("number of the case in it");

interface Placed {
  readonly [from]: Source;
  readonly [place]: number;
}

/**
 * The same functions for all cases. With functions of its own each case would have a hidden class of its own; and what they
 * enclose would stay as long as the class does, which is longer than anybody holds a case.
 */
const readLater = {
  verifies: {
    enumerable: true,
    get(this: Placed) {
      return this[from].verified()[this[place]] ?? [];
    },
  },
  steps: {
    enumerable: true,
    get(this: Placed) {
      return this[from].read(this[place]).steps;
    },
  },
  checks: {
    enumerable: true,
    get(this: Placed) {
      return this[from].read(this[place]).checks;
    },
  },
  body: {
    value(this: Placed): string {
      return this[from].body(this[place]);
    },
  },
};

/** What it makes when it is first asked for, and from then on. */
function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Gives equal values as one: what was parsed has texts and lists of its own for each case. */
function sharing(): <T>(value: T) => T {
  const known = new Map<string, unknown>();
  return <T>(value: T): T => {
    const key = JSON.stringify(value);
    const same = known.get(key) ?? value;
    known.set(key, same);
    return same as T;
  };
}

/** A head that has in common with others what they have in common. */
function lean(head: Head, once: <T>(value: T) => T): Head {
  const { id, base, profile, api, given, uses, needs } = head;
  return Object.assign(head, {
    base: base === id ? id : base,
    profile: once(profile),
    api: once(api),
    given: given.length === 0 ? once(given) : given,
    ...(uses?.length === 0 && { uses: once(uses) }),
    ...(needs && { needs: once(needs) }),
  });
}

/** Lines of the files are quoted in problems, and what is kept of a case has none. */
function unquoted<T extends { readonly origin: Place }>(one: T): T {
  const { excerpt: _excerpt, ...origin } = one.origin;
  return { ...one, origin };
}

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
