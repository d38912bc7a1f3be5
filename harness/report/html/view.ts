import type { Report, RequirementRow } from "../../../specs/types/report.format.d.ts";
import { requirementsById, warnedRequirements } from "../model/failure.ts";
import { replayNames, slugsOf } from "../model/file-names.ts";
import { type FlakyCheck, flakyByName } from "../model/flaky.ts";
import { type Place, placesOf, renderedExchanges } from "./evidence.ts";
import type { Markup } from "./markup.ts";

/** The report and what several parts of the page look up in it. */
export interface View {
  readonly report: Report;
  /** Case id to its anchor. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Case id to its script. */
  readonly replays: ReadonlyMap<string, string>;
  readonly requirements: ReadonlyMap<string, RequirementRow>;
  /** Ids of requirements with a warning. */
  readonly warned: ReadonlySet<string>;
  /** Checks that varied, by name: case id, a slash, check id. */
  readonly unstable: ReadonlyMap<string, FlakyCheck>;
  /** Where an exchange is shown in full, by number. */
  readonly places: ReadonlyMap<number, Place>;
  /** The exchanges that are shown in full, by number. */
  readonly exchanges: ReadonlyMap<number, Markup>;
}

export function viewOf(report: Report): View {
  const slugs = slugsOf(report.cases.map((row) => row.id));
  const places = placesOf(report);
  return {
    report,
    anchors: new Map([...slugs].map(([id, slug]) => [id, `case-${slug}`])),
    replays: replayNames(report),
    requirements: requirementsById(report),
    warned: warnedRequirements(report),
    unstable: flakyByName(report),
    places,
    exchanges: renderedExchanges(report, places),
  };
}

/** Numbers of all exchanges that the report holds of a case, in order. */
export function exchangesOf(report: Report, id: string): readonly number[] {
  return Object.entries(report.evidence)
    .filter(([, evidence]) => evidence.case === id)
    .map(([number]) => Number(number))
    .toSorted((a, b) => a - b);
}
