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
  readonly wire: Wire;
}

/** The names of all faults, in the order of the catalogue. */
export const faultNames: readonly string[] = Object.keys(overrides);

export function isFault(name: string): boolean {
  return Object.hasOwn(overrides, name);
}

/** Later faults build on earlier ones. Names that are no faults are the caller's to refuse. */
export function withFaults(names: readonly string[]): Faulty {
  const faults = names.flatMap((name) => overrides[name] ?? []);
  return {
    rules: broken(faults.filter((fault) => fault.onlyBy === undefined)),
    byPath: broken(faults.filter((fault) => fault.onlyBy !== "body")),
    byBody: broken(faults.filter((fault) => fault.onlyBy !== "path")),
    wire: faults.reduce<Wire>(
      (wire, fault) => ({ ...wire, ...fault.wire?.(wire) }),
      documentedWire,
    ),
  };
}

function broken(faults: readonly Fault[]): Rules {
  return faults.reduce<Rules>(
    (rules, fault) => ({ ...rules, ...fault.rules?.(rules) }),
    documentedRules,
  );
}
