import type { Account, Operation } from "./account.ts";

/**
 * An operation that an account may carry out otherwise than documented: what is wrapped around it, a fault or a legal
 * variation, is the account's, and the operation knows nothing of it.
 */
export function operation<Given extends readonly unknown[], Done>(
  documented: (account: Account, ...given: Given) => Done,
): (account: Account, ...given: Given) => Done {
  const wrapped = (account: Account, ...given: Given): Done => {
    const wrap = account.wraps.get(wrapped);
    // A wrap is made for the operation that it is kept under.
    const carriedOut = wrap === undefined ? documented : (wrap(documented) as typeof documented);
    return carriedOut(account, ...given);
  };
  operations.add(wrapped);
  return wrapped;
}

export function isOperation(carriedOut: Operation): boolean {
  return operations.has(carriedOut);
}

const operations = new WeakSet<Operation>();
