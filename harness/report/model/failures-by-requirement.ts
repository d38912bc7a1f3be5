import { groupBy } from "../../group.ts";
import type { FailureGroup, ResultRow } from "./result-set.ts";

/** The failures that count and that no baseline excuses, by requirement and level: what an implementer mends in one go. */
export function failuresByRequirement(rows: readonly ResultRow[]): readonly FailureGroup[] {
  const failed = rows.filter(({ status }) => status === "failed");
  const groups = groupBy(failed, ({ level, requirement }) => `${level} ${requirement}`);
  return [...groups.values()].flatMap((same) => {
    const [one] = same;
    if (one === undefined) return [];
    const { level = "must", requirement, demand } = one;
    const title = `${level.toUpperCase()} ${requirement}: ${demand?.statement ?? ""}`;
    return [{ title, ...(demand && { demand }), ...split(same) }];
  });
}

/** The combinations of a case share their checks. */
function split(rows: readonly ResultRow[]): Pick<FailureGroup, "first" | "more"> {
  const byCheck = groupBy(rows, ({ group, name }) => `${group.file}/${name}`);
  const first = new Set([...byCheck.values()].flatMap((same) => same.slice(0, 1)));
  return { first: [...first], more: rows.filter((row) => !first.has(row)) };
}
