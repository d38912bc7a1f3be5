import type { CaseRow, RequirementRow } from "../../../specs/types/report.format.d.ts";
import { fatesOf } from "../../judge/case-row.ts";
import { outcomeOf } from "../../judge/outcome.ts";
import type { Outcome } from "../../judge/types.ts";
import type { Level, Requirement, SpecBook } from "../../requirements/types.ts";

/** The requirements that the cases verify, by id. */
export function requirementRows(
  rows: readonly CaseRow[],
  { requirements }: SpecBook,
  level: Level,
): readonly RequirementRow[] {
  const verified = new Map<string, Verification>();
  for (const [place, row] of rows.entries())
    for (const check of fatesOf(row)) {
      const own: Verification = verified.get(check.requirement) ?? { fates: new Map(), places: [] };
      verified.set(check.requirement, own);
      own.fates.set(`${check.level} ${check.outcome}`, check);
      if (own.places.at(-1) !== place) own.places.push(place);
    }
  return [...verified]
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .flatMap(([id, own]) => {
      const requirement = requirements.get(id);
      return requirement === undefined ? [] : [requirementRow(requirement, own, rows, level)];
    });
}

/** What is known of a requirement: what its checks came to, each once, and which rows have them. */
interface Verification {
  readonly fates: Map<string, { readonly level: Level; readonly outcome: Outcome }>;
  readonly places: number[];
}

/** The names of its checks are made when they are read: they are many more than anything else of a report. */
const requirementRow = (
  { id, level, statement, citation }: Requirement,
  { fates, places }: Verification,
  rows: readonly CaseRow[],
  counting: Level,
): RequirementRow => ({
  id,
  level,
  statement,
  citation,
  outcome: outcomeOf([...fates.values()], counting),
  get checks() {
    const known = latest?.places === places ? latest.names.deref() : undefined;
    const names = known ?? namesOf(id, places, rows);
    latest = { places, names: new WeakRef(names) };
    return names;
  },
});

/** Whoever reads the names of a requirement reads them several times, and then those of the next; then they may go. */
let latest: { readonly places: readonly number[]; readonly names: WeakRef<string[]> } | undefined;

const namesOf = (id: string, places: readonly number[], rows: readonly CaseRow[]): string[] =>
  places.flatMap((place) => {
    const row = rows[place];
    if (row === undefined) return [];
    const own = fatesOf(row).filter(({ requirement }) => requirement === id);
    // Read once: it is made anew whenever it is asked for.
    const { id: name } = row;
    // Joined: a template of two texts keeps both, and a third when it is written.
    return own.map((check) => [name, check.id].join("/"));
  });
