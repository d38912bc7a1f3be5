import { sum } from "./money.ts";
import type { Checkout, Source, World } from "./model.ts";
import { refuse, type Refusal, shown } from "./refusals.ts";
import { changeState, isPending, isPrimary } from "./sources.ts";

/** The sources of a checkout, in the order in which they came. */
export const sourcesOf = (world: World, { sources }: Checkout): readonly Source[] =>
  sources.flatMap((id) => world.sources.get(id) ?? []);

export const primaryOf = (world: World, checkout: Checkout): Source | undefined =>
  sourcesOf(world, checkout).find(isPrimary);

const creditsOf = (world: World, checkout: Checkout): number =>
  sum(sourcesOf(world, checkout).map(({ credit }) => credit ?? 0));

/** What a source contributes: a store credit its worth, the primary all the rest. */
export const shareOf = (world: World, checkout: Checkout, source: Source): number =>
  source.credit ?? checkout.total - creditsOf(world, checkout);

export const digitsOf = ({ currencies }: World, currency: string): number =>
  currencies[currency] ?? 2;

export const isCovered = (world: World, checkout: Checkout): boolean =>
  primaryOf(world, checkout) !== undefined || creditsOf(world, checkout) === checkout.total;

/** Why this source cannot be attached to this checkout ("Attaching sources to checkouts"). */
export function whyNotAttach(
  world: World,
  checkout: Checkout,
  source: Source,
): Refusal | undefined {
  const { freedoms } = world;
  if (checkout.orderId !== undefined) return refuse(world, "ordered", checkout.id);
  if (source.state === "cancelled") return shown.detached();
  if (source.state === "consumed" || source.state === "failed") {
    return refuse(world, "notUsable", source.id);
  }
  if (isPending(source) && freedoms["pending-not-attached"]) {
    return refuse(world, "notUsable", source.id);
  }
  if (checkout.sources.includes(source.id)) {
    return freedoms["attached-twice-refused"]
      ? refuse(world, "attachedTwice", source.id)
      : undefined;
  }
  return isPrimary(source) ? undefined : whyNotCredit(world, checkout, source);
}

function whyNotCredit(world: World, checkout: Checkout, source: Source): Refusal | undefined {
  if (primaryOf(world, checkout)?.reusable === false) return shown.sequence();
  const over = creditsOf(world, checkout) + (source.credit ?? 0) > checkout.total;
  return over ? refuse(world, "overTotal", source.id) : undefined;
}

/** Attaches what may be attached; another primary is replaced. */
export function attach(world: World, checkout: Checkout, source: Source): void {
  if (checkout.sources.includes(source.id)) return;
  const displaced = isPrimary(source) ? primaryOf(world, checkout) : undefined;
  checkout.sources = [...checkout.sources.filter((id) => id !== displaced?.id), source.id];
  if (displaced?.reusable === false && world.freedoms["displaced-cancelled"]) {
    changeState(world, displaced, "cancelled");
  }
  source.digits = digitsOf(world, checkout.currency);
  source.share = shareOf(world, checkout, source);
  if (isPrimary(source)) checkout.shownShare = source.share;
  else showShare(world, checkout);
}

/** A single-use source that is detached is cancelled ("Detaching sources from checkouts"). */
export function detach(world: World, checkout: Checkout, source: Source): void {
  checkout.sources = checkout.sources.filter((id) => id !== source.id);
  if (!source.reusable) changeState(world, source, "cancelled");
  showShare(world, checkout);
}

function showShare(world: World, checkout: Checkout): void {
  const primary = primaryOf(world, checkout);
  if (primary === undefined) return;
  world.settle("late-amounts", () => {
    primary.share = shareOf(world, checkout, primary);
    checkout.shownShare = primary.share;
  });
}
