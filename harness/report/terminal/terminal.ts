import path from "node:path";
import pc from "picocolors";
import type { Cause } from "../../../specs/types/report.format.d.ts";
import { journalName } from "../../journal/bundle-files.ts";
import { columns, padEnd } from "../../text/columns.ts";
import { plural } from "../../text/plural.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";
import { wrap } from "../../text/wrap.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { causeLine, isOpen } from "../model/cause.ts";
import { sentenceOf, toneOf } from "../model/conclusion.ts";
import { fileNames, usualNames } from "../model/file-names.ts";
import { placeOf } from "../model/finding.ts";
import { leftOutLines } from "../model/must-words.ts";
import { outcomeSign, outcomeWord } from "../model/outcome-words.ts";
import { replayCommand } from "../model/replay-command.ts";
import type {
  FailureGroup,
  ResultFinding,
  ResultList,
  ResultRow,
  ResultSet,
  Tone,
} from "../model/result-set.ts";
import { totalsBlock } from "./totals.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The folder of the files, as the reader would type it. */
  readonly out: string;
  /** Names of the files that were written; all when absent. */
  readonly files?: readonly string[];
}

const mostGroups = 20;
const mostRows = 3;
const mostCauses = 10;
const mostLines = 12;
const mostFindings = 5;
const mostNames = 3;

