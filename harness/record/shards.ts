import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import { differences } from "./run-identity.ts";
import type { StoredJournal } from "../journal/parse.ts";
import type { Problem } from "../problem.ts";
import type { BundleFolder } from "./stored.ts";

/** A part of a run: where it is, and what its journal says of itself. */
export interface StoredShard {
  readonly folder: BundleFolder;
  readonly journal: Pick<StoredJournal, "header" | "footer" | "end">;
}

/**
 * Why parts do not make one run: everything, at once.
 * Problems: JOURNAL_INCOMPLETE for a part that did not come to its end; RUN_CHANGED for one that ran something else;
 * SHARDS for what is no shard, is given twice, or is missing.
 *
 * @param present What the suite is now.
 */
export function whyNotMergeable(
  parts: readonly StoredShard[],
  present: HeaderLine["suite"],
): readonly Problem[] {
  const [first] = parts;
  if (first === undefined) return [shards("there is nothing to merge")];
  return [
    ...parts.flatMap(whyIncomplete),
    ...parts.slice(1).flatMap((part) => whyOther(part, first)),
    ...whyOtherSuite(first, present),
    ...whyNotAll(parts),
  ];
}

function whyIncomplete({ folder, journal: { end } }: StoredShard): readonly Problem[] {
  if (end.state === "whole") return [];
  return [
    {
      code: "JOURNAL_INCOMPLETE",
      at: { file: folder.shown },
      message: end.why,
      hint: `headwater run --resume ${folder.shown} completes it`,
    },
  ];
}

function whyOther({ folder, journal }: StoredShard, first: StoredShard): readonly Problem[] {
  return differences(first.journal.header, journal.header, ["the shard", "the seed"]).map(
    (difference) => ({
      code: "RUN_CHANGED",
      at: { file: folder.shown },
      message: `${difference.part} is ${difference.second}, but in ${first.folder.shown} it is ${difference.first}`,
    }),
  );
}

function whyOtherSuite(
  { folder, journal: { header } }: StoredShard,
  present: HeaderLine["suite"],
): readonly Problem[] {
  return differences(header, { ...header, suite: present }).map((difference) => ({
    code: "RUN_CHANGED",
    at: { file: folder.shown },
    message: `${difference.part} is ${difference.first}, but here it is ${difference.second}`,
    hint: "merge with the Headwater and the suites that ran the shards",
  }));
}

function whyNotAll(parts: readonly StoredShard[]): readonly Problem[] {
  const whole = parts.filter(({ journal }) => journal.header.run.shard === undefined);
  if (whole.length > 0)
    return whole.map(({ folder }) => shards("this is a whole run, no shard", folder));
  const counts = new Set(parts.map((part) => shardOf(part).count));
  if (counts.size > 1) {
    return [shards(`the shards were dealt differently: of ${[...counts].join(" and of ")}`)];
  }
  const [count = 0] = counts;
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((index) => {
    const own = parts.filter((part) => shardOf(part).index === index);
    if (own.length === 0) return [shards(`shard ${index} of ${count} is missing`)];
    const names = own.map(({ folder }) => folder.shown).join(", ");
    return own.length === 1 ? [] : [shards(`shard ${index} of ${count} is given twice: ${names}`)];
  });
}

const shardOf = ({ journal }: StoredShard) => journal.header.run.shard ?? { index: 1, count: 1 };

const shards = (message: string, folder?: BundleFolder): Problem => ({
  code: "SHARDS",
  ...(folder && { at: { file: folder.shown } }),
  message,
});
