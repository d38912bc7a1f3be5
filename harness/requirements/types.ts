import type { Place } from "../problem.ts";

/** How binding a statement is: must comes from a seed page, should from the wider documentation. */
export type Level = "must" | "should" | "may";

export type Api = "digital-river" | "commerce";

/** Where a statement stands. */
export interface Citation {
  readonly page: string;
  readonly heading: string;
  readonly url: string;
}

/** One documented statement. */
export interface Requirement {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  readonly statement: string;
  readonly citation: Citation;
  readonly testable: "http" | "browser" | "no";
  readonly reason?: string;
  readonly note?: string;
  readonly origin: Place;
}

/** Something beyond the seed pages that a server may lack. */
export interface Ability {
  readonly id: string;
  readonly title: string;
  readonly citation: Citation;
  /** Calls that use it, such as `GET /orders?checkoutId`; `{}` stands for any id. */
  readonly operations: readonly string[];
  /** Members of requests that use it: `POST /refunds: percent`. */
  readonly members: readonly string[];
  /** Lists of answers, with a member of their items, that use it where a must check looks at them: `charges: sourceId`. */
  readonly answers: readonly string[];
  readonly origin: Place;
}

/** The catalogue of abilities, and the calls that need none. */
export interface Abilities {
  readonly stated: readonly string[];
  readonly abilities: ReadonlyMap<string, Ability>;
}

/** The component schemas of one API's OpenAPI document. */
export interface SchemaSet {
  readonly names: ReadonlySet<string>;
  /** The paths that are described, each parameter as `{}`: `/checkouts/{}/sources/{}`. */
  readonly paths: ReadonlySet<string>;
  /** The name of every member of any schema. */
  readonly members: ReadonlySet<string>;
  /** In what the data differs from the schema: a dotted path, what was expected, what came. */
  readonly differences: (name: string, data: unknown) => readonly SchemaDifference[];
}

export interface SchemaDifference {
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

/** Everything that specs/ says. */
export interface SpecBook {
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** Absent where specs/ has no catalogue of them. */
  readonly abilities?: Abilities;
  /** SHA-256 over the requirement catalogue and the OpenAPI documents whose schemas judge. */
  readonly digest: string;
  readonly schemas: Readonly<Record<Api, SchemaSet>>;
}

const ranks: Readonly<Record<Level, number>> = { must: 2, should: 1, may: 0 };

/** Whether `level` is at least as binding as `bound`. */
export const atLeast = (level: Level, bound: Level): boolean => ranks[level] >= ranks[bound];
