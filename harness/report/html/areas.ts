import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { outcomes } from "../model/outcome-words.ts";
import type { ResultGroup, ResultSet } from "../model/result-set.ts";
import { slugsOf } from "../model/slug.ts";

/** What groups are grouped by, a profile or a file, with its groups by outcome, the gravest first. */
export interface Area {
  readonly name: string;
  readonly anchor: string;
  readonly groups: ReadonlyMap<Outcome, readonly ResultGroup[]>;
}

/** The areas with most failures first, then by name. */
export function areasOf({ groups }: ResultSet): readonly Area[] {
  const byName = groupBy(groups, ({ suite }) => suite);
  const slugs = slugsOf([...byName.keys()]);
  const areas = [...byName].map(([name, own]) => {
    const byOutcome = groupBy(own, ({ outcome }) => outcome);
    const sorted = gravest.flatMap((outcome) => {
      const some = byOutcome.get(outcome);
      return some === undefined ? [] : [[outcome, some] as const];
    });
    return { name, anchor: `area-${slugs.get(name) ?? ""}`, groups: new Map(sorted) };
  });
  return areas.toSorted(
    (a, b) =>
      weight(b, "failed") - weight(a, "failed") || open(b) - open(a) || (a.name < b.name ? -1 : 1),
  );
}

export const outcomeAnchor = ({ anchor }: Area, outcome: Outcome): string => `${anchor}-${outcome}`;

/** What the page asks itself for an outcome of an area, or of all: it works without scripts, too, and then leads to the rows. */
export const queryLink = (outcome: Outcome, area?: Area): string => {
  const terms = [`s:${outcome}`, ...(area === undefined ? [] : [`p:${area.name}`])];
  return `${asked(terms)}#${area === undefined ? "cases" : outcomeAnchor(area, outcome)}`;
};

export const requirementQuery = (id: string): string => `${asked([`r:${id}`])}#cases`;

const asked = (terms: readonly string[]): string =>
  `?${new URLSearchParams({ q: terms.map(quoted).join(" ") }).toString()}`;

const quoted = (term: string): string => (/\s/.test(term) ? `"${term}"` : term);

const gravest: readonly Outcome[] = [
  "failed",
  "errored",
  "blocked",
  "untestable",
  "passed",
  "not-applicable",
];

const weight = ({ groups }: Area, outcome: Outcome): number => groups.get(outcome)?.length ?? 0;

const open = (area: Area): number =>
  outcomes
    .filter((outcome) => outcome !== "passed" && outcome !== "not-applicable")
    .reduce((sum, outcome) => sum + weight(area, outcome), 0);
