import { goOn } from "./orders.ts";
import type { Method, Source, Told, World } from "./world.ts";
import { at, changed, done, no } from "./world.ts";

/** CO-FLOW-10, CO-FLOW-11, CO-REUSE-7, DR-STATE-7: A card is chargeable at once, the others wait; all are single-use. */
export function bringForth(world: World, method: Exclude<Method, "credit">): Told {
  const life = method === "card" ? "chargeable" : "waits";
  const source: Source = { method, life, reusable: false, worth: 0 };
  return done({ ...world, sources: [...world.sources, source] });
}

/** DR-CREATE-1, CO-CREDIT-1 to CO-CREDIT-4: Store credit is made for one purchase, with an amount. */
export function giveCredit(world: World, madeFor: number, worth: number): Told {
  const source: Source = { method: "credit", life: "chargeable", reusable: false, worth, madeFor };
  return done({ ...world, sources: [...world.sources, source] });
}

/** What happens to a source outside the APIs. */
export type Event = "approve" | "decline" | "confirm-funds" | "fail" | "expire";

/** DR-FLOW-8, CO-STATE-8, CO-STATE-12: Its customer or its funds make a waiting source chargeable; a spent one is past that. */
export function applyEvent(world: World, source: number, event: Event): Told {
  const { method, life } = at(world.sources, source);
  if (!isPossible(method, life, event)) return no(world);
  if (event === "decline") return done(world);
  const became = event === "fail" || event === "expire" ? "failed" : "chargeable";
  return done(
    goOn({ ...world, sources: changed(world.sources, source, { life: became }) }, source),
  );
}

function isPossible(method: Method, life: Source["life"], event: Event): boolean {
  if (event === "fail" || event === "expire") return life === "waits" || life === "chargeable";
  return life === "waits" && method === (event === "confirm-funds" ? "receiver" : "redirect");
}

/**
 * DR-SAVE-4, DR-SAVE-31, DR-SAVE-50, CO-SAVE-5, CO-SAVE-22: Saves what can be reused and is chargeable; then it is
 * reusable. The first becomes the default (DR-DEFAULT-1, DR-DEFAULT-5).
 */
export function save(world: World, source: number, customer: number): Told {
  const { method, life, savedTo } = at(world.sources, source);
  const { saved, standard } = at(world.customers, customer);
  const wrongs = [
    ...(method === "card" ? [] : ["nonreusable_source"]),
    ...(life === "chargeable" ? [] : ["source_not_chargeable"]),
  ];
  if (wrongs.length > 0) return no(world, ...wrongs);
  if (savedTo !== undefined && savedTo !== customer) return no(world);
  if (saved.includes(source)) return done(world);
  return done({
    ...world,
    sources: changed(world.sources, source, { reusable: true, savedTo: customer }),
    customers: changed(world.customers, customer, {
      saved: [...saved, source],
      standard: standard === "none" ? source : standard,
    }),
  });
}

/** CO-SAVE-29: The Commerce API refuses what is a payment option already. Its codes are written nowhere. */
export function saveAsOption(world: World, source: number, customer: number): Told {
  if (at(world.customers, customer).saved.includes(source)) return no(world);
  const told = save(world, source, customer);
  return told.refused === undefined ? told : no(world);
}

/** DR-REMOVE-1, DR-REMOVE-2: A removed source is cancelled. Which one is the default then is written nowhere. */
export function remove(world: World, source: number, customer: number): Told {
  const { saved, standard } = at(world.customers, customer);
  if (!saved.includes(source)) return no(world, "not_found");
  return done({
    ...world,
    sources: changed(world.sources, source, { life: "cancelled" }),
    customers: changed(world.customers, customer, {
      saved: saved.filter((other) => other !== source),
      standard: standard === source ? "open" : standard,
    }),
  });
}

/** CO-OPTION-14: What becomes of the source is written for the other API, which is the same service. */
export function removeOption(world: World, source: number, customer: number): Told {
  const told = remove(world, source, customer);
  return told.refused === undefined ? told : no(world);
}

/** DR-DEFAULT-3, DR-DEFAULT-6, CO-OPTION-10: The default is one of those that are saved. */
export function makeDefault(world: World, source: number, customer: number): Told {
  if (!at(world.customers, customer).saved.includes(source)) return no(world, "invalid_parameter");
  return done({ ...world, customers: changed(world.customers, customer, { standard: source }) });
}
