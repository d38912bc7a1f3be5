import { isBrowserStep } from "./case/browser.ts";
import type { Case, Library, Step, Verifies } from "./case/types.ts";
import type { Packing } from "./kept-file.ts";
import { byKey, type ListedSpecs, listSpecs, type PlainSpecs, unlistSpecs } from "./kept-specs.ts";
import type { Place } from "./problem.ts";

/** What is plain data in a workspace, and takes time to make. */
export interface Compiled extends PlainSpecs {
  readonly library: Library;
}

/** The steps and checks of a case are read when they are asked for; what selects and lists cases does without. */
export const compiledPacking: Packing<Compiled> = {
  pack: ({ library, ...specs }) => {
    const { cases, fixtures, shared } = library;
    const index: Index = {
      ...listSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: [...fixtures.values()],
        shared: { axes: [...shared.axes.values()], settled: [...shared.settled.values()] },
        cases: cases.map(headOf),
      },
    };
    return { index, parts: partsOf(cases) };
  },
  unpack: (packed, part) => {
    const { library, ...specs } = packed as Index;
    const { axes, settled } = library.shared;
    const once = sharing();
    const readBody = (number: number) => JSON.parse(part(number + 1)) as Body;
    const bodyOf = remembering(readBody);
    let verified: readonly (readonly Verifies[])[] | undefined;
    // The same functions for all cases: a function of its own would give each a hidden class of its own.
    const place = Symbol("number of the case");
    const later = <T>(read: (number: number) => T) => ({
      enumerable: true,
      get(this: { readonly [place]: number }): T {
        return read(this[place]);
      },
    });
    const readLater = {
      verifies: later((number) => {
        verified ??= (JSON.parse(part(0)) as readonly (readonly Verifies[])[]).map((own) =>
          once(own.map(once)),
        );
        return verified[number] ?? [];
      }),
      steps: later((number) => bodyOf(number).steps),
      checks: later((number) => bodyOf(number).checks),
      read: {
        value(this: { readonly [place]: number }): Body {
          return readBody(this[place]);
        },
      },
    };
    return {
      ...unlistSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: byKey(library.fixtures, ({ name }) => name),
        shared: {
          axes: byKey(axes, ({ name }) => name),
          settled: byKey(settled, ({ name }) => name),
        },
        cases: library.cases.map((head, number) => {
          const one = lean(head, once);
          return Object.defineProperties(one, { ...readLater, [place]: { value: number } }) as Case;
        }),
      },
    };
  },
};

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

type Body = Pick<Case, "steps" | "checks">;
type Head = Omit<Case, keyof Body | "verifies" | "read">;
type Values<T> = T extends ReadonlyMap<string, infer V> ? readonly V[] : never;

interface Index extends ListedSpecs {
  readonly library: {
    readonly digest: string;
    readonly fixtures: Values<Library["fixtures"]>;
    readonly shared: {
      readonly axes: Values<Library["shared"]["axes"]>;
      readonly settled: Values<Library["shared"]["settled"]>;
    };
    readonly cases: readonly Head[];
  };
}

/** Text by text, each made when it is written: what all cases verify, and the body of each. */
function* partsOf(cases: readonly Case[]): Generator<string> {
  const verified = cases.map(({ checks }) =>
    checks.map(({ id, level, requirement, origin: { line } }): Verifies => {
      const origin = line === undefined ? {} : { line };
      return { id, level, requirement, origin };
    }),
  );
  yield JSON.stringify(verified);
  for (const { steps, checks } of cases) {
    const body: Body = { steps: steps.map(unquoted), checks: checks.map(unquoted) };
    yield JSON.stringify(body);
  }
}

function headOf({ checks: _checks, steps, ...head }: Case): Head {
  const pages = steps.some(isBrowserStep);
  const uses = steps.filter((step) => step.kind === "use").map(unquoted);
  return { ...unquoted(head), given: head.given.map(unquoted), uses, pages };
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
