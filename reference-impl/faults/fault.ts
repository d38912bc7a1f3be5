import type { Wire as CommerceWire } from "../commerce/wire.ts";
import type { Answering } from "../answering.ts";
import type { Wire } from "../digital-river/wire.ts";
import type { Override } from "../domain/override.ts";

/** A deliberate defect: the few rules, operations and answers that it breaks, given the documented ones. */
export interface Fault extends Override {
  /** What is wrong with the browser library, by the names of its own table. */
  readonly library?: string;
  readonly wire?: (documented: Wire) => Partial<Wire>;
  readonly commerceWire?: (documented: CommerceWire) => Partial<CommerceWire>;
  /** What becomes of a request and its answer as a whole, for an account with these keys. */
  readonly answering?: (keys: {
    readonly confidential: string;
    readonly public: string;
  }) => Answering;
}

/** Name of a fault -> the smallest override that builds it in, or several that make one fault. */
export type FaultTable = Readonly<Record<string, Fault | readonly Fault[]>>;
