import path from "node:path";
import pc from "picocolors";
import type {
  Cause,
  Counts,
  Finding,
  Outcome,
  Report,
} from "../../../specs/types/report.format.d.ts";
import { shellQuote } from "../../http/curl.ts";
import { causeLine, openCauses } from "../model/cause.ts";
import {
  type RequirementFailures,
  failuresByRequirement,
} from "../model/failures-by-requirement.ts";
import type { Failure } from "../model/failure.ts";
import { place } from "../model/finding.ts";
import { type CheckList, attentionLists } from "../model/attention-lists.ts";
import { replayNames } from "../model/file-names.ts";
import { runNotes } from "../model/run-notes.ts";
import { outcomes, outcomeSign, outcomeWord, sum } from "../model/outcome-words.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";
import { conclusionSentence } from "../model/sentence.ts";
import { plural } from "../../text/plural.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { wrap } from "../../text/wrap.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The folder of the bundle, as the reader would type it. */
  readonly out: string;
  /** Names of the files that were written; all when absent. */
  readonly files?: readonly string[];
}

const mostRequirements = 20;
const mostChecks = 3;
const mostCauses = 10;
const mostLines = 10;
const mostFindings = 5;
const mostNames = 3;

/** What a person reads after a run: failures first, the conclusion on the last line. Ends with a line break. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const page = pageOf(report, options);
  const failures = failuresByRequirement(report);
  const lists = attentionLists(report);
  const causes = openCauses(report);
  const blocks = [
    ...cut(failures, mostRequirements, (alike) => failureBlock(page, alike)),
    ...cut(causes, mostCauses, (cause) => causeBlock(page, cause)),
    ...lists.map((list) => listBlock(page, list)),
    ...(failures.length + causes.length + lists.length === 0 && report.reasons.length > 0
      ? [report.reasons.map(oneLine)]
      : []),
    totalsBlock(page),
    whereabouts(page),
    [page.ink.bold(conclusionColour(page)(oneLine(conclusionSentence(report))))],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

interface Page {
  readonly report: Report;
  readonly out: string;
  readonly files: readonly string[];
  readonly width: number;
  readonly ink: ReturnType<typeof pc.createColors>;
  readonly replays: ReadonlyMap<string, string>;
}

type Lines = readonly string[];

const bundleFiles = [
  "report.html",
  "report.json",
  "junit.xml",
  "ctrf.json",
  "summary.md",
  "journal.ndjson",
];

function pageOf(report: Report, options: TerminalOptions): Page {
  return {
    report,
    out: options.out,
    files:
      options.files === undefined
        ? bundleFiles
        : [...options.files.map((file) => path.basename(file)), "journal.ndjson"],
    width: Math.min(Math.max(options.width, 40), 110),
    ink: pc.createColors(options.colour),
    replays: replayNames(report),
  };
}

function cut<T>(items: readonly T[], most: number, render: (item: T) => Lines): readonly Lines[] {
  const blocks = items.slice(0, most).map(render);
  const more = items.length - blocks.length;
  return more > 0 ? [...blocks, [`and ${more} more in report.html`]] : blocks;
}

/** A requirement with the checks that failed on it; what only repeats one of them is named. */
function failureBlock(
  page: Page,
  { id, level, requirement, first, more }: RequirementFailures,
): Lines {
  const demand = `${level.toUpperCase()} ${id}: ${oneLine(requirement?.statement ?? "")}`;
  const shown = first.slice(0, mostChecks);
  const others = [...first.slice(mostChecks), ...more];
  return [
    ...wrap(`${outcomeSign.failed} ${demand}`, page.width - 2).map((line, index) =>
      page.ink.red(index === 0 ? line : `  ${line}`),
    ),
    ...shown.flatMap((failure) => checkLines(page, failure)),
    ...othersLines(page, others),
  ];
}

function checkLines(page: Page, failure: Failure): Lines {
  const { check } = failure;
  const more = check.findings.length - mostFindings;
  const entry = check.baseline === undefined ? [] : [baselineStatusText(check.baseline)];
  return [
    `  ${oneLine(`${failure.case.id} / ${check.id}`)}`,
    ...check.findings.slice(0, mostFindings).flatMap((finding) => findingLines(page, finding)),
    ...(more > 0 ? [`    and ${plural(more, "finding")} more in report.html`] : []),
    ...entry.map((line) => `    ${page.ink.dim("baseline")} ${line}`),
    `    ${page.ink.dim("where ")}   ${place(failure)}`,
    ...replayLine(page, failure.case.id, "    "),
  ];
}

