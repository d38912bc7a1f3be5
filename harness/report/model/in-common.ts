import type { CommonTrait, Outcome } from "../../../specs/types/report.format.d.ts";

/** A case, what it came to, and what can be said of it beside others. */
export interface Observed {
  readonly outcome: Outcome;
  /** The most telling first. */
  readonly traits: readonly Trait[];
}

export interface Trait {
  /** In the words of the field: `type=konbini`, `ability refunds`, `POST /refunds`. */
  readonly text: string;
  /** case: it holds before anything is sent. failure: it says how a case failed. */
  readonly of: "case" | "failure";
}

/** Told of each outcome at most. */
const most = 3;

/**
 * What failed cases have in common that passed ones have not, and the same of blocked ones: the fewest traits that most
 * share. Each of the statements holds by itself, over all cases; where nothing stands out, nothing is said. Pure.
 */
export const inCommon = (cases: readonly Observed[]): readonly CommonTrait[] =>
  (["failed", "blocked"] as const).flatMap((outcome) => commonTo(outcome, cases));

function commonTo(
  outcome: CommonTrait["outcome"],
  cases: readonly Observed[],
): readonly CommonTrait[] {
  const indexed = cases.map((one) => ({
    ...one,
    has: new Set(one.traits.map(({ text }) => text)),
  }));
  const bad = indexed.filter((one) => one.outcome === outcome);
  const passed = indexed.filter((one) => one.outcome === "passed");
  const found: CommonTrait[] = [];
  let left: readonly Indexed[] = bad;
  while (left.length > 1 && found.length < most) {
    const singles = candidates(left, passed);
    const best =
      bestOf(
        singles.map((trait) => [trait]),
        left,
        bad,
        passed,
      ) ?? bestOf(pairs(singles), left, bad, passed);
    if (best === undefined) break;
    const isTold = holding(best);
    const counts = { cases: bad.filter(isTold).length, passed: passed.filter(isTold).length };
    found.push({ outcome, traits: [...best], of: bad.length, ...counts });
    left = left.filter((one) => !isTold(one));
  }
  return found;
}

interface Indexed extends Observed {
  readonly has: ReadonlySet<string>;
}

const holding =
  (traits: readonly string[]) =>
  ({ has }: Pick<Indexed, "has">): boolean =>
    traits.every((trait) => has.has(trait));

/** What every case of a run has tells nothing, but for how it failed. */
function candidates(left: readonly Indexed[], passed: readonly Indexed[]): readonly string[] {
  const telling = left
    .flatMap(({ traits }) => traits)
    .filter(({ text, of }) => of === "failure" || passed.some(({ has }) => !has.has(text)));
  return [...new Set(telling.map(({ text }) => text))];
}

const pairs = (traits: readonly string[]): readonly (readonly string[])[] =>
  traits.flatMap((one, index) => traits.slice(index + 1).map((other) => [one, other]));

/** Of candidates that most of the cases share, and few passed ones: the one that most share; of equals the first. */
function bestOf(
  all: readonly (readonly string[])[],
  left: readonly Indexed[],
  bad: readonly Indexed[],
  passed: readonly Indexed[],
): readonly string[] | undefined {
  const fewest = Math.max(2, Math.ceil(left.length / 3));
  let best: { readonly traits: readonly string[]; readonly score: number } | undefined;
  for (const traits of all) {
    const isShared = holding(traits);
    const shared = left.filter(isShared).length;
    if (shared < fewest) continue;
    const excepted = passed.filter(isShared).length;
    if (excepted * 4 > bad.filter(isShared).length) continue;
    const score = shared - 2 * excepted;
    if (best === undefined || score > best.score) best = { traits, score };
  }
  return best?.traits;
}

/** `19 of 23 failed cases share money=three-decimals; no passed case does`. */
export function inCommonText({ outcome, traits, cases, of, passed }: CommonTrait): string {
  const others =
    passed === 0 ? "no passed case does" : `so ${passed === 1 ? "does 1" : `do ${passed}`} passed`;
  return `${cases} of ${of} ${outcome} cases share ${traits.join(" and ")}; ${others}`;
}
