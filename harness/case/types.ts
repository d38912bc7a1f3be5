import type { Place } from "../problem.ts";
import type { Api, Level } from "../requirements/types.ts";
import type { Draw } from "./draw.ts";
import type { Money } from "./money.ts";
import type { Template, TextTemplate } from "./template.ts";
import type { Json, JsonObject } from "./json.ts";

/** One scenario, compiled: every name resolved, every shorthand expanded. */
export interface Case {
  /** The id with its combination: `combine[type=konbini,via=path]`. */
  readonly id: string;
  /** The id as written in the file. */
  readonly base: string;
  readonly title: string;
  readonly profile: string;
  readonly api: Api;
  readonly given: readonly Given[];
  /** Numbers that each run draws, by name; absent: none. */
  readonly draws?: Readonly<Record<string, Draw>>;
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
  /** The steps that use a fixture, and what the checks verify, where they are known apart from the whole. */
  readonly uses?: readonly UseStep[];
  readonly verifies?: readonly Verifies[];
  /** Whether a step asks a page, likewise. */
  readonly pages?: boolean;
  /** Reads all of it anew and at once, where otherwise it is read when it is asked for: nothing of that stays. */
  readonly whole?: () => Case;
  /** Where it was read at once: the case that is read when it is asked for. */
  readonly unread?: Case;
  readonly control?: string;
  /** What it needs beyond the seed pages, its fixtures' needs left aside; absent: nothing. */
  readonly needs?: Needs;
  readonly origin: Place;
}

/** Which requirement a check verifies, at which level, and where that is written. */
export interface Verifies extends Pick<Check, "id" | "level" | "requirement"> {
  readonly origin: Pick<Place, "line">;
}

/** What is used beyond the seed pages. */
export interface Needs {
  /** Ids of abilities. */
  readonly abilities: readonly string[];
  /** ISO 4217. */
  readonly currencies: readonly string[];
  /** Source types that must be able to do something. */
  readonly sourceTypes: readonly SourceTypeNeed[];
}

/** That a source type can or cannot be saved to a customer, or that it has a flow. */
export interface SourceTypeNeed {
  readonly type: string;
  readonly saved?: boolean;
  readonly flow?: Flow;
}

export type Flow = "standard" | "redirect" | "receiver";

export interface Given {
  readonly name: string;
  readonly fixture: string;
  readonly params: Readonly<Record<string, Template>>;
  /** Params that each run draws; `params` says what stands where nobody does. */
  readonly draws?: Readonly<Record<string, Draw>>;
  readonly origin: Place;
}

export type Step = CallStep | UseStep;

/** A request to the target. */
export interface CallStep {
  readonly kind: "call";
  readonly id: string;
  readonly method: string;
  readonly path: TextTemplate;
  readonly api: Api;
  readonly as: KeyKind;
  /** Whether the key is sent without a scheme before it. */
  readonly bareKey: boolean;
  readonly headers: Readonly<Record<string, TextTemplate>>;
  readonly body: StepBody;
  /** Precondition; when it does not hold, nothing after it can be said. */
  readonly expect?: Expectation;
  readonly take: readonly Take[];
  /** Bound of polling in ms; absent: one request. */
  readonly withinMs?: number;
  /** The values of `each`, one run an entry; one empty entry for a plain step. */
  readonly runs: readonly Readonly<Record<string, Template>>[];
  /** The id of the first of the calls that are in flight at once, of which it is one; absent: it goes alone. */
  readonly together?: string;
  /** The abilities that the call itself asks for; absent: none. */
  readonly needs?: readonly string[];
  readonly origin: Place;
}

/** An action, or in recipes a fixture, that the target's recipe performs. */
export interface UseStep {
  readonly kind: "use";
  readonly id: string;
  readonly fixture: string;
  readonly params: Readonly<Record<string, Template>>;
  /** As those of a given. */
  readonly draws?: Readonly<Record<string, Draw>>;
  readonly origin: Place;
}

export type KeyKind = "confidential" | "public" | "nobody";

export type StepBody =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: Template }
  | { readonly kind: "text"; readonly value: TextTemplate }
  | { readonly kind: "form"; readonly value: Readonly<Record<string, TextTemplate>> };

/** A value for later steps: the first node that the JSONPath selects in the response body. */
export interface Take {
  readonly name: string;
  readonly path: TextTemplate;
}

