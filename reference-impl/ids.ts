import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { IdKind } from "./domain/account.ts";
import type { Table } from "./domain/table.ts";

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
  const random = (words: number): Buffer => {
    for (let word = 0; word < words; word += 1) bytes.writeInt32BE(generator.next(), 4 * word);
    return bytes;
  };
  const words = (count: number): string => random(count).toString("hex", 0, 4 * count);
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

/** Room for the random bytes of the longest identifier. */
const bytes = Buffer.alloc(100);

/**
 * A version 4 UUID of the first 16 random bytes (RFC 9562, 5.4). It is written in one piece: a text that is joined of parts
 * takes thrice the memory, for as long as what it names is kept.
 */
function uuid(random: Buffer): string {
  random[6] = ((random[6] ?? 0) & 0x0f) | 0x40;
  random[8] = ((random[8] ?? 0) & 0x3f) | 0x80;
  for (let index = 0; index < 16; index += 1) {
    const byte = random[index] ?? 0;
    text[places[2 * index] ?? 0] = digit[byte >> 4] ?? 0;
    text[places[2 * index + 1] ?? 0] = digit[byte & 0x0f] ?? 0;
  }
  return text.toString("latin1");
}

const form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
const text = Buffer.from(form);
const places = [...text.keys()].filter((place) => form.charAt(place) === "x");
const digit = Buffer.from("0123456789abcdef");
