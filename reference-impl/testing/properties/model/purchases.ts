import type { Purchase, Source, Told, World } from "./world.ts";
import { at, changed, done, no, sum } from "./world.ts";

/** What each held source pays. */
export interface Part {
  readonly source: number;
  readonly amount: number;
}

/** DR-SEQ-22, DR-AMOUNT-11, CO-CREDIT-11: Store credit pays what it is worth and the primary source all that is left. */
export function partsOf(world: World, { held, total }: Purchase): readonly Part[] {
  const credit = sum(held.map((source) => at(world.sources, source).worth));
  return held.map((source) => {
    const { method, worth } = at(world.sources, source);
    return { source, amount: method === "credit" ? worth : total - credit };
  });
}

/** DR-SESSION-7, DR-SESSION-9 to DR-SESSION-14, CO-SESSION-1 to CO-SESSION-3: What is still to be paid. */
export function remaining(world: World, purchase: Purchase): number {
  return purchase.total - sum(partsOf(world, purchase).map(({ amount }) => amount));
}

/**
 * Attaching. Of several reasons to refuse, the documentation does not say which comes first.
 * DR-DETACH-3, DR-STATE-4: no source that is spent; DR-SEQ-2: none behind a single-use primary source; DR-ATTACH-42:
 * never more than the total; DR-ATTACH-20, CO-ATTACH-9: a primary source takes the place of another.
 */
export function attach(world: World, purchase: number, source: number): Told {
  const { held, total } = at(world.purchases, purchase);
  const coming = at(world.sources, source);
  const spent = isSpent(coming) ? ["source_status_invalid_for_session"] : [];
  if (held.includes(source)) return spent.length > 0 ? no(world, ...spent) : done(world);
  const beside = held.map((other) => at(world.sources, other));
  const isCredit = coming.method === "credit";
  const wrongs = [...spent, ...(isCredit ? creditWrongs(beside, coming.worth, total) : [])];
  if (wrongs.length > 0) return no(world, ...wrongs);
  const staying = isCredit
    ? held
    : held.filter((other) => at(world.sources, other).method === "credit");
  return done(holding(world, purchase, [...staying, source]));
}

function creditWrongs(beside: readonly Source[], worth: number, total: number): readonly string[] {
  const primary = beside.find(({ method }) => method !== "credit");
  const late = primary !== undefined && !primary.reusable;
  const tooMuch = worth + sum(beside.map((other) => other.worth)) > total;
  return [
    ...(late ? ["session_update_not_allowed"] : []),
    ...(tooMuch ? ["session_source_amount_too_large"] : []),
  ];
}

/** DR-DETACH-2, DR-DETACH-8, DR-DETACH-10: A single-use source is cancelled, a saved one is not; the others stay. */
export function detach(world: World, purchase: number, source: number): Told {
  const { held } = at(world.purchases, purchase);
  if (!held.includes(source)) return no(world);
  const { reusable, life } = at(world.sources, source);
  // What was charged stays charged.
  const became = reusable || life === "consumed" ? life : "cancelled";
  const left = { ...world, sources: changed(world.sources, source, { life: became }) };
  return done(
    holding(
      left,
      purchase,
      held.filter((other) => other !== source),
    ),
  );
}

export function isSpent({ life }: Source): boolean {
  return life === "consumed" || life === "cancelled" || life === "failed";
}

function holding(world: World, purchase: number, held: readonly number[]): World {
  return { ...world, purchases: changed(world.purchases, purchase, { held }) };
}
