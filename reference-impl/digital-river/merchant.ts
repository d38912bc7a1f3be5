import type { Account } from "../domain/account.ts";
import type { Outbox } from "./outbox.ts";
import type { Wire } from "./wire.ts";

/** An account as this face sees it: its world, and how it answers. */
export interface Merchant {
  readonly account: Account;
  /** The same world, for the documented ways to attach a source: by path, and in the body of an update or of a new one. */
  readonly attachingBy: {
    readonly path: Account;
    readonly body: Account;
    readonly creation: Account;
  };
  readonly wire: Wire;
  readonly outbox: Outbox;
}

export interface Principal {
  readonly merchant: Merchant;
  readonly role: "confidential" | "public";
}
