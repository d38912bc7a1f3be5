import type { MustFacts } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { oneLine } from "../../text/sanitize.ts";
import { wrap } from "../../text/wrap.ts";
import type { LeftOutGroup } from "./musts.ts";

/**
 * `31 of 190 must requirements verified, 4 of them in part; 2 failed, 150 left out by the claims, 7 not selected`.
 *
 * @param verified What became of those that count as verified; of a plan, what would.
 */
export function mustsText(musts: MustFacts, verified = "verified"): string {
  const { of, inPart } = musts;
  const part = inPart === 0 ? "" : `, ${inPart} of them in part`;
  const rest = restOf(musts);
  const told = rest.length === 0 ? "" : `; ${rest.join(", ")}`;
  return `${musts.verified} of ${plural(of, "must requirement")} ${verified}${part}${told}`;
}

const restOf = ({ failed, open, leftOut, unselected }: MustFacts): readonly string[] =>
  [
    [failed, "failed"],
    [open, "without a verdict"],
    [leftOut.length, "left out by the claims"],
    [unselected, "not selected"],
  ].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));

/** What the claims left out as lines of a terminal: each reason, and below it the requirements. */
export const leftOutLines = (groups: readonly LeftOutGroup[], width: number): readonly string[] =>
  groups.flatMap(({ reason, requirements }) => [
    ...wrap(`${requirements.length}: ${oneLine(reason)}`, width - 2).map((line) => `  ${line}`),
    ...wrap(idRanges(requirements), width - 4).map((line) => `    ${oneLine(line)}`),
  ]);

/**
 * Ids in few words: those of one area that follow each other are a range. `DR-SAVE-1..4, DR-SAVE-7, DR-USE-1`.
 *
 * @param ids In the order of the catalogue.
 */
export function idRanges(ids: readonly string[]): string {
  const ranges = ids.reduce<readonly Range[]>((all, id) => {
    const [, area = id, digits] = /^(.*)-(\d+)$/.exec(id) ?? [];
    const number = digits === undefined ? undefined : Number(digits);
    const before = all.at(-1);
    const follows = number !== undefined && before?.area === area && before.last === number - 1;
    return follows
      ? [...all.slice(0, -1), { ...before, last: number }]
      : [...all, { id, area, first: number, last: number }];
  }, []);
  return ranges.map(({ id, first, last }) => (first === last ? id : `${id}..${last}`)).join(", ");
}

interface Range {
  /** Of the first. */
  readonly id: string;
  readonly area: string;
  readonly first: number | undefined;
  readonly last: number | undefined;
}
