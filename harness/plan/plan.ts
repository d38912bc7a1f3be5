import type { Case, Library } from "../case/types.ts";
import { failure, ok, type Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Claims, Target } from "../implementation/types.ts";
import { decide } from "./decide.ts";
import { suggest } from "../read/suggest.ts";
import { shuffle } from "./order.ts";
import { select, type Selected, unknownNames } from "./select.ts";
import { sourceTypeDemands } from "../implementation/source-types.ts";
import type { Plan, PlannedCase, Selection, Shard } from "./types.ts";

/** What is chosen from, and what is chosen. */
export interface Choosing {
  readonly library: Library;
  readonly specs: SpecBook;
  readonly target: Target;
  readonly selection: Selection;
  readonly shard?: Shard;
}

/** What a plan is made of. */
export interface PlanInput extends Choosing {
  readonly seed: number;
  /** How often everything is run; once when absent. */
  readonly repeat?: number;
}

/** What runs, what does not and why, in the order of the seed. Problems: those of `plannedCases`. */
export function createPlan(input: PlanInput): Result<Plan> {
  const planned = plannedCases(input);
  if (!planned.ok) return planned;
  const { selection, seed, shard, repeat = 1 } = input;
  const rounds = Array.from({ length: repeat }, (_, index) => index + 1);
  return ok({
    cases: rounds.flatMap((round) => inRound(planned.value, round, seed)),
    selection,
    seed,
    ...(shard === undefined ? {} : { shard }),
  });
}

/**
 * What runs, what does not and why, by id.
 *
 * Problems: UNKNOWN_NAME and UNKNOWN_REQUIREMENT for names in the selection that nothing bears (usage);
 * NOTHING_SELECTED for each pattern that matched nothing, and when no case is left.
 */
export function plannedCases(input: Choosing): Result<readonly PlannedCase[]> {
  const { library, specs, target, selection, shard } = input;
  const unknown = unknownNames(selection, library.cases, specs);
  if (unknown.length > 0) return failure(unknown);
  const { cases, unmatched } = chosenCases(library, selection, target.claims, shard);
  if (unmatched.length > 0) {
    const known = new Set(library.cases.flatMap(({ id, base }) => [id, base]));
    return failure(unmatched.map((pattern) => unmatchedProblem(pattern, known)));
  }
  if (cases.length === 0) return failure([nothing(selection, shard)]);
  return ok(
    cases.map((testCase) => ({
      case: testCase,
      decision: decide(testCase, library.fixtures, target),
    })),
  );
}

/** The cases of a selection, or of one shard of it, by id. */
export function chosenCases(
  library: Library,
  selection: Selection,
  claims: Claims,
  shard?: Shard,
): Selected {
  const sourceTypes = (testCase: Case) =>
    sourceTypeDemands(testCase, library.fixtures, claims).flatMap((demand) =>
      demand.kind === "type" ? [demand.type] : [],
    );
  const { cases, unmatched } = select(library.cases, selection, sourceTypes);
  return { unmatched, cases: shard === undefined ? cases : inShard(cases, shard) };
}

/** Every round has its own order, so that what depends on the order shows. */
function inRound(planned: readonly PlannedCase[], round: number, seed: number) {
  const shuffled = shuffle(planned, seed + round - 1);
  return round === 1 ? shuffled : shuffled.map((one) => ({ ...one, round }));
}

/** Cases are dealt out by their place in the sorted list, so every machine deals alike. */
function inShard(cases: readonly Case[], { index, count }: Shard): readonly Case[] {
  return cases.filter((_, place) => place % count === index - 1);
}

/** Of a pattern that matches no case. @param known Ids of cases, for a hint. */
export function unmatchedProblem(pattern: string, known: ReadonlySet<string>) {
  return {
    code: "NOTHING_SELECTED",
    message: `"${pattern}" matches no case`,
    hint:
      suggest(pattern, known) ??
      "headwater list cases shows ids and files; quote globs so that the shell leaves them alone",
  } as const;
}

function nothing(selection: Selection, shard?: Shard) {
  const parts = [
    ...selection.profiles.map((name) => `profile ${name}`),
    ...selection.requirements.map((id) => `requirement ${id}`),
    ...selection.sourceTypes.map((type) => `source type ${type}`),
  ];
  const message =
    parts.length === 0 ? "no case is selected" : `no case fits ${parts.join(" and ")}`;
  const lot = shard === undefined ? "" : ` for shard ${shard.index} of ${shard.count}`;
  return {
    code: "NOTHING_SELECTED",
    message: `${message}${lot}`,
    hint: "headwater list cases shows what there is",
  } as const;
}
