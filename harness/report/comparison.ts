import type { Report } from "../../specs/types/report.format.d.ts";
import type { Change, Comparison } from "./compare.ts";
import { cell, text } from "./inline.ts";
import { oneLine } from "./plain.ts";
import { plural } from "./sentence.ts";

/** The comparison as plain text: one line a change, the gravest first, the sum on the last line. */
export function renderComparison(comparison: Comparison, before: Report, after: Report): string {
  const lines = groups.flatMap(([key, title]) =>
    comparison[key].map(
      (change) =>
        `${title.one.padEnd(10)}  ${change.level.toUpperCase()} ${change.requirement}  ${oneLine(change.check)}: ${wayOf(change)}`,
    ),
  );
  const names = `${oneLine(naming(before))} -> ${oneLine(naming(after))}`;
  return `${[...lines, `${sumOf(comparison)} (${names})`].join("\n")}\n`;
}

/** The same as Markdown, for a comment on a pull request. */
export function renderComparisonMarkdown(
  comparison: Comparison,
  before: Report,
  after: Report,
): string {
  const head = `**${sumOf(comparison)}** (${text(naming(before))} → ${text(naming(after))})`;
  const sections = groups.flatMap(([key, title]) => section(title.all, comparison[key]));
  return `${[head, ...sections].join("\n\n")}\n`;
}

type Group = Exclude<keyof Comparison, "same">;

const groups: readonly (readonly [Group, { readonly one: string; readonly all: string }])[] = [
  ["regressions", { one: "regression", all: "Regressions" }],
  ["weakened", { one: "weakened", all: "Weakened, below the level that counts" }],
  ["gone", { one: "gone", all: "Gone" }],
  ["changed", { one: "changed", all: "Another outcome, passed neither before nor after" }],
  ["fixes", { one: "fixed", all: "Fixed" }],
  ["added", { one: "new", all: "New" }],
];

function sumOf({ regressions, fixes, gone, added, same }: Comparison): string {
  return [
    plural(regressions.length, "regression"),
    `${fixes.length} fixed`,
    ...(added.length > 0 ? [`${added.length} new`] : []),
    ...(gone.length > 0 ? [`${gone.length} gone`] : []),
    `${same} unchanged`,
  ].join(", ");
}

const wayOf = ({ before, after }: Change): string =>
  before === undefined
    ? `${after}`
    : after === undefined
      ? `was ${before}`
      : `${before} -> ${after}`;

const naming = ({ target, run }: Report): string =>
  [target.name, target.implementation?.version ?? "", run.startedAt.slice(0, 10)]
    .filter((part) => part !== "")
    .join(" ");

/** A comment may hold 65,536 characters on GitHub. */
const mostRows = 50;

function section(title: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, mostRows)
    .map(
      ({ check, requirement, level, before, after }) =>
        `| ${cell(check)} | ${level} ${cell(requirement)} | ${before ?? "-"} | ${after ?? "-"} |`,
    );
  const more = changes.length - rows.length;
  return [
    `### ${title}`,
    ["| check | requirement | before | after |", "|---|---|---|---|", ...rows].join("\n"),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}
