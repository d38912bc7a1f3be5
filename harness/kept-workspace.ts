import type { Case, Library, Verifies } from "./case/types.ts";
import { bodyText, type Head, headOf, unreadCases, verifiesOf } from "./case/unread.ts";
import type { Packing } from "./kept-file.ts";
import { byKey, type ListedSpecs, listSpecs, type PlainSpecs, unlistSpecs } from "./kept-specs.ts";

/** What is plain data in a workspace, and takes time to make. */
export interface Compiled extends PlainSpecs {
  readonly library: Library;
}

/** The index holds the heads of cases; the parts are what all of them verify, and the body of each. */
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
    const verified = () => JSON.parse(part(0)) as readonly (readonly Verifies[])[];
    return {
      ...unlistSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: byKey(library.fixtures, ({ name }) => name),
        shared: {
          axes: byKey(axes, ({ name }) => name),
          settled: byKey(settled, ({ name }) => name),
        },
        cases: unreadCases(library.cases, verified, (number) => part(number + 1)),
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
  };
}

/** Text by text, each made when it is written. */
function* partsOf(cases: readonly Case[]): Generator<string> {
  yield JSON.stringify(cases.map(verifiesOf));
  for (const testCase of cases) yield bodyText(testCase);
}
