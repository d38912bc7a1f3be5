import { failure, ok, type Result } from "../result.ts";
import type { Target } from "../implementation/types.ts";
import { askSandbox } from "./ask-sandbox.ts";

/** An account of the sandbox: a world of its own, with faults if wanted. */
export interface Account {
  readonly target: Target;
  /** Forgets the account and all that is in it. */
  readonly close: () => Promise<void>;
}

/** What an account may be asked for: faults, and legal variations of its answers. */
export interface AccountOptions {
  readonly faults?: readonly string[];
  readonly settleMs?: number;
  readonly ids?: string;
  readonly variations?: Readonly<Record<string, boolean>>;
}

/** Where an account is asked: where all are, or at an address of its own, which needs no key to tell whose a request is. */
type Address = "shared" | "own";

/** Where the control surface of a reference implementation is. */
export function sandboxUrl({ apis }: Target): string {
  const [api] = Object.values(apis);
  return `${api?.baseUrl ?? ""}/_sandbox`;
}

/**
 * Opens an account on the reference implementation, by its control surface and nothing else.
 *
 * Problems: REFERENCE_SERVER with what the sandbox answered.
 */
export async function openAccount(
  sandbox: Target,
  options: AccountOptions = {},
  address: Address = "shared",
): Promise<Result<Account>> {
  const url = `${sandboxUrl(sandbox)}/accounts`;
  const { status, text } = await askSandbox(url, {
    method: "POST",
    body: JSON.stringify(options),
  });
  if (status !== 201) {
    const message = `the sandbox opens no account with ${JSON.stringify(options)}: ${text}`;
    return failure([{ code: "REFERENCE_SERVER", message }]);
  }
  const { keys } = JSON.parse(text) as { readonly keys: Keys };
  return ok({
    target: withKeys(sandbox, keys, address === "own" ? `${url}/${keys.public}/api` : undefined),
    close: async () => {
      await askSandbox(`${url}/${keys.confidential}`, { method: "DELETE" });
    },
  });
}

interface Keys {
  readonly confidential: string;
  readonly public: string;
}

function withKeys(sandbox: Target, keys: Keys, baseUrl: string | undefined): Target {
  const apis = Object.entries(sandbox.apis).map(([name, api]) => [
    name,
    { ...api, keys, baseUrl: baseUrl ?? api.baseUrl },
  ]);
  return { ...sandbox, apis: Object.fromEntries(apis) as Target["apis"] };
}
