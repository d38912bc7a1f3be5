import type { Accounts, AccountTerms, HostedAccount } from "./accounts.ts";
import { accountId, createAccounts, hostAccount } from "./accounts.ts";
import { type Bounds, usualBounds } from "./bounds.ts";
import { createDelivery } from "./digital-river/delivery.ts";
import type { Deliver } from "./digital-river/outbox.ts";
import { createIds } from "./ids.ts";
import { inMemory, type State } from "./state/state.ts";

/** Everything of the server that is not derived from a request. */
export interface ServerContext {
  readonly accounts: Accounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seed and key suffix of the next account, in the same order under the same seed. */
  readonly nextAccount: () => { readonly seed: number; readonly token: string };
  readonly addAccount: (terms: AccountTerms) => HostedAccount;
  readonly state: State;
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
  /** Where everything is kept; in memory when absent. Of the first account only the content is taken from it. */
  readonly state?: State;
}

/** The keys of the account that is there from the start. */
export const defaultKeys = {
  confidential: "sk_test_headwater",
  public: "pk_test_headwater",
} as const;

export function createContext(options: ServerOptions = {}): ServerContext {
  const { seed = 1, now = Date.now, state = inMemory } = options;
  const bounds = { ...usualBounds, ...options.bounds };
  const send = options.deliver ?? createDelivery(now, bounds.webhooksAnywhere);
  const tables = state.tablesOf("server");
  const further = tables<AccountTerms>("accounts");
  const counts = tables<number>("counts");
  const newId = createIds(seed, "uuid", tables("progress"));
  const accounts = createAccounts(bounds.accounts, ({ commerce: { id } }) => {
    further.delete(id);
    state.forget(id);
  });
  // Nobody hears of what may yet be lost.
  const deliver: Deliver = (webhook, body) =>
    void state.saved().then(
      () => send(webhook, body),
      () => undefined,
    );
  const save = () => void state.saved().catch(console.error);
  const host = (terms: AccountTerms) =>
    accounts.add(
      hostAccount(terms, {
        now,
        deliver,
        save,
        resources: bounds.resources,
        tables: state.tablesOf(accountId(terms.keys)),
      }),
    );
  host({
    keys: defaultKeys,
    faults: options.faults ?? [],
    settleMs: options.settleMs ?? 0,
    requestsPerSecond: options.requestsPerSecond ?? 0,
    ids: "uuid",
    variations: {},
    seed,
  });
  for (const terms of further.values()) host(terms);
  return {
    accounts,
    now,
    state,
    nextAccount: () => {
      const count = (counts.get("accounts") ?? 0) + 1;
      counts.set("accounts", count);
      return { seed: seed + count, token: newId("secret").replaceAll("-", "") };
    },
    addAccount: (terms) => {
      further.set(accountId(terms.keys), terms);
      return host(terms);
    },
    catalogue: options.catalogue,
    bounds,
  };
}
