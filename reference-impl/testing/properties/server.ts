import type { Answer, Body } from "../client.ts";
import { openStorefront, type Storefront } from "../shopper.ts";
import { createLaws, type Laws } from "./laws.ts";

/** The server under test, with the identifiers that it gave to what the model knows by number. */
export interface Server {
  readonly front: Storefront;
  readonly laws: Laws;
  readonly sources: string[];
  readonly customers: string[];
  /** As they were created. A cart is not: it is called by the token of its shopper. */
  readonly purchases: Body[];
  readonly tokens: string[];
  readonly orders: string[];
  /** What was done so far, for whoever reads a counterexample. */
  readonly story: string[];
}

/** @param faults Names of the catalogue; none for the documented behaviour. */
export function openServer(
  faults: readonly string[],
  front: Storefront = openStorefront({ faults }),
): Server {
  return {
    front,
    laws: createLaws(cents),
    sources: [],
    customers: [],
    purchases: [],
    tokens: [],
    orders: [],
    story: [],
  };
}

export function isOk({ status }: Answer): boolean {
  return status < 300;
}

/** The code of a refusal in either envelope. */
export function codeOf({ body }: Answer): string {
  const { errors } = body ?? {};
  return errors?.error?.[0]?.code ?? errors?.[0]?.code ?? "";
}

export function cents(amount: number): number {
  return Math.round(amount * 100);
}

export function decimal(minor: number): number {
  return minor / 100;
}
