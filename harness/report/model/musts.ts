import type { LeftOutMust, MustFacts, Outcome } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { withoutVerdict } from "./outcome-words.ts";
import type { Level, Requirement } from "../../requirements/types.ts";

/** What is known of one check, or of one that would be run. */
export interface MustCheck {
  readonly requirement: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** Why it is not applicable, where it is not. */
  readonly cause?: string;
}

/**
 * What became of the must requirements of a catalogue, claimed or not: so that whoever claims less never looks like
 * whoever does more. Only checks of level must decide. Pure.
 */
export function accountMusts(
  checks: Iterable<MustCheck>,
  catalogue: Iterable<Requirement>,
): MustFacts {
  const demanded = [...catalogue].filter(
    ({ level, testable }) => level === "must" && testable !== "no",
  );
  const byRequirement = new Map<string, Fates>();
  for (const { requirement, level, outcome, cause = "" } of checks) {
    if (level !== "must") continue;
    const fates = byRequirement.get(requirement) ?? { outcomes: new Set(), causes: new Map() };
    fates.outcomes.add(outcome);
    fates.causes.set(cause, (fates.causes.get(cause) ?? 0) + 1);
    byRequirement.set(requirement, fates);
  }
  const parts = demanded.map(({ id }) => partOf(id, byRequirement.get(id)));
  const count = (kind: Part["kind"]) => parts.filter((part) => part.kind === kind).length;
  return {
    of: demanded.length,
    verified: count("verified"),
    inPart: parts.filter((part) => part.kind === "verified" && part.inPart).length,
    failed: count("failed"),
    open: count("open"),
    leftOut: parts.flatMap((part) => (part.kind === "leftOut" ? [part.must] : [])),
    unselected: count("unselected"),
  };
}

/** What the checks of one requirement came to, and how often for which cause. */
interface Fates {
  readonly outcomes: Set<Outcome>;
  readonly causes: Map<string, number>;
}

type Part =
  | { readonly kind: "failed" | "open" | "unselected" }
  | { readonly kind: "verified"; readonly inPart: boolean }
  | { readonly kind: "leftOut"; readonly must: LeftOutMust };

function partOf(requirement: string, fates: Fates | undefined): Part {
  if (fates === undefined) return { kind: "unselected" };
  const has = (...outcomes: readonly Outcome[]) => outcomes.some((one) => fates.outcomes.has(one));
  if (has("failed")) return { kind: "failed" };
  if (has(...withoutVerdict)) return { kind: "open" };
  if (has("passed")) return { kind: "verified", inPart: has("not-applicable") };
  const sorted = [...fates.causes].toSorted(([, a], [, b]) => b - a);
  return { kind: "leftOut", must: { requirement, reasons: sorted.map(([reason]) => reason) } };
}

/** Requirements that the claims left out for one reason. */
export interface LeftOutGroup {
  readonly reason: string;
  readonly requirements: readonly string[];
}

/** Each left out requirement once, under that of its reasons which leaves out most; the largest group first. */
export function leftOutByReason({ leftOut }: Pick<MustFacts, "leftOut">): readonly LeftOutGroup[] {
  const often = new Map<string, number>();
  for (const reason of leftOut.flatMap(({ reasons }) => reasons)) {
    often.set(reason, (often.get(reason) ?? 0) + 1);
  }
  const weight = (reason: string) => often.get(reason) ?? 0;
  const groups = groupBy(
    leftOut,
    ({ reasons }) => reasons.toSorted((a, b) => weight(b) - weight(a))[0] ?? "",
  );
  return [...groups]
    .map(([reason, own]) => ({ reason, requirements: own.map(({ requirement }) => requirement) }))
    .toSorted((a, b) => b.requirements.length - a.requirements.length);
}
