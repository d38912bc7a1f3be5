import { groupBy } from "../../group.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";
import { withoutIds } from "../../text/without-ids.ts";
import type { FailureGroup, ResultGroup, ResultRow, ResultSet } from "./result-set.ts";

/** Failed requirements that one answer explains. */
export interface FirstCause {
  /** What came first in each of their cases: `POST /checkouts/{id}: status 409`. Absent: they have nothing in common. */
  readonly text?: string;
  readonly failures: readonly FailureGroup[];
}

/**
 * Folds failed requirements together whose cases all went wrong first in one way: the same call, the same place in its answer, the
 * same value. What one case alone shows is folded only where each of its failures is that one. Each failure is in one of them,
 * in the order in which they came. Pure.
 */
export function firstCauses(set: ResultSet): readonly FirstCause[] {
  const first = firstOfGroups(set);
  const causes = groupBy(set.failures, (failure) => {
    const texts = new Set(rowsOf(failure).map(({ group }) => first.get(group)));
    const [text] = texts;
    return texts.size === 1 && text !== undefined ? text : failure;
  });
  return [...causes].flatMap(([key, failures]): readonly FirstCause[] => {
    if (typeof key !== "string" || failures.length < 2) return [{ failures }];
    const rows = failures.flatMap(rowsOf);
    const isOne =
      new Set(rows.map(({ group }) => group)).size > 1 ||
      rows.every((row) => wrongIn(row, set) === key);
    return isOne ? [{ text: key, failures }] : failures.map((one) => ({ failures: [one] }));
  });
}

const rowsOf = ({ first, more }: FailureGroup): readonly ResultRow[] => [...first, ...more];

/** What went wrong first in each group: the failed row on the earliest exchange tells. */
function firstOfGroups(set: ResultSet): ReadonlyMap<ResultGroup, string> {
  const failed = set.telling.filter(({ status }) => status === "failed");
  return new Map(
    [...groupBy(failed, ({ group }) => group)].flatMap(([group, own]) => {
      const [row] = own.toSorted((a, b) => earliest(a) - earliest(b));
      const text = row && wrongIn(row, set);
      return text === undefined ? [] : [[group, text] as const];
    }),
  );
}

/** The first finding of a row, by its call, whatever the ids. */
function wrongIn({ findings }: ResultRow, { evidence }: ResultSet): string | undefined {
  const [finding] = findings;
  const exchange = evidence[String(finding?.exchange)]?.exchange;
  if (finding === undefined || exchange === undefined) return undefined;
  const { method, url } = exchange.request;
  const path = withoutIds(url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").replace(/[?#].*/, ""));
  const came = withoutIds(shorten(oneLine(finding.actual), 120));
  return `${method} ${path}: ${finding.at} was ${came}`;
}

const earliest = ({ findings }: ResultRow): number =>
  Math.min(...findings.map(({ exchange = Infinity }) => exchange));
