import type { Outcome } from "../../specs/types/report.format.d.ts";
import { outcomeSign, outcomes, outcomeWord, sum } from "../report/model/outcome-words.ts";
import { columns, padStart } from "../text/columns.ts";
import { plural } from "../text/plural.ts";
import { oneLine } from "../text/sanitize.ts";
import { wrap } from "../text/wrap.ts";
import { type History, type Step, stepText } from "./history.ts";
import {
  momentOf,
  notable,
  outcomeTotals,
  partial,
  type ReportColumn,
  type SideBySide,
} from "./side-by-side.ts";
import type { SideBySideTitle } from "./side-by-side-page.ts";

type Lines = readonly string[];

/** Reports side by side as plain text: what each came to, then what changed or differs; the sum on the last line. */
export function renderSideBySide(
  all: SideBySide,
  width: number,
  { sentence }: SideBySideTitle,
  history?: History,
): string {
  const room = Math.max(40, Math.min(width, 110));
  const blocks: readonly Lines[] = [
    history === undefined ? implementationLines(all, room) : runLines(all, room),
    ...(history === undefined ? [totalLines(all)] : []),
    ...changeBlocks(history, all, room),
    unstableLines(history, room),
    gridLines(all, room),
    all.cautions.flatMap((caution) => wrap(caution, room)),
    wrap(oneLine(history === undefined ? sumOf(all) : sentence), room),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function implementationLines({ columns: all }: SideBySide, room: number): Lines {
  return all.flatMap(({ report, name }, index) => [
    ...wrap(`${index + 1}  ${oneLine(name)}`, room),
    `   ${momentOf(report)}  ${report.conclusion}`,
  ]);
}

/** A row for each outcome, a column for each report. */
function totalLines(all: SideBySide): Lines {
  const rows: readonly (readonly [string, readonly (number | undefined)[]])[] = [
    ...outcomes.map((outcome) => [outcomeWord[outcome], outcomeTotals(all, outcome)] as const),
    ["not in the run", outcomeTotals(all, undefined)],
    ["musts verified", all.columns.map(({ report }) => report.musts?.verified)],
    ["of", all.columns.map(({ report }) => report.musts?.of)],
  ];
  const shown = rows.filter(
    ([name, counts]) =>
      name === "passed" || name === "failed" || counts.some((count) => (count ?? 0) > 0),
  );
  return [
    totalLine(
      "requirements",
      all.columns.map((_, index) => String(index + 1)),
    ),
    ...shown.map(([name, counts]) =>
      totalLine(
        name,
        counts.map((count) => String(count ?? "-")),
      ),
    ),
  ];
}

const totalLine = (name: string, cells: readonly string[]): string =>
  [name.padEnd("not applicable".length), ...cells.map((text) => padStart(text, 5))].join(" ");

/** A line a run; what was tested stands in it where that is not the same in all. */
function runLines({ columns: all }: SideBySide, room: number): Lines {
  const products = all.map(({ report }) => oneLine(productOf({ report })));
  const isOne = new Set(products).size === 1;
  const heads = ["", "started", "version", "conclusion", "requirements", "musts verified"];
  const lines = columns([
    heads,
    ...all.map(({ report }, index) => [
      String(index + 1),
      momentOf(report),
      oneLine(report.target.implementation?.version ?? "-"),
      report.conclusion,
      `${report.totals.requirements.passed} of ${sum(report.totals.requirements)}`,
      report.musts === undefined ? "-" : `${report.musts.verified} of ${report.musts.of}`,
    ]),
  ]);
  return [...wrap(isOne ? (products[0] ?? "") : [...new Set(products)].join(", "), room), ...lines];
}

const productOf = ({ report }: Pick<ReportColumn, "report">): string =>
  report.target.implementation?.name ?? report.target.name;

/** Steps that are told, the latest. */
const mostSteps = 10;

function changeBlocks(
  history: History | undefined,
  all: SideBySide,
  room: number,
): readonly Lines[] {
  const blocks = (history?.steps ?? [])
    .map((step) => stepLines(step, all, room))
    .filter((lines) => lines.length > 0);
  const earlier = blocks.length - mostSteps;
  if (earlier <= 0) return blocks;
  const told = `${plural(earlier, "earlier run")} with changes: --html or --json`;
  return [[told], ...blocks.slice(-mostSteps)];
}

/** Changes of a step that are told; a page and JSON have all. */
const mostChanges = 12;

function stepLines(step: Step, { columns: all }: SideBySide, room: number): Lines {
  const { run, changes, tolerances } = step;
  const report = all[run]?.report;
  if (report === undefined || stepText(step) === "nothing changed") return [];
  const rows = [
    ...changes.map(
      ({ way, requirement: { id, level }, before, after }) =>
        `${way.padEnd(9)}  ${level.toUpperCase()} ${oneLine(id)}  ${before} -> ${after}`,
    ),
    ...tolerances.map((one) => `tolerance  ${oneLine(`${one.of}: ${one.before} -> ${one.after}`)}`),
  ];
  const more = rows.length - mostChanges;
  return [
    ...wrap(`run ${run + 1}, ${momentOf(report)}: ${stepText(step)}`, room),
    ...rows
      .slice(0, mostChanges)
      .flatMap((row) => wrap(row, room - 4).map((line, i) => `${i === 0 ? "  " : "    "}${line}`)),
    ...(more > 0 ? [`  and ${more} more with --html or --json`] : []),
  ];
}

const mostCases = 20;

function unstableLines(history: History | undefined, room: number): Lines {
  const unstable = history?.unstable ?? [];
  if (unstable.length === 0) return [];
  const more = unstable.length - mostCases;
  return [
    ...wrap(`${plural(unstable.length, "case")} whose outcome changed more than once`, room),
    ...unstable
      .slice(0, mostCases)
      .map(({ id, outcomes: own }) => `${signs(latest(own, room))}  ${oneLine(id)}`),
    ...(more > 0 ? [`and ${more} more with --html or --json`] : []),
  ];
}

/** Those of the last runs, as many as leave a name its place. */
const latest = <T>(all: readonly T[], room: number): readonly T[] =>
  all.slice(-Math.floor((room - widthOfName) / 2));

const widthOfName = 26;

const signs = (own: readonly (Outcome | undefined)[]): string =>
  own.map((outcome) => (outcome === undefined ? "·" : outcomeSign[outcome])).join(" ");

/** Rows of requirements that are told. */
const mostRows = 60;

/** A line for each requirement that differs or does not hold, with as much of its statement as there is room for. */
function gridLines({ columns: all, rows }: SideBySide, room: number): Lines {
  const told = rows.filter(notable);
  if (told.length === 0) return [];
  const more = told.length - mostRows;
  const shown = latest(all, room);
  const numbers = latest(
    all.map((_, index) => String((index + 1) % 10)),
    room,
  ).join(" ");
  const lines = columns([
    [numbers, "requirement", ""],
    ...told
      .slice(0, mostRows)
      .map((row) => [
        signs(latest(row.outcomes, room)),
        `${row.level.toUpperCase()} ${oneLine(row.id)}`,
        oneLine(row.statement),
      ]),
  ]);
  const there = outcomes.filter((outcome) => told.some((row) => row.outcomes.includes(outcome)));
  const legend = [
    ...there.map((outcome) => `${outcomeSign[outcome]} ${outcomeWord[outcome]}`),
    ...(told.some(partial) ? ["· not in the run"] : []),
  ];
  return [
    ...lines.map((line) => fitted(line, room)),
    ...(more > 0 ? [`and ${more} more with --html or --json`] : []),
    ...wrap(legend.join("   "), room),
    ...(shown.length < all.length
      ? [`the last ${shown.length} of ${all.length} stand here; --html or --json has all`]
      : []),
  ];
}

/** The first words of a line that is too long. */
function fitted(line: string, room: number): string {
  const [first = "", ...rest] = wrap(line, room - 2);
  return rest.length === 0 ? first : `${first} …`;
}

function sumOf({ rows }: SideBySide): string {
  const told = rows.filter(notable).length;
  const some = rows.filter((row) => !notable(row) && partial(row)).length;
  return [
    `${plural(rows.length, "requirement")}: ${told} not the same in all or not passed`,
    ...(some === 0 ? [] : [`${some} held where run, and not in every run`]),
    `${rows.length - told - some} the same in all`,
  ].join(", ");
}
