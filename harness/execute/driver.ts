import type { Send } from "../http/types.ts";
import { openSender } from "../implementation/connection.ts";
import { createRateLimit, type RateLimit } from "../implementation/rate-limit.ts";
import type { Target } from "../implementation/types.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { createRedact, type Redact } from "../secrets/redact.ts";
import type { TokenAliases } from "../secrets/token-aliases.ts";

/** What driving needs, the same for all cases. */
export interface Driver {
  readonly target: Target;
  readonly schemas: Readonly<{ [api in Api]: SchemaSet }>;
  readonly send: Send;
  readonly rateLimit: RateLimit;
  readonly redact: Redact;
  /** For debugging: a header of every request that names the case. */
  readonly traceHeader?: string;
  /** Of what no check is on, what was lost is sent again after so many ms, each in its turn; absent: never. */
  readonly resendAfterMs?: readonly number[];
  /** Learns the tokens of each answer before it is recorded; absent: they may be stored. */
  readonly tokenAliases?: TokenAliases;
  /** Asked before a polled step is sent again, with how often it was; absent: always, within its bound. */
  readonly pollsAgain?: (tries: number) => boolean;
}

/** What a driver speaks of and for. */
export interface DriverMaterial {
  readonly target: Target;
  readonly specs: { readonly schemas: Driver["schemas"] };
}

/** In what drivers differ. */
export interface DriverOptions {
  /** Connections kept open for each origin; as many as the target has cases under way when absent. */
  readonly connections?: number;
  /** How often a request that is told to wait is sent again; see `createRateLimit`. */
  readonly pauses?: number;
  readonly resendAfterMs?: readonly number[];
  readonly traceHeader?: string;
  /** The folder that takes screenshots of pages; absent: none are taken. */
  readonly bundle?: string;
}

/** A driver over connections of its own; `close` ends them. */
export interface OpenDriver {
  readonly driver: Driver;
  readonly close: () => Promise<void>;
}

/** Calls of one case that may be in flight at once, `together`; its other calls need one connection. */
const mostTogether = 8;

/** Opens the connections of a target: it is asked as many at once as its file allows, and as gently. */
export function openDriver(material: DriverMaterial, options: DriverOptions = {}): OpenDriver {
  const { target } = material;
  const { connections = target.limits.concurrency, pauses, bundle, ...asked } = options;
  const { send, close } = openSender(target, connections * mostTogether, bundle);
  const driver = {
    ...driverOver(send, material),
    rateLimit: createRateLimit(
      target.limits.requestsPerSecond,
      pauses === undefined ? {} : { pauses },
    ),
    redact: createRedact(target.secrets),
    ...asked,
  };
  return { driver, close };
}

/** A driver over somebody else's connections, for what nobody stores: nothing is masked, and nothing held back. */
export const driverOver = (send: Send, { target, specs }: DriverMaterial): Driver => ({
  target,
  schemas: specs.schemas,
  send,
  rateLimit: createRateLimit(undefined),
  redact: (text) => text,
});
