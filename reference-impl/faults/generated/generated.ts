import type { Fault } from "../fault.ts";

/** A fault that was not written by hand: what it breaks follows from what is documented. */
export interface GeneratedFault {
  readonly name: string;
  readonly breaks: string;
  readonly requirement: string;
  /** Set where this one breaks less than its requirement does: pages differ on the type, or no seed page names the header. */
  readonly level?: "should";
  /** The ability that it takes away: a server that claims it cannot do without. */
  readonly ability?: string;
  /** The call that it shows in, `GET /sources/:id`; absent where it may show anywhere. */
  readonly call?: string;
  /** It is about requests that no key tells whose they are: the account is asked at an address of its own. */
  readonly whoever?: true;
  readonly fault: Fault | readonly Fault[];
}

/** `GET /sources/:id`, `payment.sources[].amount` -> words that a name is made of. */
export function slug(...words: readonly string[]): string {
  return words
    .join("-")
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