/** What a person reads at the end: failures first, the conclusion on the last line. Ends with a line break. */
export function renderTerminal(set: ResultSet, options: TerminalOptions): string {
  const page = pageOf(set, options);
  const { failures, lists, reasons } = set;
  const causes = set.causes.filter(isOpen);
  const blocks: readonly Lines[] = [
    ...cut(page, failures, mostGroups, (group) => failureBlock(page, group)),
    ...cut(page, causes, mostCauses, (cause) => causeBlock(page, cause)),
    ...lists.map((list) => listBlock(page, list)),
    (set.inCommon ?? []).flatMap((line) => wrap(oneLine(line), page.width).map(page.ink.bold)),
    ...(failures.length + causes.length + lists.length === 0 ? [reasons.map(oneLine)] : []),
    totalsBlock(set, page.ink, page.width),
    leftOutBlock(page),
    whereabouts(page),
    [page.ink.bold(page.ink[colours[toneOf(set.conclusion)]](oneLine(sentenceOf(set))))],
  ];
  const told = blocks.filter((lines) => lines.length > 0);
  return `${told.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

interface Page {
  readonly set: ResultSet;
  readonly out: string;
  readonly files: readonly string[];
  readonly width: number;
  readonly ink: ReturnType<typeof pc.createColors>;
  /** Where everything stands that has no room here. */
  readonly rest: string;
}

type Lines = readonly string[];

function pageOf(set: ResultSet, { out, files, width, colour }: TerminalOptions): Page {
  const names = fileNames[set.kind];
  const written = files?.map((file) => path.basename(file)) ?? usualNames(set.kind);
  const known = Object.values<string>(names).filter((name) => written.includes(name));
  return {
    set,
    out,
    files: set.kind === "run" ? [...known, journalName] : known,
    width: Math.min(Math.max(width, 40), 110),
    ink: pc.createColors(colour),
    rest: written.length === 0 ? "with --out" : `in ${names.html}`,
  };
}

function cut<T>(
  { rest }: Page,
  items: readonly T[],
  most: number,
  render: (item: T) => Lines,
): readonly Lines[] {
  const blocks = items.slice(0, most).map(render);
  const more = items.length - blocks.length;
  return more > 0 ? [...blocks, [`and ${more} more ${rest}`]] : blocks;
}

/** Failed rows that one mends in one go; what only repeats one of them is named. */
function failureBlock(page: Page, { title, first, more }: FailureGroup): Lines {
  const shown = first.slice(0, mostRows);
  const others = [...first.slice(mostRows), ...more];
  return [
    ...wrap(`${outcomeSign.failed} ${oneLine(title)}`, page.width - 2).map((line, index) =>
      page.ink.red(index === 0 ? line : `  ${line}`),
    ),
    ...shown.flatMap((row) => rowLines(page, row)),
    ...othersLines(page, others),
  ];
}

function rowLines(page: Page, { group, name, findings, remarks, baseline }: ResultRow): Lines {
  const { ink, rest } = page;
  const more = findings.length - mostFindings;
  const place = placeOf(group);
  const facts = [
    ...remarks.map((remark) => ["note", oneLine(remark)]),
    ...(baseline === undefined ? [] : [["baseline", baselineStatusText(baseline)]]),
    ...(place === undefined ? [] : [["where", place]]),
  ].map(([word = "", fact = ""]) => `    ${ink.dim(padEnd(word, "baseline".length))} ${fact}`);
  return [
    `  ${oneLine(`${group.name} / ${name}`)}`,
    ...findings.slice(0, mostFindings).flatMap((finding) => findingLines(page, finding)),
    ...(more > 0 ? [`    and ${plural(more, "finding")} more ${rest}`] : []),
    ...facts,
    ...replayLine(page, group.id, "    "),
  ];
}

function othersLines({ width, set }: Page, others: readonly ResultRow[]): Lines {
  if (others.length === 0) return [];
  const names = others.slice(0, mostNames).map(({ group }) => oneLine(group.name));
  const rest = others.length > mostNames ? ` and ${others.length - mostNames} more` : "";
  const line = `and ${plural(others.length, set.words.row)} more: ${names.join(", ")}${rest}`;
  return wrap(line, width - 2).map((part) => `  ${part}`);
}

function findingLines({ ink, width }: Page, finding: ResultFinding): Lines {
  const { step, at, expected, actual, message } = finding;
  const value = (text: string) => (text === "" ? "nothing" : shorten(oneLine(text), width * 3));
  return [
    `    ${step === undefined ? "" : `${oneLine(step)}: `}${ink.bold(oneLine(at))}`,
    `      ${ink.dim("expected")} ${ink.green(value(expected))}`,
    `      ${ink.dim("actual  ")} ${ink.red(value(actual))}`,
    ...(message === undefined ? [] : [`      ${value(message)}`]),
  ];
}

function replayLine({ ink, out, set }: Page, id: string, indent = "  "): Lines {
  const command = replayCommand(set, id, out);
  return command === undefined ? [] : [`${indent}${ink.dim("replay")}   ${command}`];
}

function causeBlock(page: Page, { outcome, cause, cases }: Cause): Lines {
  const { ink, set, width } = page;
  const head = `${outcomeSign[outcome]} ${plural(cases.length, set.words.unit)} ${outcomeWord[outcome]}: ${oneLine(causeLine(cause))}`;
  const names = cases.slice(0, mostNames).map(oneLine).join(", ");
  const more = cases.length > mostNames ? ` and ${cases.length - mostNames} more` : "";
  return [
    ...wrap(head, width - 2).map((line, index) => ink.yellow(index === 0 ? line : `  ${line}`)),
    ...wrap(names + more, width - 2).map((line) => `  ${line}`),
    ...replayLine(page, cases[0] ?? ""),
  ];
}

function listBlock({ ink, width, rest }: Page, { title, items }: ResultList): Lines {
  const more = items.length - mostLines;
  return [
    ink.yellow(`${title} (${items.length})`),
    ...items.slice(0, mostLines).map((item) => shorten(`  ${itemLine(item)}`, width * 2)),
    ...(more > 0 ? [`  and ${more} more ${rest}`] : []),
  ];
}

const itemLine = ({ row, text }: ResultList["items"][number]): string =>
  row === undefined ? oneLine(text) : `${nameOf(row)}: ${oneLine(text)}`;

const nameOf = ({ id, level, requirement }: ResultRow): string => {
  const demand = requirement === undefined ? "" : `${level?.toUpperCase()} ${requirement}  `;
  return `${demand}${oneLine(id)}`;
};

/** What the claims left out, each reason with its requirements. */
function leftOutBlock({ set, ink, width }: Page): Lines {
  const groups = set.musts?.leftOut ?? [];
  if (groups.length === 0) return [];
  return [ink.yellow("Must requirements that the claims left out"), ...leftOutLines(groups, width)];
}

function whereabouts({ set, ink, out, files }: Page): Lines {
  const known = [
    ...set.notes.map(({ name, text }) => [name, text] as const),
    ...set.facts
      .filter(({ shown }) => shown === "everywhere")
      .map(({ name, text }) => [name.toLowerCase(), text] as const),
  ];
  const [first, ...others] = files;
  return columns([
    ...known.map(([name, text]) => [ink.dim(name), oneLine(text)]),
    ...(first === undefined ? [] : [[ink.dim("report"), path.posix.join(out, first)]]),
    ...(others.length === 0 ? [] : [["", others.join(" ")]]),
  ]);
}

const colours: Readonly<Record<Tone, "green" | "red" | "yellow">> = {
  good: "green",
  bad: "red",
  open: "yellow",
  stale: "yellow",
};
