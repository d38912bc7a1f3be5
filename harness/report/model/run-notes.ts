import type { Report } from "../../../specs/types/report.format.d.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";

/** What a reader must know of how the run came about, a name and a sentence each; nothing when it was a plain one. */
export function runNotes({
  run,
  left = [],
  cases,
}: Report): readonly (readonly [string, string])[] {
  const { stopped, shard, resumed, repeat } = run;
  return [
    ...(stopped === undefined
      ? []
      : [["stopped", `${stopWords[stopped.by]}: ${stopped.why}`] as const]),
    ...(shard === undefined ? [] : [["shard", shardText(shard)] as const]),
    ...(resumed === undefined ? [] : [["resumed", resumedText(resumed)] as const]),
    ...(left.length === 0 ? [] : [["left", leftText(left)] as const]),
    ...waited(cases),
    ...(repeat === undefined ? [] : [["rounds", `${repeat}, each in another order`] as const]),
  ];
}

/** How a run was stopped. */
export const stopWords: Readonly<Record<NonNullable<Report["run"]["stopped"]>["by"], string>> = {
  interrupted: "by the user",
  bail: "at the first failure",
  "live-mode": "for safety",
  limit: "for safety",
  incomplete: "before its end",
};

/** What the target took its time for. */
function waited(cases: Report["cases"]): readonly (readonly [string, string])[] {
  const polled = cases.flatMap(({ id, polled: own = [] }) => own.map((step) => ({ id, ...step })));
  const [longest] = polled.toSorted((a, b) => b.tookMs - a.tookMs);
  if (longest === undefined) return [];
  const { id, step, tookMs, tries } = longest;
  const most = `${id}/${step} took longest, ${duration(tookMs)} and ${plural(tries, "request")}`;
  return [["polled", `${plural(polled.length, "step")} did not settle at once; ${most}`]];
}

/** The calls that made most first; the ids are too many for a sentence. */
function leftText(left: NonNullable<Report["left"]>): string {
  const sorted = left.toSorted((a, b) => b.ids.length - a.ids.length);
  const shown = sorted.slice(0, 4).map(({ made, ids }) => `${ids.length} by ${made}`);
  const more = sorted.length > shown.length ? [`${sorted.length - shown.length} more calls`] : [];
  const total = left.reduce((sum, { ids }) => sum + ids.length, 0);
  return `${plural(total, "object")} on the target: ${[...shown, ...more].join(", ")}; report.json has their ids`;
}

const shardText = ({ index, count }: NonNullable<Report["run"]["shard"]>): string =>
  `${index} of ${count}, a part of a run: headwater merge makes one report of all`;

const resumedText = (times: readonly string[]): string =>
  `${plural(times.length, "time")}, last at ${(times.at(-1) ?? "").replace(/\.\d+Z$/, "Z")}`;