/** One judgement. */
export interface Check {
  readonly id: string;
  readonly level: Level;
  readonly requirement: string;
  readonly on: readonly string[];
  /** Of how many of the answers the expectation holds; absent: of all. */
  readonly holds?: Holds;
  readonly expect: Expectation;
  readonly origin: Place;
}

/** Both included. */
export interface Holds {
  readonly least: number;
  readonly most: number;
}

/** What one response must be; every member that is there must hold. */
export interface Expectation {
  readonly status?: readonly StatusRange[];
  readonly headers: readonly HeaderExpectation[];
  readonly schema?: string;
  readonly body?:
    | { readonly kind: "empty" }
    | { readonly kind: "like"; readonly schema: MatcherSchema };
  readonly amounts: readonly { readonly path: TextTemplate; readonly money: Money }[];
}

/** What a response header must be; `name` in lower case, `mayLack`: the header may be absent. */
export interface HeaderExpectation {
  readonly name: string;
  readonly schema: MatcherSchema;
  readonly mayLack: boolean;
}

/** Statuses from `first` to `last`, both included. */
export interface StatusRange {
  readonly first: number;
  readonly last: number;
}

/** JSON Schema with the keywords of check/keywords.ts; `$comment` says in words what is expected. */
export type MatcherSchema = JsonObject;

/** A fixture or an action: what may be asked of it and what it hands on. */
export interface FixtureDefinition {
  readonly name: string;
  readonly kind: "fixture" | "action";
  readonly title: string;
  readonly params: Readonly<Record<string, Param>>;
  readonly provides: readonly string[];
  /** Of these, what a server may have none of. */
  readonly mayLack?: readonly string[];
  readonly api: Api;
  /** The fixtures that it is built of, where that is all it is. */
  readonly parts?: readonly Given[];
  /** The default recipe; absent: only a target's own can do it. */
  readonly steps?: readonly Step[];
  /** How the harness makes what no recipe makes at once. */
  readonly composed?: Composed;
  /** What its default recipe needs itself; absent: nothing. */
  readonly needs?: Needs;
  readonly origin: Place;
}

/** How a state is reached from the one in which a thing starts. */
export interface Composed {
  /** The params with which it is asked for, and those with which it is made instead. */
  readonly when: Readonly<Record<string, Json>>;
  readonly from: Readonly<Record<string, Json>>;
  /** Takes the first state, as `state`; it is polled until the last one. */
  readonly read: CallStep;
  readonly ready: CallStep;
  /** The first state to the action that goes on from there; it gets the param `id`. */
  readonly by: Readonly<Record<string, string>>;
}

/** One way of a target to provide a fixture. */
export interface Alternative {
  /** Param to the values for which it is the way; none: for all. */
  readonly when: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  readonly steps: readonly Step[];
  /** Values that it hands on without a call. */
  readonly give: Readonly<Record<string, Template>>;
  /** Whether it is the default recipe with something changed. */
  readonly extended: boolean;
  readonly origin: Place;
}

export interface Param {
  readonly about?: string;
  readonly default?: Json;
  /** Drawn by each run where the param is not given; `default` says what stands where nobody draws. */
  readonly draw?: Draw;
  readonly optional: boolean;
  /** Source types in order of preference; the first that the target claims is the default. */
  readonly sourceTypes?: readonly string[];
  /** What the type must be able to do. */
  readonly does?: Omit<SourceTypeNeed, "type">;
}

/** Data under a name that several cases share. */
export interface Shared {
  readonly name: string;
  readonly title: string;
  /** What must be told where it is named, unless there is a default. */
  readonly params: Readonly<
    Record<string, { readonly about: string; readonly default?: string | number | boolean }>
  >;
  readonly data: unknown;
  /** What the source types of an axis can do. */
  readonly does?: Omit<SourceTypeNeed, "type">;
  /** The files that name it. */
  readonly usedBy: readonly string[];
  readonly origin: Place;
}

/** Axes of matrices, and expectations that tell when something has settled; each kind by name. */
export interface SharedWords {
  readonly axes: ReadonlyMap<string, Shared>;
  readonly settled: ReadonlyMap<string, Shared>;
}

/** All cases and fixtures, checked against each other and against the specification. */
export interface Library {
  readonly cases: readonly Case[];
  readonly fixtures: ReadonlyMap<string, FixtureDefinition>;
  readonly shared: SharedWords;
  /** SHA-256 over the cases, the fixtures and what they share as written; places, key order and comments do not count. */
  readonly digest: string;
}
