import type { Report } from "../../specs/types/report.format.d.ts";
import { plural } from "./sentence.ts";

/** What a reader must know of how the run came about, a name and a sentence each; nothing when it was a plain one. */
export function notesOf({ run }: Report): readonly (readonly [string, string])[] {
  const { stopped, shard, resumed, repeat } = run;
  return [
    ...(stopped === undefined
      ? []
      : [["stopped", `${stopWords[stopped.by]}: ${stopped.why}`] as const]),
    ...(shard === undefined ? [] : [["shard", shardText(shard)] as const]),
    ...(resumed === undefined ? [] : [["resumed", resumedText(resumed)] as const]),
    ...(repeat === undefined ? [] : [["rounds", `${repeat}, each in another order`] as const]),
  ];
}

/** How a run was stopped. */
export const stopWords: Readonly<Record<NonNullable<Report["run"]["stopped"]>["by"], string>> = {
  interrupted: "by the user",
  bail: "at the first failure",
  "live-mode": "for safety",
  incomplete: "before its end",
};

const shardText = ({ index, count }: NonNullable<Report["run"]["shard"]>): string =>
  `${index} of ${count}, a part of a run: headwater merge makes one report of all`;

const resumedText = (times: readonly string[]): string =>
  `${plural(times.length, "time")}, last at ${(times.at(-1) ?? "").replace(/\.\d+Z$/, "Z")}`;
