import type { Account } from "../domain/account.ts";
import type { Outbox } from "./outbox.ts";
import type { Wire } from "./wire.ts";

/** An account as the Digital River API sees it: its world, how it answers, and what it announces. */
export interface DigitalRiverAccount {
  readonly account: Account;
  readonly wire: Wire;
  readonly outbox: Outbox;
}

/** Whose request it is, and what the key that was sent may do. */
export interface Caller extends DigitalRiverAccount {
  readonly role: "confidential" | "public";
}
