import type { Wire as CommerceWire } from "../commerce/wire.ts";
import { documentedWire as documentedCommerceWire } from "../commerce/wire.ts";
import type { Override } from "../domain/override.ts";
import type { Wire } from "../digital-river/wire.ts";
import { documentedWire } from "../digital-river/wire.ts";
import { areas } from "./areas.ts";
import type { Fault, FaultTable } from "./fault.ts";
import { generatedFaults } from "./generated/catalogue.ts";

/** How an account with some faults built in differs from a documented one, and what its two faces say. */
export interface Faulty {
  readonly overrides: readonly Override[];
  readonly wire: Wire;
  readonly commerceWire: CommerceWire;
  readonly answerings: readonly NonNullable<Fault["answering"]>[];
  /** What is wrong with the browser library. */
  readonly library: readonly string[];
}

/** The public key of an account says what is wrong with the library that it is given to: there is nothing else to ask. */
export const publicKeyFor = (key: string, faults: readonly string[]): string =>
  [key, ...withFaults(faults).library].join(".");

const faults: FaultTable = Object.assign({}, ...Object.values(areas));

const generated: FaultTable = Object.fromEntries(
  generatedFaults.map(({ name, fault }) => [name, fault]),
);

/** The names of all faults that were written by hand, area by area. */
export const faultNames: readonly string[] = Object.keys(faults);

export function isFault(name: string): boolean {
  return Object.hasOwn(faults, name) || Object.hasOwn(generated, name);
}

/** Later faults build on earlier ones. Names that are no faults are the caller's to refuse. */
export function withFaults(names: readonly string[]): Faulty {
  const overrides = names.flatMap((name) => faults[name] ?? generated[name] ?? []);
  return {
    overrides,
    library: overrides.flatMap(({ library = [] }) => library),
    answerings: overrides.flatMap(({ answering }) => answering ?? []),
    wire: overrides.reduce<Wire>(
      (wire, fault) => ({ ...wire, ...fault.wire?.(wire) }),
      documentedWire,
    ),
    commerceWire: overrides.reduce<CommerceWire>(
      (wire, fault) => ({ ...wire, ...fault.commerceWire?.(wire) }),
      documentedCommerceWire,
    ),
  };
}
