import type { Wire as CommerceWire } from "../commerce/wire.ts";
import { documentedWire as documentedCommerceWire } from "../commerce/wire.ts";
import { documentedRules, type Rules } from "../domain/rules.ts";
import type { Wire } from "../digital-river/wire.ts";
import { documentedWire } from "../digital-river/wire.ts";
import type { Fault } from "./fault.ts";
import { overrides } from "./overrides.ts";

/** Rules and wire with some faults built in. */
export interface Faulty {
  readonly rules: Rules;
  readonly byPath: Rules;
  readonly byBody: Rules;
  readonly byCreation: Rules;
  readonly inCommerce: Rules;
  readonly wire: Wire;
  readonly commerceWire: CommerceWire;
}

/** The names of all faults, in the order of the catalogue. */
export const faultNames: readonly string[] = Object.keys(overrides);

export function isFault(name: string): boolean {
  return Object.hasOwn(overrides, name);
}

/** Later faults build on earlier ones. Names that are no faults are the caller's to refuse. */
export function withFaults(names: readonly string[]): Faulty {
  const faults = names.flatMap((name) => overrides[name] ?? []);
  const by = (...ways: readonly Fault["onlyBy"][]) =>
    broken(faults.filter(({ onlyBy }) => onlyBy === undefined || ways.includes(onlyBy)));
  return {
    rules: by(),
    byPath: by("path"),
    byBody: by("body"),
    byCreation: by("body", "creation"),
    inCommerce: by("commerce"),
    wire: faults.reduce<Wire>(
      (wire, fault) => ({ ...wire, ...fault.wire?.(wire) }),
      documentedWire,
    ),
    commerceWire: faults.reduce<CommerceWire>(
      (wire, fault) => ({ ...wire, ...fault.commerceWire?.(wire) }),
      documentedCommerceWire,
    ),
  };
}

function broken(faults: readonly Fault[]): Rules {
  return faults.reduce<Rules>(
    (rules, fault) => ({ ...rules, ...fault.rules?.(rules) }),
    documentedRules,
  );
}
