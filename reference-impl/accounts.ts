import { createHash } from "node:crypto";
import { around, type Answering } from "./answering.ts";
import type { CommerceAccount } from "./commerce/account.ts";
import type { Account } from "./domain/account.ts";
import { overridden } from "./domain/override.ts";
import { createStore } from "./domain/store.ts";
import type { DigitalRiverAccount } from "./digital-river/account.ts";
import type { Deliver } from "./digital-river/outbox.ts";
import { createOutbox, record } from "./digital-river/outbox.ts";
import { withFaults } from "./faults/faults.ts";
import type { IdShape } from "./ids.ts";
import { createIds } from "./ids.ts";
import type { RateLimit } from "./rate-limit.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Variations } from "./variations/catalogue.ts";
import { overridesOf, varied } from "./variations/variations.ts";

export interface AccountOptions {
  readonly keys: Keys;
  readonly faults: readonly string[];
  /** How long captures, cancels and refunds stay pending; 0 settles them within the request. */
  readonly settleMs: number;
  /** How many API requests it may send in a second; 0 for as many as it likes. */
  readonly requestsPerSecond: number;
  readonly ids: IdShape;
  readonly variations: Variations;
  readonly seed: number;
  readonly now: () => number;
  readonly deliver: Deliver;
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

export function hostAccount(options: AccountOptions): HostedAccount {
  const { keys, variations } = options;
  const { overrides, wire, commerceWire, answerings, library } = withFaults(options.faults);
  const outbox = createOutbox();
  const account: Account = {
    store: createStore(),
    ...overridden([...overrides, ...overridesOf(variations)]),
    newId: createIds(options.seed, options.ids),
    now: options.now,
    later: settling(options.settleMs),
    announce: (event) => record(account, wire, outbox, options.deliver, event),
  };
  const id = createHash("sha256").update(keys.public).digest("hex").slice(0, 12);
  return {
    keys,
    libraryFaults: library,
    digitalRiver: { account, wire, outbox },
    commerce: { account, wire: commerceWire, id, sessions: new Map() },
    limit: createRateLimit(options.requestsPerSecond),
    answering: around([
      ...answerings.map((make) => make(keys)),
      (request, answer) => varied(variations, request, answer),
    ]),
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

/** @param most The oldest goes when there are more, but for the first of all. */
export function createAccounts(most: number): Accounts {
  const byKey = new Map<string, { readonly hosted: HostedAccount; readonly role: Role }>();
  const byId = new Map<string, HostedAccount>();
  const forget = ({ keys, commerce }: HostedAccount) => {
    byKey.delete(keys.confidential);
    byKey.delete(keys.public);
    byId.delete(commerce.id);
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

/** Tasks that wait do not keep the process alive. */
function settling(settleMs: number): (task: () => void) => void {
  return settleMs === 0 ? (task) => task() : (task) => void setTimeout(task, settleMs).unref();
}
