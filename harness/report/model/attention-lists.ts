import type { Report } from "../../../specs/types/report.format.d.ts";
import { acceptedOf, type Failure, staleOf, warningsOf } from "./failure.ts";
import { findingLine } from "./finding.ts";
import { oneLine } from "../../text/sanitize.ts";
import { plural } from "../../text/plural.ts";
import { baselineStatusText } from "./baseline-status.ts";
import { type FlakyCheck, flakyText } from "./flaky.ts";

/** Checks that a reader should know of although none is a plain failure: a title, and a line for each. */
export interface CheckList {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What varied, what the baseline excuses, what it need not excuse any more, and the warnings; empty ones are left out. */
export function attentionLists(report: Report): readonly CheckList[] {
  const { unstable = [] } = report;
  const [accepted, stale, warnings] = [acceptedOf(report), staleOf(report), warningsOf(report)];
  return [
    {
      title: plural(unstable.length, "unstable check"),
      lines: unstable.map((one) => unstableLine(one, report)),
    },
    {
      title: `${plural(accepted.length, "failure")}, as the baseline expects`,
      lines: accepted.map(entryLine),
    },
    {
      title: `${plural(stale.length, "entry", "entries")} of the baseline can go`,
      lines: stale.map(entryLine),
    },
    { title: plural(warnings.length, "warning"), lines: warnings.map(warningLine) },
  ].filter(({ lines }) => lines.length > 0);
}

const unstableLine = (one: FlakyCheck, report: Report): string =>
  `${one.level.toUpperCase()} ${one.requirement}  ${oneLine(one.check)}: ${flakyText(one, report)}`;

const entryLine = (failure: Failure): string => {
  const { baseline } = failure.check;
  return `${nameOf(failure)}${baseline === undefined ? "" : `: ${baselineStatusText(baseline)}`}`;
};

function warningLine(failure: Failure): string {
  const [finding] = failure.check.findings;
  return `${nameOf(failure)}${finding === undefined ? "" : `: ${findingLine(finding, 60)}`}`;
}

const nameOf = ({ case: row, check }: Failure): string =>
  `${check.level.toUpperCase()} ${check.requirement}  ${oneLine(`${row.id}/${check.id}`)}`;
