type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** An account as the browser side sees it; whatever the API offers is asked of the API instead. */
export interface BrowserAccount {
  readonly source: (id: string) => BrowserSource | undefined;
  /** The source that a page may authenticate, or update, with what it knows of it. */
  readonly authenticable: (asked: PageRequest) => BrowserSource | undefined;
  readonly updatable: (asked: PageRequest) => BrowserSource | undefined;
  /** Whether a source is authenticated in a session, and whether an update may name it. */
  readonly authenticatesIn: (sessionId: unknown) => boolean;
  readonly updatesIn: (sessionId: unknown) => boolean;
  /** A source was authenticated, or needed not to be. */
  readonly authenticated: (id: string) => void;
  /** DR-UPDATE-5, DR-UPDATE-6: replaces the owner and single details; the amount is out of reach. */
  readonly change: (
    id: string,
    changes: { readonly owner: JsonObject | undefined; readonly details: JsonObject },
  ) => void;
  readonly session: (id: string) => BrowserSession | undefined;
  /** Undefined where no customer pays with such a source. */
  readonly kindOf: (type: string) => SourceKind | undefined;
  /** Which source was authenticated for which session, as `source session`. */
  readonly authentications: {
    readonly has: (occasion: string) => boolean;
    readonly add: (occasion: string) => void;
  };
}

/** What a page names a source by. */
export interface PageRequest {
  readonly sourceId: string;
  readonly clientSecret: string;
  readonly sessionId: string | undefined;
}

interface BrowserSource {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly clientSecret: string;
  readonly owner: JsonObject | undefined;
  readonly details: JsonObject;
}

export interface BrowserSession {
  readonly currency: string;
  readonly country: string | undefined;
  readonly amount: number;
}

export interface SourceKind {
  readonly flow: "standard" | "redirect" | "receiver";
  readonly savable: boolean;
}

/** What the browser side is given. */
export interface BrowserContext {
  readonly accountOf: (key: string) => BrowserAccount | undefined;
  /** The API of this very server, in process. */
  readonly api: (request: Request) => Promise<Response>;
  /** Where the bundles lie; without them the scripts are answered with 404. */
  readonly assets: string | undefined;
  /** What is wrong with the library where it is given the key of the demo shop; usually nothing. */
  readonly libraryFaults: readonly string[];
  /** The keys of the demo shop; the confidential one never leaves the server. */
  readonly shopKeys: { readonly confidential: string; readonly public: string };
}
