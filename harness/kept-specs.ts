import type { Packing } from "./kept-file.ts";
import type { Ability, Requirement, SpecBook } from "./requirements/types.ts";

/** What is plain data in a specification, and takes time to make. */
export type PlainSpecs = Omit<SpecBook, "schemas">;

/** As it is kept: lists, of which maps are made again. */
export interface ListedSpecs {
  readonly requirements: readonly Requirement[];
  readonly digest: string;
  readonly abilities?: Omit<NonNullable<SpecBook["abilities"]>, "abilities"> & {
    readonly abilities: readonly Ability[];
  };
}

export const listSpecs = ({ requirements, digest, abilities }: PlainSpecs): ListedSpecs => ({
  requirements: [...requirements.values()],
  digest,
  ...(abilities && {
    abilities: { ...abilities, abilities: [...abilities.abilities.values()] },
  }),
});

export const unlistSpecs = ({ requirements, digest, abilities }: ListedSpecs): PlainSpecs => ({
  requirements: byKey(requirements, ({ id }) => id),
  digest,
  ...(abilities && {
    abilities: { ...abilities, abilities: byKey(abilities.abilities, ({ id }) => id) },
  }),
});

/** A specification apart from any suite: suites of a user's own are compiled against the bundled one. */
export const specsPacking: Packing<PlainSpecs> = {
  pack: listSpecs,
  unpack: (index) => unlistSpecs(index as ListedSpecs),
};

export const byKey = <T>(values: readonly T[], key: (value: T) => string): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [key(value), value]));
