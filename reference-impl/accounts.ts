import { createHash } from "node:crypto";
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
import type { Variations } from "./variations/catalogue.ts";
import { overridesOf } from "./variations/variations.ts";

export interface AccountOptions {
  readonly keys: Keys;
  readonly faults: readonly string[];
  /** How long captures, cancels and refunds stay pending; 0 settles them within the request. */
  readonly settleMs: number;
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

/** An account of the server: a world of its own, as each API sees it, its keys, and the legal ways in which it differs. */
export interface HostedAccount {
  readonly keys: Keys;
  readonly digitalRiver: DigitalRiverAccount;
  readonly commerce: CommerceAccount;
  readonly variations: Variations;
}

export function hostAccount(options: AccountOptions): HostedAccount {
  const { keys, variations } = options;
  const { overrides, wire, commerceWire } = withFaults(options.faults);
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
    digitalRiver: { account, wire, outbox },
    commerce: { account, wire: commerceWire, id, sessions: new Map() },
    variations,
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
}

type Role = keyof Keys;

export function createAccounts(): Accounts {
  const byKey = new Map<string, { readonly hosted: HostedAccount; readonly role: Role }>();
  const byId = new Map<string, HostedAccount>();
  return {
    add: (hosted) => {
      byKey.set(hosted.keys.confidential, { hosted, role: "confidential" });
      byKey.set(hosted.keys.public, { hosted, role: "public" });
      byId.set(hosted.commerce.id, hosted);
      return hosted;
    },
    remove: (confidentialKey) => {
      const found = byKey.get(confidentialKey);
      if (found?.role !== "confidential") return false;
      byKey.delete(found.hosted.keys.public);
      byId.delete(found.hosted.commerce.id);
      return byKey.delete(confidentialKey);
    },
    byKey: (key) => byKey.get(key),
    byId: (id) => byId.get(id),
  };
}

/** Tasks that wait do not keep the process alive. */
function settling(settleMs: number): (task: () => void) => void {
  return settleMs === 0 ? (task) => task() : (task) => void setTimeout(task, settleMs).unref();
}
