import { type FirstCause, firstCauses } from "../model/first-causes.ts";
import type { FailureGroup, ResultRow, ResultSet } from "../model/result-set.ts";
import { slugsOf } from "../model/slug.ts";
import { type Exchanges, exchangesIn } from "./evidence.ts";

/** The results and what several parts of the page look up in them. */
export interface View {
  readonly set: ResultSet;
  /** The anchor of the group of an id; undefined where the page does not list it. */
  readonly anchorOf: (group: string) => string | undefined;
  /** Ids of the requirements that have a row on the page. */
  readonly requirements: ReadonlySet<string>;
  /** Ids of requirements with a warning. */
  readonly warned: ReadonlySet<string>;
  /** The failures, folded by what came first. */
  readonly causes: readonly FirstCause[];
  /** Failures for which a printed page has no room. */
  readonly later: ReadonlySet<FailureGroup>;
  readonly failureAnchors: ReadonlyMap<FailureGroup, string>;
  /** Anchors of the rows that are told with the failures. */
  readonly checkAnchors: ReadonlyMap<ResultRow, string>;
  /** Names of the rows that did not pass, as a requirement lists them. */
  readonly bad: ReadonlySet<string>;
  readonly exchanges: Exchanges;
}

/** Failures, and causes, that are printed: with the rest of a page at most 20 pages. */
export const mostPrinted = 15;

export function viewOf(set: ResultSet): View {
  const slugs = isListed(set) ? slugsOf(set.groups.map(({ id }) => id)) : new Map<string, string>();
  const warned = set.telling.flatMap(({ status, requirement }) =>
    status === "warning" && requirement !== undefined ? [requirement] : [],
  );
  const failures = set.failures.map((failure) => [failure, failureName(failure)] as const);
  const causes = firstCauses(set);
  const failed = set.failures.flatMap(({ first, more }) => [...first, ...more]);
  return {
    set,
    anchorOf: (group) => {
      const slug = slugs.get(group);
      return slug === undefined ? undefined : `case-${slug}`;
    },
    requirements: new Set(set.requirements.map(({ id }) => id)),
    warned: new Set(warned),
    causes,
    later: new Set(causes.flatMap((cause) => cause.failures).slice(mostPrinted)),
    failureAnchors: anchorsOf("failure", failures),
    checkAnchors: anchorsOf(
      "check",
      failed.map((row) => [row, row.id] as const),
    ),
    bad: new Set(badIn(set)),
    exchanges: exchangesIn(set),
  };
}

function* badIn({ rows }: ResultSet): Generator<string> {
  for (const { id, outcome } of rows) if (outcome !== "passed") yield id;
}

const failureName = ({ first, title }: FailureGroup): string => {
  const [row] = first;
  return row?.requirement ?? title;
};

/** Names need not be unique; anchors are. */
function anchorsOf<T>(
  kind: string,
  named: readonly (readonly [T, string])[],
): ReadonlyMap<T, string> {
  const seen = new Map<string, number>();
  const unique = named.map(([, name]) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
  const slugs = slugsOf(unique);
  return new Map(
    named.map(([thing], index) => [thing, `${kind}-${slugs.get(unique[index] ?? "") ?? index}`]),
  );
}

/** Whether the page lists every group with its rows. */
export const isListed = ({ groups, tables }: ResultSet): boolean =>
  groups.length > 0 && tables.length === 0;
