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
  const isNamed = [profiles, sourceTypes, currencies, abilities].some(
    (names) => names !== undefined,
  );
  if (!isNamed) return [];
  const passed = new Set(rows.filter((row) => fatesOf(row).some(isPassed)).map(({ id }) => id));
  const shown = cases.filter(({ id }) => passed.has(id));
  const typesOf = (testCase: Case) => [
    ...sourceTypeDemands(testCase, fixtures, claims).flatMap((demand) =>
      demand.kind === "type" ? [demand.type] : [],
    ),
    ...(testCase.needs?.sourceTypes ?? []).map(({ type }) => type),
  ];
  const named = (
    what: string,
    names: Iterable<string> = [],
    of: (one: Case) => Iterable<string>,
  ) => {
    if ([...names].length === 0) return [];
    const seen = new Set(shown.flatMap((one) => [...of(one)]));
    return [...names].filter((name) => !seen.has(name)).map((name) => `the ${what} ${name}`);
  };
  return [
    ...named("profile", profiles, ({ profile }) => [profile]),
    ...named("source type", sourceTypes, typesOf),
    ...named("currency", currencies, (one) => allNeeds(one, fixtures, {}).currencies),
    ...named("ability", abilities, (one) => allNeeds(one, fixtures, {}).abilities),
  ];
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
