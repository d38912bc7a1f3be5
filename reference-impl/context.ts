import type { Accounts, AccountOptions } from "./accounts.ts";
import { createAccounts, hostAccount } from "./accounts.ts";
import { type Bounds, usualBounds } from "./bounds.ts";
import { createDelivery } from "./digital-river/delivery.ts";
import type { Deliver } from "./digital-river/outbox.ts";
import { createIds } from "./ids.ts";

/** Everything of the server that is not derived from a request. */
export interface ServerContext {
  readonly accounts: Accounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seed and key suffix of the next account, in the same order under the same seed. */
  readonly nextAccount: () => { readonly seed: number; readonly token: string };
  readonly deliver: Deliver;
  /** The folder of the fault catalogue, where it is at hand. */
  readonly catalogue: string | undefined;
  readonly bounds: Bounds;
}

export interface ServerOptions {
  readonly seed?: number;
  readonly faults?: readonly string[];
  readonly settleMs?: number;
  readonly requestsPerSecond?: number;
  readonly now?: () => number;
  readonly deliver?: Deliver;
  readonly catalogue?: string | undefined;
  readonly bounds?: Partial<Bounds>;
}

/** The keys of the account that is there from the start. */
export const defaultKeys = {
  confidential: "sk_test_headwater",
  public: "pk_test_headwater",
} as const;

export function createContext(options: ServerOptions = {}): ServerContext {
  const { seed = 1, now = Date.now } = options;
  const bounds = { ...usualBounds, ...options.bounds };
  const deliver = options.deliver ?? createDelivery(now, bounds.webhooksAnywhere);
  const newId = createIds(seed, "uuid");
  const accounts = createAccounts(bounds.accounts);
  const first: AccountOptions = {
    keys: defaultKeys,
    faults: options.faults ?? [],
    settleMs: options.settleMs ?? 0,
    requestsPerSecond: options.requestsPerSecond ?? 0,
    ids: "uuid",
    variations: {},
    seed,
    now,
    deliver,
  };
  accounts.add(hostAccount(first));
  let count = 0;
  return {
    accounts,
    now,
    deliver,
    nextAccount: () => ({ seed: seed + ++count, token: newId("secret").replaceAll("-", "") }),
    catalogue: options.catalogue,
    bounds,
  };
}
