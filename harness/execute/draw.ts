import { hash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Draw } from "../case/draw.ts";
import type { Values } from "../case/json.ts";
import { templateRefs } from "../case/template.ts";
import type { Case, Given } from "../case/types.ts";
import { shuffle } from "../plan/order.ts";

/** From what a case of a run draws: the same seed, round and case draw the same. */
export interface Lot {
  readonly seed: number;
  /** From 1. */
  readonly round: number;
  /** Id of the case. */
  readonly case: string;
}

/**
 * An amount of the range, by the seed and its own name. Rounds of one run draw different amounts, as long as the range
 * has as many: each goes on from the first by steps that meet every amount before one comes again.
 */
export function drawAmount({ from, to, decimals }: Draw, name: string, lot: Lot): number {
  const unit = 10 ** decimals;
  const size = Math.round((to - from) * unit) + 1;
  const first = digest(lot, name) % size;
  const place = (first + (lot.round - 1) * stepOver(size)) % size;
  return Math.round(from * unit + place) / unit;
}

/** The numbers that a case draws for itself; where nobody draws, their lower bounds. */
export const drawNumbers = ({ draws = {} }: Pick<Case, "draws">, lot: Lot | undefined): Values =>
  Object.fromEntries(
    Object.entries(draws).map(([name, draw]) => [
      name,
      lot === undefined ? draw.from : drawAmount(draw, name, lot),
    ]),
  );

/** What may come in any order, in an order of the lot. */
export const inDrawnOrder = <T>(all: readonly T[], lot: Lot): readonly T[] =>
  all.length < 2 ? all : shuffle(all, digest(lot, `order of round ${lot.round}`));

/** The fixtures in an order of the lot: what refers to the same, directly or not, stays in its own order. */
export function drawOrder(given: readonly Given[], lot: Lot): readonly Given[] {
  if (given.length < 2) return given;
  const groups = independent(given);
  const random = xoroshiro128plus(digest(lot, `round ${lot.round}`));
  const order: Given[] = [];
  while (groups.some((group) => group.length > 0)) {
    const open = groups.filter((group) => group.length > 0);
    const next = open[uniformInt(random, 0, open.length - 1)]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

function independent(given: readonly Given[]): Given[][] {
  const groups: Given[][] = [];
  for (const one of given) {
    const names = new Set(
      Object.values(one.params)
        .flatMap(templateRefs)
        .map((ref) => ref.split(".")[0]),
    );
    const own = groups.filter((group) => group.some(({ name }) => names.has(name)));
    const joined = given.filter(
      (other) => other === one || own.some((group) => group.includes(other)),
    );
    const rest = groups.filter((group) => !own.includes(group));
    groups.splice(0, groups.length, ...rest, joined);
  }
  return groups;
}

/** 32 bits that the seed, the case and the name decide. */
const digest = (lot: Lot, name: string): number =>
  parseInt(hash("sha256", `${lot.seed} ${lot.case} ${name}`).slice(0, 8), 16);

/** About the golden part of a size, and prime to it. */
function stepOver(size: number): number {
  let step = Math.max(1, Math.round(size * 0.618));
  while (commonDivisor(step, size) !== 1) step -= 1;
  return step;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