function othersLines({ width }: Page, others: readonly Failure[]): Lines {
  if (others.length === 0) return [];
  const names = others.slice(0, mostNames).map((other) => oneLine(other.case.id));
  const rest = others.length > mostNames ? ` and ${others.length - mostNames} more` : "";
  const line = `and ${plural(others.length, "check")} more: ${names.join(", ")}${rest}`;
  return wrap(line, width - 2).map((part) => `  ${part}`);
}

function findingLines({ ink, width }: Page, { step, at, expected, actual }: Finding): Lines {
  const value = (text: string) => (text === "" ? "nothing" : shorten(oneLine(text), width * 3));
  return [
    `    ${oneLine(step)}: ${ink.bold(oneLine(at))}`,
    `      ${ink.dim("expected")} ${ink.green(value(expected))}`,
    `      ${ink.dim("actual  ")} ${ink.red(value(actual))}`,
  ];
}

function replayLine({ ink, out, replays }: Page, id: string, indent = "  "): Lines {
  const name = replays.get(id);
  return name === undefined
    ? []
    : [`${indent}${ink.dim("replay")}   sh ${shellQuote(path.posix.join(out, name))}`];
}

function causeBlock(page: Page, { outcome, cause, cases }: Cause): Lines {
  const head = `${outcomeSign[outcome]} ${plural(cases.length, "case")} ${outcomeWord[outcome]}: ${oneLine(causeLine(cause))}`;
  const names = cases.slice(0, mostNames).map(oneLine).join(", ");
  const more = cases.length > mostNames ? ` and ${cases.length - mostNames} more` : "";
  return [
    ...wrap(head, page.width - 2).map((line, index) =>
      page.ink.yellow(index === 0 ? line : `  ${line}`),
    ),
    ...wrap(names + more, page.width - 2).map((line) => `  ${line}`),
    ...replayLine(page, cases[0] ?? ""),
  ];
}

function listBlock({ ink, width }: Page, { title, lines }: CheckList): Lines {
  const more = lines.length - mostLines;
  return [
    ink.yellow(title),
    ...lines.slice(0, mostLines).map((line) => shorten(`  ${line}`, width * 2)),
    ...(more > 0 ? [`  and ${more} more in report.html`] : []),
  ];
}

/** Outcomes that nothing has are left out; passed and failed always stand. */
function totalsBlock({ report, ink }: Page): Lines {
  const { cases, checks, requirements, warnings } = report.totals;
  const shown = outcomes.filter(
    (outcome) =>
      outcome === "passed" ||
      outcome === "failed" ||
      cases[outcome] + checks[outcome] + requirements[outcome] > 0,
  );
  const head = [...shown.map((outcome) => outcomeWord[outcome]), "total"];
  const row = (name: string, counts: Counts) =>
    [
      name.padEnd(12),
      ...shown.map((outcome) =>
        tint(
          ink,
          outcome,
          counts[outcome],
          String(counts[outcome]).padStart(outcomeWord[outcome].length),
        ),
      ),
      String(sum(counts)).padStart("total".length),
    ].join("  ");
  return [
    ink.dim(["".padEnd(12), ...head].join("  ")),
    row("cases", cases),
    row("checks", checks),
    row("requirements", requirements),
    ...(warnings === 0 ? [] : [ink.dim(`of the failed checks, ${plural(warnings, "warning")}`)]),
  ];
}

function tint(ink: Page["ink"], outcome: Outcome, count: number, text: string): string {
  if (count === 0) return ink.dim(text);
  switch (outcome) {
    case "passed":
      return ink.green(text);
    case "failed":
      return ink.red(text);
    case "blocked":
    case "untestable":
    case "errored":
      return ink.yellow(text);
    case "not-applicable":
      return text;
  }
}

function whereabouts({ report, ink, out, files }: Page): Lines {
  const { run } = report;
  const faults =
    run.faults.length === 0 ? [] : [`${ink.dim("faults")}  ${run.faults.map(oneLine).join(", ")}`];
  const [first, ...others] = bundleFiles.filter((file) => files.includes(file));
  return [
    ...runNotes(report).map(([name, note]) => `${ink.dim(name.padEnd(7))} ${oneLine(note)}`),
    `${ink.dim("seed")}    ${run.seed}`,
    ...faults,
    `${ink.dim("report")}  ${path.posix.join(out, first ?? "journal.ndjson")}`,
    ...(others.length === 0 ? [] : [`        ${others.join(" ")}`]),
  ];
}

function conclusionColour({ report, ink }: Page): (text: string) => string {
  switch (report.baseline?.gate ?? report.conclusion) {
    case "conformant":
    case "as-expected":
      return ink.green;
    case "non-conformant":
    case "regressed":
      return ink.red;
    case "inconclusive":
    case "unmeasured":
    case "stale":
      return ink.yellow;
  }
}
