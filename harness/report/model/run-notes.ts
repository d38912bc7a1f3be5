import type { Report } from "../../../specs/types/report.format.d.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import type { Note } from "./result-set.ts";

/** What a reader must know of how the run came about; nothing when it was a plain one. */
export function runNotes({
  run,
  left = [],
  oddAnswers = [],
  cases,
  unshown = [],
}: Report): readonly Note[] {
  const { stopped, shard, resumed, repeat, traceHeader } = run;
  return [
    ...(stopped === undefined ? [] : [stoppedNote(stopped)]),
    ...(shard === undefined ? [] : [shardNote(shard)]),
    ...(resumed === undefined ? [] : [resumedNote(resumed)]),
    ...(traceHeader === undefined ? [] : [traceNote(traceHeader)]),
    ...(unshown.length === 0
      ? []
      : [{ key: "unshown", name: "claims", text: `no check passed of ${unshown.join(", ")}` }]),
    ...(left.length === 0 ? [] : [leftoverNote(left)]),
    ...(oddAnswers.length === 0 ? [] : [oddNote(oddAnswers)]),
    ...polledNotes(cases),
    ...(repeat === undefined
      ? []
      : [{ key: "rounds", name: "repeats", text: `${repeat}, each in another order` }]),
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

const stoppedNote = ({ by, why }: NonNullable<Report["run"]["stopped"]>): Note => ({
  key: "stopped",
  name: "stopped",
  text: `${stopWords[by]}: ${why}`,
  partial: true,
});

const shardNote = ({ index, count }: NonNullable<Report["run"]["shard"]>): Note => ({
  key: "shard",
  name: "shard",
  text: `${index} of ${count}, a part of a run: headwater merge makes one report of all`,
  partial: true,
});

const traceNote = (header: string): Note => ({
  key: "trace",
  name: "traced",
  text: `every request named its case in ${header}: a server can answer by it, so this proves nothing to others`,
});

const resumedNote = (times: readonly string[]): Note => ({
  key: "resumed",
  name: "resumed",
  text: `${plural(times.length, "time")}, last at ${(times.at(-1) ?? "").replace(/\.\d+Z$/, "Z")}`,
});

/** The calls that made most first; the ids are too many for a sentence. */
function leftoverNote(left: NonNullable<Report["left"]>): Note {
  const sorted = left.toSorted((a, b) => b.ids.length - a.ids.length);
  const shown = sorted.slice(0, 4).map(({ made, ids }) => `${ids.length} by ${made}`);
  const more = sorted.length > shown.length ? [`${sorted.length - shown.length} more calls`] : [];
  const total = left.reduce((sum, { ids }) => sum + ids.length, 0);
  const text = `${plural(total, "object")} on the target: ${[...shown, ...more].join(", ")}; report.json has their ids`;
  return { key: "left", name: "leftovers", text };
}

/** What was made of answers before they were judged. */
function oddNote(odd: NonNullable<Report["oddAnswers"]>): Note {
  const shown = odd.slice(0, 4).map(({ how, answers }) => `${answers} ${how}`);
  const more = odd.length > shown.length ? [`${odd.length - shown.length} more kinds`] : [];
  return { key: "answers", name: "answers", text: [...shown, ...more].join("; ") };
}

/** What the target took its time for. */
function polledNotes(cases: Report["cases"]): readonly Note[] {
  const polled = cases.flatMap(({ id, polled: own = [] }) => own.map((step) => ({ id, ...step })));
  const [longest] = polled.toSorted((a, b) => b.tookMs - a.tookMs);
  if (longest === undefined) return [];
  const { id, step, tookMs, tries } = longest;
  const most = `${id}/${step} took longest, ${duration(tookMs)} and ${plural(tries, "request")}`;
  const text = `${plural(polled.length, "step")} did not settle at once; ${most}`;
  return [{ key: "polled", name: "polled", text }];
}
