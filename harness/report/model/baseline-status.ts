import type { CheckRow, ExpectedFailure } from "../../../specs/types/report.format.d.ts";
import { oneLine } from "../../text/sanitize.ts";

/** Whether a failed check is excused: a check that also passes now and then never is. */
export const isExcused = ({ baseline }: Pick<CheckRow, "baseline">): boolean =>
  baseline?.standing === "expected";

/** How a check stands to the baseline's entry, in words: `accepted until 2027-03-31 (payments): waits for release 5`. */
export function baselineStatusText({
  standing,
  reason,
  owner,
  expires,
  issue,
  requirement,
}: ExpectedFailure): string {
  const tracked = issue === undefined ? "" : ` ${issue}`;
  const by = requirement === undefined ? "" : `, ${requirement}`;
  return oneLine(`${words[standing]} ${expires} (${owner}${by}): ${reason}${tracked}`);
}

const words: Readonly<Record<ExpectedFailure["standing"], string>> = {
  expected: "accepted until",
  expired: "was accepted until",
  unstable: "fails in some repeats only, accepted if in all until",
  stale: "does not fail any more, accepted until",
  open: "has no verdict, accepted until",
};
