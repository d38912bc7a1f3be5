import type { CheckRow } from "../../specs/types/report.format.d.ts";
import { causeLine } from "../report/model/cause.ts";
import { findingLine } from "../report/model/finding.ts";
import { plural } from "../text/plural.ts";
import { oneLine } from "../text/sanitize.ts";
import { withoutIds } from "../text/without-ids.ts";
import type { Replayed, ReplayedCheck } from "./replayed.ts";

/** What became of each check that failed or fails, with what was found, and the answer on the last line. */
export function renderReplayed(replay: Replayed): string {
  const { failed, others } = replay;
  const lines = [...failed, ...others].flatMap(checkLines);
  return `${[...lines, sentenceOf(replay)].join("\n")}\n`;
}

function sentenceOf({ recurrence, failed, again, others, cause }: Replayed): string {
  const more = others.length > 0 ? `, and ${plural(others.length, "other check")} beside them` : "";
  const all = plural(failed.length, "failed check");
  switch (recurrence) {
    case "came-back":
      return `the failure came back: ${again.length} of ${all} failed again${more}`;
    case "other-failure":
      return failed.length === 0
        ? `nothing had failed in this case, and now ${plural(others.length, "check")} failed`
        : `that failure did not come back, but ${plural(others.length, "other check")} failed`;
    case "gone":
      return `the failure did not come back: ${all} passed now`;
    case "none":
      return "nothing had failed in this case, and nothing failed now";
    case "open":
      return `${failed.length > 0 ? "it cannot be told whether the failure came back" : "there is no verdict"}: ${oneLine(causeLine(cause ?? ""))}`;
  }
}

function checkLines({ before, after }: ReplayedCheck): readonly string[] {
  const head = `${before.outcome} -> ${after.outcome}  ${after.level.toUpperCase()} ${after.requirement}  ${oneLine(after.id)}`;
  const [then, now] = [findingsOf(before), findingsOf(after)];
  const isSame = withoutIds(then.join("\n")) === withoutIds(now.join("\n"));
  return [
    head,
    ...(isSame ? [] : then.map((line) => `  then  ${line}`)),
    ...now.map((line) => `  ${isSame ? "both" : "now "}  ${line}`),
  ];
}

/** Their exchanges have other numbers in another journal. */
const findingsOf = ({ findings }: CheckRow): readonly string[] =>
  findings.map(({ exchange: _exchange, ...finding }) => findingLine(finding));
