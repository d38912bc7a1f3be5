import { createHash } from "node:crypto";
import { shopperRules } from "./commerce/variations.ts";
import type { Shop } from "./commerce/shop.ts";
import type { Account } from "./domain/account.ts";
import { createStore } from "./domain/store.ts";
import type { Merchant, Principal } from "./digital-river/merchant.ts";
import type { Deliver } from "./digital-river/outbox.ts";
import { createOutbox, record } from "./digital-river/outbox.ts";
import { withFaults } from "./faults/faults.ts";
import type { IdShape } from "./ids.ts";
import { createIds } from "./ids.ts";
import type { Variations } from "./variations.ts";
import { variedRules } from "./variations.ts";

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

/** An account of the server: a world of its own, its keys, its faults and the legal ways in which it differs. */
export interface Tenant {
  readonly keys: Keys;
  /** As the Digital River API sees it. */
  readonly merchant: Merchant;
  /** As the Commerce API sees it. */
  readonly shop: Shop;
  readonly variations: Variations;
}

export function createTenant(options: AccountOptions): Tenant {
  const faulty = withFaults(options.faults);
  const rulesOf = (rules: Account["rules"]) => ({
    ...rules,
    ...variedRules(options.variations, rules),
  });
  const outbox = createOutbox();
  const account: Account = {
    store: createStore(),
    rules: rulesOf(faulty.rules),
    newId: createIds(options.seed, options.ids),
    now: options.now,
    later: settling(options.settleMs),
    announce: (happening) => record(account, faulty.wire, outbox, options.deliver, happening),
  };
  const merchant: Merchant = {
    account,
    attachingBy: {
      path: { ...account, rules: rulesOf(faulty.byPath) },
      body: { ...account, rules: rulesOf(faulty.byBody) },
      creation: { ...account, rules: rulesOf(faulty.byCreation) },
    },
    wire: faulty.wire,
    outbox,
  };
  const inCommerce = rulesOf(faulty.inCommerce);
  const shop: Shop = {
    account: {
      ...account,
      rules: { ...inCommerce, ...shopperRules(options.variations, inCommerce) },
    },
    wire: faulty.commerceWire,
    id: createHash("sha256").update(options.keys.public).digest("hex").slice(0, 12),
    sessions: new Map(),
  };
  return { keys: options.keys, merchant, shop, variations: options.variations };
}

/** The accounts of one process, by their keys. */
export interface Accounts {
  add(tenant: Tenant): Tenant;
  remove(confidentialKey: string): boolean;
  /** The account a key belongs to, and what the key may do. */
  find(key: string): (Principal & { readonly tenant: Tenant }) | undefined;
  /** The account that a shop belongs to. */
  ofShop(id: string): Tenant | undefined;
}

export function createAccounts(): Accounts {
  const byKey = new Map<string, Principal & { readonly tenant: Tenant }>();
  const byShop = new Map<string, Tenant>();
  return {
    add: (tenant) => {
      byKey.set(tenant.keys.confidential, {
        merchant: tenant.merchant,
        tenant,
        role: "confidential",
      });
      byKey.set(tenant.keys.public, { merchant: tenant.merchant, tenant, role: "public" });
      byShop.set(tenant.shop.id, tenant);
      return tenant;
    },
    remove: (confidentialKey) => {
      const found = byKey.get(confidentialKey);
      if (found?.role !== "confidential") return false;
      byKey.delete(found.tenant.keys.public);
      byShop.delete(found.tenant.shop.id);
      return byKey.delete(confidentialKey);
    },
    find: (key) => byKey.get(key),
    ofShop: (id) => byShop.get(id),
  };
}

/** Tasks that wait do not keep the process alive. */
function settling(settleMs: number): (task: () => void) => void {
  return settleMs === 0 ? (task) => task() : (task) => void setTimeout(task, settleMs).unref();
}
