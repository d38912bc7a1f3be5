import type { Accounts } from "./accounts.ts";
import type { BrowserAccount } from "./browser/account.ts";
import type { Account } from "./domain/account.ts";
import { isJsonObject } from "./domain/json.ts";
import { toDecimal } from "./domain/money.ts";
import { sourceType } from "./domain/source-types.ts";

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
  const { sources, sessions, checkouts, invoices, carts } = account.store;
  return {
    authentications: new Set(),
    source: (id) => sources.get(id),
    change: (id, { owner, details }) => {
      const source = sources.get(id);
      if (source === undefined) return;
      sources.put({
        ...source,
        owner: owner ?? source.owner,
        details: { ...source.details, ...details },
      });
    },
    session: (id) => {
      const payableId = sessions.get(id) ?? "";
      const payable = checkouts.get(payableId) ?? invoices.get(payableId) ?? carts.get(payableId);
      if (payable === undefined) return undefined;
      const { currency, totals, fields } = payable;
      const billTo = isJsonObject(fields["billTo"]) ? fields["billTo"] : {};
      const address = isJsonObject(billTo["address"]) ? billTo["address"] : {};
      const country = typeof address["country"] === "string" ? address["country"] : undefined;
      return { currency, country, amount: toDecimal(totals.total, currency) };
    },
    kindOf: (type) => {
      const kind = sourceType(type);
      return kind?.flow === undefined ? undefined : { flow: kind.flow, savable: kind.savable };
    },
  };
}
