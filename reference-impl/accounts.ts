import { createHash } from "node:crypto";
import { around, type Answering } from "./answering.ts";
import type { CommerceAccount, ShopperSession } from "./commerce/account.ts";
import type { Account } from "./domain/account.ts";
import { overridden } from "./domain/override.ts";
import { createStore } from "./domain/store.ts";
import { boundedTable, type OpenTable } from "./domain/table.ts";
import { carryOut } from "./domain/tasks.ts";
import type { DigitalRiverAccount } from "./digital-river/account.ts";
import type { Deliver } from "./digital-river/outbox.ts";
import { createOutbox, record } from "./digital-river/outbox.ts";
import { withFaults } from "./faults/faults.ts";
import type { IdShape } from "./ids.ts";
import { createIds } from "./ids.ts";
import type { RateLimit } from "./rate-limit.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createSettling, type Due } from "./settling.ts";
import type { Variations } from "./variations/catalogue.ts";
import { answeringOf, overridesOf } from "./variations/variations.ts";

/** What an account is asked to be like, as data. */
export interface AccountTerms {
  readonly keys: Keys;
  readonly faults: readonly string[];
  /** How long captures, cancels and refunds stay pending; 0 settles them within the request. */
  readonly settleMs: number;
  /** How many API requests it may send in a second; 0 for as many as it likes. */
  readonly requestsPerSecond: number;
  readonly ids: IdShape;
  readonly variations: Variations;
  readonly seed: number;
}

/** What an account is given besides. */
export interface AccountEdges {
  readonly now: () => number;
  readonly deliver: Deliver;
  /** Its tables, with what was in them before. */
  readonly tables: OpenTable;
  /** So many of each resource are kept; the oldest go when there are more. */
  readonly resources: number;
  /** Saves what was done outside of requests. */
  readonly save: () => void;
}

export interface Keys {
  readonly confidential: string;
  readonly public: string;
}

/** An account of the server: a world of its own, as each API sees it, and its keys. */
export interface HostedAccount {
  readonly keys: Keys;
  /** What is wrong with the browser library for its public key. */
  readonly libraryFaults: readonly string[];
  readonly digitalRiver: DigitalRiverAccount;
  readonly commerce: CommerceAccount;
  readonly limit: RateLimit;
  /** What becomes of its requests and answers as a whole. */
  readonly answering: Answering;
}

/** What the tokens of an account start with. */
export const accountId = (keys: Keys): string =>
  createHash("sha256").update(keys.public).digest("hex").slice(0, 12);

export function hostAccount(terms: AccountTerms, edges: AccountEdges): HostedAccount {
  const { keys, variations, settleMs } = terms;
  const { now, tables, resources, save } = edges;
  const { overrides, wire, commerceWire, answerings, library } = withFaults(terms.faults);
  const outbox = createOutbox(tables, resources);
  const settling = { settleMs, now, save, waiting: tables<Due>("tasks") };
  const account: Account = {
    store: createStore(tables, resources),
    ...overridden([...overrides, ...overridesOf(variations)]),
    newId: createIds(terms.seed, terms.ids, tables("progress")),
    now,
    later: createSettling({ ...settling, carryOut: (task) => carryOut(account, task) }),
    announce: (event) => record(account, wire, outbox, edges.deliver, event),
  };
  const id = accountId(keys);
  const sessions = boundedTable(tables<ShopperSession>("tokens"), resources);
  return {
    keys,
    libraryFaults: library,
    digitalRiver: { account, wire, outbox },
    commerce: { account, wire: commerceWire, id, sessions },
    limit: createRateLimit(terms.requestsPerSecond),
    answering: around([...answerings.map((make) => make(keys)), ...answeringOf(variations)]),
  };
}

/** The accounts of one process, by their keys. */
export interface Accounts {
  add(hosted: HostedAccount): HostedAccount;
  remove(confidentialKey: string): boolean;
  /** The account a key belongs to, and what the key may do. */
  byKey(key: string): { readonly hosted: HostedAccount; readonly role: Role } | undefined;
  /** The account whose tokens start with this. */
  byId(id: string): HostedAccount | undefined;
  /** In the order in which they came. */
  list(): readonly HostedAccount[];
}

type Role = keyof Keys;

/**
 * @param most The oldest goes when there are more, but for the first of all.
 * @param onForgotten Told of each that went.
 */
export function createAccounts(
  most: number,
  onForgotten: (hosted: HostedAccount) => void,
): Accounts {
  const byKey = new Map<string, { readonly hosted: HostedAccount; readonly role: Role }>();
  const byId = new Map<string, HostedAccount>();
  const forget = (hosted: HostedAccount) => {
    const { keys, commerce } = hosted;
    byKey.delete(keys.confidential);
    byKey.delete(keys.public);
    byId.delete(commerce.id);
    onForgotten(hosted);
  };
  const forgetOldest = () => {
    const [, oldest] = byId.values();
    if (byId.size > most && oldest !== undefined) forget(oldest);
  };
  return {
    add: (hosted) => {
      byKey.set(hosted.keys.confidential, { hosted, role: "confidential" });
      byKey.set(hosted.keys.public, { hosted, role: "public" });
      byId.set(hosted.commerce.id, hosted);
      forgetOldest();
      return hosted;
    },
    remove: (confidentialKey) => {
      const found = byKey.get(confidentialKey);
      if (found?.role !== "confidential") return false;
      forget(found.hosted);
      return true;
    },
    byKey: (key) => byKey.get(key),
    byId: (id) => byId.get(id),
    list: () => [...byId.values()],
  };
}
