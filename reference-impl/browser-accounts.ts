import type { Accounts } from "./accounts.ts";
import type { BrowserAccount } from "./browser/account.ts";
import type { Account } from "./domain/account.ts";
import { isJsonObject } from "./domain/json.ts";
import { toDecimal } from "./domain/money.ts";
import { sourceType } from "./domain/source-types.ts";
import type { Source } from "./domain/types.ts";

/** What the browser side may see and change of the account that a key belongs to. */
export function browserAccounts(accounts: Accounts): (key: string) => BrowserAccount | undefined {
  const known = new WeakMap<Account, BrowserAccount>();
  return (key) => {
    const account = accounts.byKey(key)?.hosted.digitalRiver.account;
    if (account === undefined) return undefined;
    const found = known.get(account) ?? browserAccount(account);
    known.set(account, found);
    return found;
  };
}

function browserAccount(account: Account): BrowserAccount {
  const { sources, sessions, checkouts, invoices, carts, authentications } = account.store;
  const { rules } = account;
  const isKnown = (id: unknown) => typeof id === "string" && session(id) !== undefined;
  const session: BrowserAccount["session"] = (id) => {
    const payableId = sessions.get(id) ?? "";
    const payable = checkouts.get(payableId) ?? invoices.get(payableId) ?? carts.get(payableId);
    if (payable === undefined) return undefined;
    const { currency, totals, fields } = payable;
    const billTo = isJsonObject(fields["billTo"]) ? fields["billTo"] : {};
    const address = isJsonObject(billTo["address"]) ? billTo["address"] : {};
    const country = typeof address["country"] === "string" ? address["country"] : undefined;
    return { currency, country, amount: toDecimal(totals.total, currency) };
  };
  const found = (id: string, isAllowed: (source: Source) => boolean) => {
    const source = sources.get(id);
    return source !== undefined && isAllowed(source) ? source : undefined;
  };
  return {
    authentications: {
      has: (occasion) => authentications.has(occasion),
      add: (occasion) => authentications.set(occasion, account.now()),
    },
    source: (id) => sources.get(id),
    authenticable: (asked) =>
      found(rules.sourceToAuthenticate(asked), (source) => rules.mayAuthenticate(source, asked)),
    updatable: (asked) =>
      found(rules.sourceToUpdate(asked), (source) => rules.mayUpdate(source, asked)),
    authenticatesIn: (id) => rules.authenticatesIn(isKnown(id)),
    updatesIn: (id) => rules.updatesIn(isKnown(id)),
    authenticated: (id) => {
      const source = sources.get(id);
      if (source !== undefined) sources.put(rules.sourceAfterAuthentication(source));
    },
    change: (id, changes) => {
      const source = sources.get(id);
      if (source !== undefined) sources.put(rules.sourceAfterUpdate(source, changes));
    },
    session,
    kindOf: (type) => {
      const kind = sourceType(type);
      return kind?.flow === undefined ? undefined : { flow: kind.flow, savable: kind.savable };
    },
  };
}
