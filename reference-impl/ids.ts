import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { IdKind } from "./domain/account.ts";
import type { Table } from "./domain/store.ts";

/** `uuid`: the shapes the documentation shows. The others are as legal, since identifiers are opaque. */
export type IdShape = "uuid" | "short" | "long" | "punctuated";

export const idShapes: readonly IdShape[] = ["uuid", "short", "long", "punctuated"];

/** How far identifiers have come. */
interface Progress {
  readonly generator: readonly number[];
  readonly count: number;
}

/**
 * Identifiers that are the same ones in the same order under the same seed.
 *
 * @param reached Where it is kept how far they have come; they go on from there, whatever the seed.
 */
export function createIds(
  seed: number,
  shape: IdShape,
  reached: Table<Progress> = new Map(),
): (kind: IdKind) => string {
  const before = reached.get("ids");
  const generator =
    before === undefined ? xoroshiro128plus(seed) : xoroshiro128plusFromState(before.generator);
  const word = () => (generator.next() >>> 0).toString(16).padStart(8, "0");
  const words = (count: number): string => (count === 0 ? "" : word() + words(count - 1));
  let count = before?.count ?? uniformInt(generator, 0, 899_999_999);
  const digits = () => String(100_000_000_000 + scattered(++count) * 1000 + 336);
  const next: Record<IdShape, (kind: IdKind) => string> = {
    uuid: (kind) => documented(kind, () => uuid(words(4)), digits),
    short: () => (++count).toString(36),
    long: () => words(25),
    punctuated: (kind) => `${kind}.${words(1)}~${words(1)}_${words(1)}-x`,
  };
  return (kind) => {
    const id = next[shape](kind);
    reached.set("ids", { generator: generator.getState(), count });
    return id;
  };
}

function documented(kind: IdKind, fresh: () => string, digits: () => string): string {
  switch (kind) {
    case "item":
    case "order":
    case "customer":
    case "sku":
    case "cart":
    case "payment-option":
      return digits();
    case "refund":
      return `re_${fresh()}`;
    case "fulfillment":
      return `ful_${fresh()}`;
    case "invoice":
      return fresh().replaceAll("-", "");
    case "source":
    case "session":
    case "secret":
    case "checkout":
    case "charge":
    case "movement":
    case "event":
    case "webhook":
    case "request":
      return fresh();
  }
}

/** A number below nine hundred million: each counter has one of its own, and neighbours lie far apart. */
function scattered(counter: number): number {
  return Number((BigInt(counter) * 618_033_989n) % 900_000_000n);
}

/** A version 4 UUID out of 32 hexadecimal digits. */
function uuid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
