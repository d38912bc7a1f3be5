import type { Values } from "../case/json.ts";
import type { Exchange } from "../http/types.ts";

/** What happened in one case, in order. The judge reads this and the case, and nothing else. */
export interface Transcript {
  readonly case: string;
  readonly durationMs: number;
  readonly entries: readonly Entry[];
}

export type Entry = ExchangeEntry | ProvidedEntry | GapEntry;

/** Whose entry it is: of a fixture under `given`, or of a step; `name` is the fixture's or step's. */
export interface Owner {
  readonly scope: "given" | "step";
  readonly name: string;
}

/** One exchange. Those of recipes are owned by the fixture or step that used the recipe. */
export interface ExchangeEntry extends Owner {
  readonly kind: "exchange";
  /** Number in the journal, from 1. */
  readonly number: number;
  /** False for an exchange of a recipe: it is evidence, but no check is on it. */
  readonly judged: boolean;
  /** Which run of `each`, from 0. */
  readonly run: number;
  /** The first of the steps that were in flight at once; absent: it went alone. */
  readonly together?: string;
  readonly exchange: Exchange;
}

/** Values that a fixture or an action handed on. */
export interface ProvidedEntry extends Owner {
  readonly kind: "provided";
  readonly values: Values;
}

/** Why the case went no further. */
export interface GapEntry extends Owner {
  readonly kind: "gap";
  readonly outcome: "blocked" | "untestable" | "errored";
  readonly cause: string;
}

/** The exchange as its recorder gets it: the journal gives the number. */
export type Unnumbered = Omit<ExchangeEntry, "number">;

/** Takes an entry, to be stored before the case goes on, and returns it as stored. */
export type Record = (entry: Unnumbered | ProvidedEntry | GapEntry) => Entry;
