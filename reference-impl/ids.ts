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
  const bytes = Buffer.alloc(100);
  const random = (words: number): Buffer => {
    for (let word = 0; word < words; word += 1) bytes.writeInt32BE(generator.next(), 4 * word);
    return bytes.subarray(0, 4 * words);
  };
  const words = (count: number): string => random(count).toString("hex");
  let count = before?.count ?? uniformInt(generator, 0, 899_999_999);
  const digits = () => String(100_000_000_000 + scattered(++count) * 1000 + 336);
  const next: Record<IdShape, (kind: IdKind) => string> = {
    uuid: (kind) => documented(kind, () => uuid(random(4)), digits),
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

/** A version 4 UUID out of 16 random bytes (RFC 9562, 5.4). */
function uuid(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  // In one piece: what is put together of parts takes three times the memory for as long as it is kept.
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
