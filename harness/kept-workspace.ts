import type { Library, Verifies } from "./case/types.ts";
import { bodyIn, type Head, headOf, unreadCases, verifiesOf } from "./case/unread.ts";
import type { Packing } from "./kept-file.ts";
import { byKey, type ListedSpecs, listSpecs, type PlainSpecs, unlistSpecs } from "./kept-specs.ts";

/** What is plain data in a workspace, and takes time to make. */
export interface Compiled extends PlainSpecs {
  readonly library: Library;
}

/** The index holds the heads of cases; the parts are the body of each, and what all of them verify. */
export const compiledPacking: Packing<Compiled> = {
  pack: ({ library, ...specs }, parts): Index => {
    const { cases, fixtures, shared } = library;
    return {
      ...listSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: [...fixtures.values()],
        shared: { axes: [...shared.axes.values()], settled: [...shared.settled.values()] },
        cases: cases.map(headOf),
        bodies: cases.map((testCase) => bodyIn(testCase, parts)),
        verified: parts.add(JSON.stringify(cases.map(verifiesOf))),
      },
    };
  },
  unpack: (packed, parts) => {
    const { library, ...specs } = packed as Index;
    const { axes, settled } = library.shared;
    const verified = () =>
      JSON.parse(parts.read(library.verified)) as readonly (readonly Verifies[])[];
    return {
      ...unlistSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: byKey(library.fixtures, ({ name }) => name),
        shared: {
          axes: byKey(axes, ({ name }) => name),
          settled: byKey(settled, ({ name }) => name),
        },
        cases: unreadCases(library.cases, verified, library.bodies, parts),
      },
    };
  },
};

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
    /** The number of the part that is the body of each case. */
    readonly bodies: readonly number[];
    /** The number of the part that is what all of them verify. */
    readonly verified: number;
  };
}
