/** A request, and the public key of the account that it was sent to, where it was sent to one. */
interface Addressed {
  readonly request: Request;
  readonly account?: string;
}

/**
 * Each account has an address of its own, `/_sandbox/accounts/{public key}/api`, with the same API below it. What is sent there
 * is that account's to answer, whoever sends it: a fault may take the keys of strangers, by which no account is found.
 */
export function addressed(request: Request): Addressed {
  if (!request.url.includes("/_sandbox/accounts/")) return { request };
  const url = new URL(request.url);
  const [, account, path] = /^\/_sandbox\/accounts\/([^/]+)\/api(\/.*)$/.exec(url.pathname) ?? [];
  if (account === undefined || path === undefined) return { request };
  url.pathname = path;
  return { account, request: new Request(url, request) };
}
