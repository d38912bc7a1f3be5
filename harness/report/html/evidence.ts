import type { Evidence } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { isOfPage } from "../../http/page-outcome.ts";
import { curlOf } from "../../replay/script.ts";
import type { ResultFinding, ResultGroup, ResultSet } from "../model/result-set.ts";
import type { ExchangeView } from "./exchange.ts";
import { type Names, namesOf } from "./names.ts";

/** Characters that bodies may take on the page. Where more failed, each is cut the more, and none is left out. */
const room = 6_000_000;

const [shortestBody, longestBody] = [300, 8000];

/** Below it, what led to a judged answer is told by its line alone. */
const fewestForAll = 1500;

/** The exchanges of the results, and how each is shown. */
export interface Exchanges {
  /** Numbers of all exchanges that the results hold of a group, in order. */
  readonly of: (group: ResultGroup | string) => readonly number[];
  readonly get: (number: number) => Evidence | undefined;
  /** Undefined where its line has to do. */
  readonly view: (number: number) => ExchangeView | undefined;
  readonly names: (group: ResultGroup) => Names;
}

export function exchangesIn(set: ResultSet): Exchanges {
  const { evidence, groups, telling } = set;
  const all = Object.entries(evidence).map(([number, one]) => [Number(number), one] as const);
  const byGroup = new Map(
    [...groupBy(all, ([, one]) => one.case)].map(([id, own]) => [
      id,
      own.toSorted(([a], [b]) => a - b),
    ]),
  );
  const findings = groupBy(
    telling.flatMap((row) => row.findings).filter(({ exchange }) => exchange !== undefined),
    ({ exchange }) => exchange,
  );
  const judged = new Set(telling.flatMap((row) => (row.findings.length > 0 ? row.exchanges : [])));
  const share = room / Math.max(1, all.length);
  const isRoomy = share >= fewestForAll;
  const length = Math.round(
    Math.min(
      longestBody,
      Math.max(shortestBody, isRoomy ? share : room / Math.max(1, judged.size)),
    ),
  );
  const values = new Map(groups.map((group) => [group.id, group.values]));
  const names = remembered((id: string) => namesOf(values.get(id)));
  const curl = remembered((id: string) =>
    curlOf(
      { baseUrls: set.subject.baseUrls, ...(set.own && { own: set.own }) },
      byGroup.get(id) ?? [],
    ),
  );
  return {
    of: (group) =>
      (byGroup.get(typeof group === "string" ? group : group.id) ?? []).map(([number]) => number),
    get: (number) => evidence[String(number)],
    names: ({ id }) => names(id),
    view: (number) => {
      const one = evidence[String(number)];
      if (one === undefined || !(isRoomy || judged.has(number))) return undefined;
      const { request } = one.exchange;
      const isLong = (request.body?.length ?? 0) > length;
      return {
        names: names(one.case),
        findings: distinct(findings.get(number) ?? []),
        length,
        ...(isLong || isOfPage(one.exchange) ? {} : { curl: curl(one.case)(request) }),
      };
    },
  };
}

/** Several checks may find the same. */
const distinct = (all: readonly ResultFinding[]): readonly ResultFinding[] => [
  ...new Map(all.map((one) => [`${one.at} ${one.expected}`, one])).values(),
];

function remembered<T>(make: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const value = known.get(id) ?? make(id);
    known.set(id, value);
    return value;
  };
}
