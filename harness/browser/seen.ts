import type { SeenRequest } from "./requests.ts";

/** What came of one thing that a page did with the library. It is the body of the exchange, and what checks look at. */
export interface Seen {
  /** The event of Drop-in that ended it. */
  readonly event?: string;
  /** What the method resolved to, or the data of the event. */
  readonly result?: unknown;
  /** The method threw, resolved to an error or to the status failed, or Drop-in raised onError. */
  readonly refused: boolean;
  /** What was thrown. */
  readonly thrown?: string;
  /** All events in their order. */
  readonly events?: readonly string[];
  readonly requests: readonly SeenRequest[];
  /** Where the card number was sent, each place once. */
  readonly cardSentTo: readonly SeenRequest["to"][];
}

/** What is known before the requests are looked at. */
export type SeenInPage = Omit<Seen, "requests" | "cardSentTo">;

/** How far it got: what was seen, or why nothing can be said of the library. */
export type Acted =
  | { readonly kind: "seen"; readonly seen: SeenInPage }
  | { readonly kind: "stuck"; readonly why: string; readonly isLate?: boolean };

/** What a method came to, as the page tells it. */
export interface Outcome {
  readonly value?: unknown;
  readonly thrown?: string;
}

/** A method says in three ways that it did not do what it was asked. */
export function seenOf({ value, thrown }: Outcome): SeenInPage {
  const said = value !== null && typeof value === "object" ? value : {};
  const hasError = "error" in said && said.error !== undefined && said.error !== null;
  const hasFailed = "status" in said && said.status === "failed";
  return {
    ...(value === undefined ? {} : { result: value }),
    refused: thrown !== undefined || hasError || hasFailed,
    ...(thrown === undefined ? {} : { thrown }),
  };
}
