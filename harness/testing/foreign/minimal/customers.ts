import type { Customer, Source, World } from "./model.ts";
import { refuse, type Refusal, shown } from "./refusals.ts";
import { changeState, kindOf } from "./sources.ts";

/** Why this source cannot be saved to this customer ("Restrictions on saving sources"). */
export function whyNotSave(world: World, customer: Customer, source: Source): Refusal | undefined {
  const { freedoms } = world;
  if (source.customerId !== undefined && source.state !== "cancelled") {
    const again = source.customerId === customer.id && !freedoms["saved-twice-refused"];
    return again ? undefined : refuse(world, "savedTwice", source.id);
  }
  const restrictions = [
    kindOf(world, source).canBeSaved ? undefined : shown.singleUse(),
    source.state === "chargeable" ? undefined : shown.notChargeable(source.id),
  ];
  if (freedoms["chargeable-asked-first"]) restrictions.reverse();
  return restrictions.find((refusal) => refusal !== undefined);
}

/** Saving makes it reusable; the first one becomes the default ("Setting the default payment source"). */
export function save(customer: Customer, source: Source): void {
  source.reusable = true;
  source.customerId = customer.id;
  if (!customer.sources.includes(source.id)) customer.sources.push(source.id);
  customer.defaultSourceId ??= source.id;
}

/** Removing cancels it ("Removing sources from customers"). */
export function remove(world: World, customer: Customer, source: Source): void {
  customer.sources = customer.sources.filter((id) => id !== source.id);
  changeState(world, source, "cancelled");
  if (world.freedoms["removed-forgets-customer"]) delete source.customerId;
  if (customer.defaultSourceId !== source.id) return;
  const [next] = customer.sources;
  if (next === undefined || world.freedoms["default-empty-after-removal"]) {
    delete customer.defaultSourceId;
  } else customer.defaultSourceId = next;
}

/** Only what is attached to the customer can be the default. */
export function setDefault(world: World, customer: Customer, id: string): Refusal | undefined {
  if (customer.sources.includes(id)) customer.defaultSourceId = id;
  else if (!world.freedoms["default-ignored"]) return refuse(world, "notDefault", id);
  return undefined;
}
