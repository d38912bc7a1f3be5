import type { Report } from "../../specs/types/report.format.d.ts";
import type { Change, Changes, Comparison } from "./compare.ts";
import { cell, text } from "../report/markdown/markdown-escape.ts";
import { oneLine } from "../text/sanitize.ts";
import { plural } from "../text/plural.ts";
import type { StrictnessChange } from "./strictness-changes.ts";

/** The comparison as plain text: one line a change, the gravest first, the sum on the last line. */
export function renderComparison(comparison: Comparison, before: Report, after: Report): string {
  const tolerances = comparison.tolerances.map(
    (one) => `${"tolerance".padEnd(width)}  ${oneLine(one.of)}: ${wayOf(one)}`,
  );
  const names = `${oneLine(naming(before))} -> ${oneLine(naming(after))}`;
  const lines = [...changeLines(comparison), ...tolerances];
  return `${[...lines, `${sumOf(comparison)} (${names})`].join("\n")}\n`;
}

/** One line a change, the gravest first. */
export const changeLines = (changes: Changes): readonly string[] =>
  changeGroups.flatMap(([key, { one }]) =>
    changes[key].map(
      (change) =>
        `${one.padEnd(width)}  ${change.level.toUpperCase()} ${change.requirement}  ${oneLine(change.check)}: ${wayOf(change)}`,
    ),
  );

/** The same as Markdown, for a comment on a pull request. */
export function renderComparisonMarkdown(
  comparison: Comparison,
  before: Report,
  after: Report,
): string {
  const sign = comparison.regressions.length > 0 ? "✗" : isMeasured(comparison) ? "✓" : "?";
  const head = `**${sign} ${sumOf(comparison)}** (${text(naming(before))} → ${text(naming(after))})`;
  const sections = changeGroups.flatMap(([key, title]) => section(title.all, comparison[key]));
  return `${[head, ...sections, ...toleranceSection(comparison.tolerances)].join("\n\n")}\n`;
}

/** Whether the two runs say anything about each other, and the second about all that passed in the first. */
export const isMeasured = ({ unmeasured, lost, ...found }: Comparison): boolean => {
  const { regressions, weakened, fixes, changed, same } = found;
  const common = [regressions, weakened, fixes, changed].flat().length + same;
  return unmeasured.length === 0 && lost !== true && common > 0;
};

type Group = Exclude<keyof Changes, "same">;

/** The changes in the order in which they are told, the gravest first, and what each is called. */
export const changeGroups: readonly (readonly [
  Group,
  { readonly one: string; readonly all: string },
])[] = [
  ["regressions", { one: "regression", all: "Regressions" }],
  ["unmeasured", { one: "unmeasured", all: "Without a verdict now" }],
  ["weakened", { one: "weakened", all: "Weakened, below the level that counts or accepted" }],
  ["gone", { one: "gone", all: "Gone" }],
  ["changed", { one: "changed", all: "Another outcome, passed neither before nor after" }],
  ["fixes", { one: "fixed", all: "Fixed" }],
  ["added", { one: "new", all: "New" }],
];

const width = "regression".length;

/** What there is none of is left out, but for what a reader looks for first. */
export function sumOf(changes: Changes & Partial<Comparison>): string {
  const { regressions, unmeasured, weakened, changed, fixes, gone, added, same } = changes;
  const counts = [
    [unmeasured.length, "unmeasured"],
    [weakened.length, "weakened"],
    [changed.length, "changed"],
    [added.length, "new"],
    [gone.length, "gone"],
  ] as const;
  const { tolerances = [] } = changes;
  return [
    plural(regressions.length, "regression"),
    `${fixes.length} fixed`,
    ...counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])),
    `${same} unchanged`,
    ...(tolerances.length > 0 ? [plural(tolerances.length, "changed tolerance")] : []),
  ].join(", ");
}

interface Way {
  readonly before?: string;
  readonly after?: string;
}

const wayOf = ({ before, after }: Way): string =>
  before === undefined
    ? `${after}`
    : after === undefined
      ? `was ${before}`
      : `${before} -> ${after}`;

/** What was tested, and when. */
export const naming = ({ target, run }: Report): string =>
  [target.name, target.implementation?.version ?? "", run.startedAt.slice(0, 10)]
    .filter((part) => part !== "")
    .join(" ");

/** A comment may hold 65,536 characters on GitHub. */
const mostRows = 50;

function section(title: string, changes: readonly Change[]): readonly string[] {
  const rows = changes.map(
    ({ check, requirement, level, before, after }) =>
      `| ${cell(check)} | ${level} ${cell(requirement)} | ${before ?? "-"} | ${after ?? "-"} |`,
  );
  return table(title, ["| check | requirement | before | after |", "|---|---|---|---|"], rows);
}

function toleranceSection(tolerances: readonly StrictnessChange[]): readonly string[] {
  const rows = tolerances.map(
    (one) => `| ${cell(one.of)} | ${text(one.before)} | ${text(one.after)} |`,
  );
  return table("Changed tolerances", ["| of | before | after |", "|---|---|---|"], rows);
}

function table(title: string, head: readonly string[], rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const more = rows.length - mostRows;
  return [
    `### ${title}`,
    [...head, ...rows.slice(0, mostRows)].join("\n"),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}
