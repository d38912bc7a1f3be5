import type { HostedAccount } from "../accounts.ts";
import { moneyText } from "../domain/money.ts";
import type { SourceEvent, SourceState } from "../domain/source-states.ts";
import type { Source } from "../domain/types.ts";

/** A row of a table: where a person finds it, what it is, how it stands. */
export interface Row {
  readonly id: string;
  readonly cells: readonly string[];
  /** What a person may let happen to it. */
  readonly events?: readonly SourceEvent[];
}

/** Some of a kind, the newest first. */
export interface Listing {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  /** How many there are. */
  readonly count: number;
}

/** What an account holds, as a person looks at it. */
export function listingsOf({
  digitalRiver: { account, outbox },
}: HostedAccount): readonly Listing[] {
  const { sources, checkouts, carts, orders } = account.store;
  return [
    listing("Sources", ["type", "state", "amount", "kind"], sources.newestFirst(), sourceRow),
    listing("Checkouts", ["total", "sources", "state"], checkouts.newestFirst(), (checkout) => ({
      id: checkout.id,
      cells: [
        moneyText(checkout.totals.total, checkout.currency),
        String(checkout.attachments.length),
        checkout.state,
      ],
    })),
    listing("Carts", ["total", "sources"], carts.newestFirst(), (cart) => ({
      id: cart.id,
      cells: [moneyText(cart.totals.total, cart.currency), String(cart.attachments.length)],
    })),
    listing("Orders", ["total", "state"], orders.newestFirst(), (order) => ({
      id: order.id,
      cells: [moneyText(order.totals.total, order.currency), order.state],
    })),
    listing(
      "Events",
      ["type", "at"],
      [...outbox.events.values()].toReversed(),
      ({ id, type, createdAt }) => ({
        id,
        cells: [type, new Date(createdAt).toISOString()],
      }),
    ),
  ];
}

const shown = 20;

function listing<T>(
  name: string,
  heads: readonly string[],
  all: readonly T[],
  rowOf: (item: T) => Row,
): Listing {
  return { name, heads, count: all.length, rows: all.slice(0, shown).map(rowOf) };
}

const sourceRow = (source: Source): Row => ({
  id: source.id,
  cells: [
    source.type,
    source.state,
    source.amount === undefined ? "" : moneyText(source.amount, source.currency ?? ""),
    source.reusable ? "reusable" : "single-use",
  ],
  events: eventsOf[source.state] ?? [],
});

const eventsOf: Readonly<Partial<Record<SourceState, readonly SourceEvent[]>>> = {
  pending_redirect: ["approve", "decline"],
  requires_action: ["approve", "decline"],
  pending_funds: ["confirm-funds", "expire"],
  chargeable: ["fail"],
};
