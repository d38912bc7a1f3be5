import type { Library } from "./case/types.ts";
import { keptAmong, type KeptCases, unreadCases } from "./case/unread.ts";
import type { Packing } from "./kept-file.ts";
import { byKey, type ListedSpecs, listSpecs, type PlainSpecs, unlistSpecs } from "./kept-specs.ts";

/** What is plain data in a workspace, and takes time to make. */
export interface Compiled extends PlainSpecs {
  readonly library: Library;
}

/** The parts are the cases, each by itself, and their heads beside each other; the index holds all else. */
export const compiledPacking: Packing<Compiled> = {
  pack: ({ library, ...specs }, parts): Index => {
    const { cases, fixtures, shared } = library;
    return {
      ...listSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: [...fixtures.values()],
        shared: { axes: [...shared.axes.values()], settled: [...shared.settled.values()] },
        cases: keptAmong(cases, parts),
      },
    };
  },
  unpack: (packed, parts) => {
    const { library, ...specs } = packed as Index;
    const { axes, settled } = library.shared;
    return {
      ...unlistSpecs(specs),
      library: {
        digest: library.digest,
        fixtures: byKey(library.fixtures, ({ name }) => name),
        shared: {
          axes: byKey(axes, ({ name }) => name),
          settled: byKey(settled, ({ name }) => name),
        },
        cases: unreadCases(library.cases, parts),
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
    readonly cases: KeptCases;
  };
}
