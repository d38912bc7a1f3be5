import type { TargetDocument } from "../../specs/types/target.format.d.ts";
import type { Alternative, SourceTypeNeed, Step } from "../case/types.ts";
import type { ConnectionOptions } from "../http/connections.ts";
import type { Result } from "../result.ts";
import type { Secret } from "../secrets/redact.ts";
import type { Api } from "../requirements/types.ts";

/** What is tested. */
export interface Target {
  readonly name: string;
  readonly implementation?: {
    readonly name: string;
    readonly version?: string;
    readonly url?: string;
  };
  readonly apis: Readonly<Partial<Record<Api, TargetApi>>>;
  /** Its library for browsers; absent: it is not offered. */
  readonly browser?: BrowserLibrary;
  /** How connections to it are made. */
  readonly connection?: ConnectionOptions;
  readonly claims: Claims;
  /** The target's own recipes by fixture name; they win over the default ones. */
  readonly recipes: ReadonlyMap<string, readonly Step[]>;
  /** Those of its recipes that depend on what is asked for; the first alternative that fits is taken. */
  readonly choices?: ReadonlyMap<string, readonly Alternative[]>;
  readonly limits: Limits;
  /** Origins beside those of the APIs to which recipes may lead. */
  readonly hosts?: ReadonlySet<string>;
  /** Whether answers that say `liveMode: true` are fine; they stop the run otherwise. */
  readonly allowLiveMode?: boolean;
  /** It was started for this run: its base URLs are others each time. */
  readonly ephemeral?: boolean;
  readonly secrets: readonly Secret[];
  /** What its file says, its variables not filled; absent where it comes from none. */
  readonly document?: TargetDocument;
}

/** A library that pages of shops load. */
export interface BrowserLibrary {
  /** URL of its script. */
  readonly script: string;
  /** Origin of the page that loads it. */
  readonly origin: string;
  /** The Chromium that runs it, absolute; or why there is none. */
  readonly chromium: Result<string>;
}

export interface TargetApi {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The header that carries the key; `authorization` carries it as a bearer token. */
  readonly keyHeader: string;
  /** bare: `authorization` carries the key alone as well. */
  readonly keyScheme?: "bare" | "Bearer";
  readonly keys: { readonly confidential?: string; readonly public?: string };
}

/** What the implementation says it does; an absent member means everything. */
export interface Claims {
  readonly profiles?: ReadonlySet<string>;
  readonly sourceTypes?: ReadonlySet<string>;
  /** What each source type can do, where the target says it. */
  readonly can?: ReadonlyMap<string, Omit<SourceTypeNeed, "type">>;
  /** ISO 4217. */
  readonly currencies?: ReadonlySet<string>;
  readonly abilities?: ReadonlySet<string>;
  /** The fixtures that it has recipes of its own for: what the default ones need, it does not. */
  readonly ownRecipes?: ReadonlySet<string>;
}

export interface Limits {
  /** Cases under way at once. */
  readonly concurrency: number;
  readonly requestsPerSecond?: number;
  /** For one request with its response, in ms. */
  readonly timeoutMs: number;
  /** A polled step may take this long even where its own bound is shorter, in ms. */
  readonly settleMs: number;
  readonly bodyBytes: number;
  /** How many objects a run may make. */
  readonly objects?: number;
  /** The highest amount that a request may name or an answer show, as bodies write it. */
  readonly amount?: number;
}
