import type { CaseRow, Report } from "../../../specs/types/report.format.d.ts";
import type { Case, Library } from "../../case/types.ts";
import { type Fate, fatesOf } from "../../judge/case-row.ts";
import { allNeeds, claimsOf } from "../../implementation/claims.ts";
import { sourceTypeDemands } from "../../implementation/source-types.ts";
import type { ReportFacts } from "./ended-run.ts";

/**
 * What a target claims by name, and of which a run of everything shows nothing: no check passed that is about it. A part
 * of a run says nothing of that.
 */
export function unshownClaims(
  rows: readonly CaseRow[],
  { target, run }: ReportFacts,
  { cases, fixtures }: Pick<Library, "cases" | "fixtures">,
): readonly string[] {
  if (isPart(run)) return [];
  const claims = claimsOf(target.claims);
  const { profiles, sourceTypes, currencies, abilities } = claims;
  const typesOf = (testCase: Case) => [
    ...sourceTypeDemands(testCase, fixtures, claims).flatMap((demand) =>
      demand.kind === "type" ? [demand.type] : [],
    ),
    ...(testCase.needs?.sourceTypes ?? []).map(({ type }) => type),
  ];
  const needsOf = (one: Case) => allNeeds(one, fixtures, {});
  const kinds: readonly Kind[] = [
    { what: "profile", unseen: new Set(profiles), of: ({ profile }) => [profile] },
    { what: "source type", unseen: new Set(sourceTypes), of: typesOf },
    { what: "currency", unseen: new Set(currencies), of: (one) => needsOf(one).currencies },
    { what: "ability", unseen: new Set(abilities), of: (one) => needsOf(one).abilities },
  ];
  const isSought = () => kinds.some(({ unseen }) => unseen.size > 0);
  if (!isSought()) return [];
  const passed = new Set(rows.filter((row) => fatesOf(row).some(isPassed)).map(({ id }) => id));
  // Cases are read when they are asked for, and there may be many: no more of them than it takes.
  for (const testCase of cases) {
    if (!isSought()) break;
    if (!passed.has(testCase.id)) continue;
    for (const { unseen, of } of kinds)
      if (unseen.size > 0) for (const name of of(testCase)) unseen.delete(name);
  }
  return kinds.flatMap(({ what, unseen }) => [...unseen].map((name) => `the ${what} ${name}`));
}

/** What a target may claim by name, and the names that no case has shown yet. */
interface Kind {
  readonly what: string;
  readonly unseen: Set<string>;
  readonly of: (testCase: Case) => Iterable<string>;
}

const isPassed = ({ outcome }: Fate): boolean => outcome === "passed";

function isPart({ shard, stopped, selection }: Report["run"]): boolean {
  const { level: _level, ...filters } = selection;
  return (
    shard !== undefined ||
    stopped !== undefined ||
    Object.values(filters).some((names) => names.length > 0)
  );
}
