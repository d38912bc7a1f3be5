import type {
  Cause,
  Counts,
  Report,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import { causeLine, openCauses } from "../model/cause.ts";
import {
  type RequirementFailures,
  failuresByRequirement,
} from "../model/failures-by-requirement.ts";
import {
  acceptedOf,
  type Failure,
  staleOf,
  warnedRequirements,
  warningsOf,
} from "../model/failure.ts";
import { place } from "../model/finding.ts";
import { cell, code, link, text } from "./markdown-escape.ts";
import { replayNames } from "../model/file-names.ts";
import { runNotes } from "../model/run-notes.ts";
import { outcomes, outcomeSign, outcomeWord, sum } from "../model/outcome-words.ts";
import { conclusionSentence } from "../model/sentence.ts";
import { plural } from "../../text/plural.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { type FlakyCheck, flakyText } from "../model/flaky.ts";

/** Most failures, causes and warnings in full: a job summary may hold 1 MiB. */
const most = 50;
const mostChecks = 3;

/** summary.md: the summary of a CI job. Conclusion first; what can be long is folded. */
export function renderMarkdown(report: Report): string {
  return `${[
    `# ${signs[report.baseline?.gate ?? report.conclusion]} ${text(conclusionSentence(report))}`,
    ...report.reasons.map((reason) => `- ${text(reason)}`),
    facts(report),
    totals(report),
    ...section("Failures", failuresByRequirement(report), failureOf(report)),
    ...section("Causes", openCauses(report), causeOf),
    ...section("Unstable checks", report.unstable ?? [], (one) => unstableOf(one, report)),
    ...section("Failures that the baseline expects", acceptedOf(report), entryOf),
    ...section("Entries of the baseline that can go", staleOf(report), entryOf),
    ...section("Warnings", warningsOf(report), warningOf),
    ...requirements(report),
  ].reduce(joined)}\n`;
}

const signs = {
  conformant: "✓",
  "as-expected": "✓",
  "non-conformant": "✗",
  regressed: "✗",
  inconclusive: "?",
  unmeasured: "?",
  stale: "!",
} as const;

/** Items of a list follow each other; all else stands apart. */
function joined(before: string, next: string): string {
  const list = next.startsWith("- ") && (before.split("\n").at(-1) ?? "").startsWith("- ");
  return `${before}${list ? "\n" : "\n\n"}${next}`;
}

function facts(report: Report): string {
  const { target, run, suite } = report;
  const { implementation } = target;
  const product =
    implementation === undefined
      ? ""
      : ` (${[implementation.name, implementation.version ?? ""].join(" ").trim()})`;
  const urls = Object.values(target.baseUrls).map(code).join(", ");
  const notes = runNotes(report).map(([name, note]) => `\n${capital(name)}: ${text(note)}.`);
  const faults = run.faults.length === 0 ? "" : ` Faults: ${run.faults.map(code).join(", ")}.`;
  return `Target: **${text(target.name + product).trim()}** at ${urls}. Headwater ${text(suite.version)}, seed ${run.seed}, run ${code(run.id)}, ${text(run.startedAt)}.${faults}${notes.join("")}`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function totals(report: Report): string {
  return [
    `| | ${outcomes.map((outcome) => outcomeWord[outcome]).join(" | ")} | total |`,
    `|---|${outcomes.map(() => "---:|").join("")}---:|`,
    totalsRow("cases", report.totals.cases),
    totalsRow("checks", report.totals.checks),
    totalsRow("requirements", report.totals.requirements),
  ].join("\n");
}

function totalsRow(name: string, counts: Counts): string {
  return `| ${name} | ${outcomes.map((outcome) => counts[outcome]).join(" | ")} | ${sum(counts)} |`;
}

function section<T>(
  title: string,
  items: readonly T[],
  render: (item: T) => string,
): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > most ? [`And ${items.length - most} more in report.html.`] : [];
  return [`## ${title}`, ...items.slice(0, most).map(render), ...more];
}

/** A requirement with the checks that failed on it; what only repeats one of them is folded. */
function failureOf(report: Report): (alike: RequirementFailures) => string {
  const replays = replayNames(report);
  return ({ id, requirement, first, more }) => {
    const others = [...first.slice(mostChecks), ...more];
    const names = others.slice(0, most).map((one) => `- ${code(`${one.case.id}/${one.check.id}`)}`);
    const left = others.length - names.length;
    return [
      `### ✗ ${requirement === undefined ? code(id) : statement(requirement)}`,
      ...first.slice(0, mostChecks).map((failure) => checkOf(failure, replays)),
      ...(others.length === 0
        ? []
        : [
            folded(
              `${plural(others.length, "check")} more`,
              [...names, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n"),
            ),
          ]),
    ].join("\n\n");
  };
}

function checkOf(failure: Failure, replays: ReadonlyMap<string, string>): string {
  const { check } = failure;
  const replay = replays.get(failure.case.id);
  const entry = check.baseline && `Baseline: ${text(baselineStatusText(check.baseline))}`;
  return [
    code(`${failure.case.id}/${check.id}`),
    [
      "| where | expected | actual |",
      "|---|---|---|",
      ...check.findings.map(
        ({ step, at, expected, actual }) =>
          `| ${cell(`${step}: ${at}`)} | ${cell(expected)} | ${cell(actual)} |`,
      ),
    ].join("\n"),
    ...(entry === undefined ? [] : [entry]),
    `Case: ${code(place(failure))}${replay === undefined ? "" : ` · Replay: ${code(`sh ${replay}`)}`}`,
  ].join("\n\n");
}

function statement(requirement: RequirementRow): string {
  const { page, heading, url } = requirement.citation;
  return `${requirement.level.toUpperCase()} ${code(requirement.id)}: ${text(requirement.statement)} (${link(`${page}, ${heading}`, url)})`;
}

function causeOf({ outcome, cause, cases }: Cause): string {
  const head = `**${plural(cases.length, "case")} ${outcomeWord[outcome]}**: ${code(causeLine(cause))}`;
  const names = cases.slice(0, most).map((id) => `- ${code(id)}`);
  const more = cases.length > most ? [`- and ${cases.length - most} more`] : [];
  return [head, folded("Cases", [...names, ...more].join("\n"))].join("\n\n");
}

const unstableOf = (one: FlakyCheck, report: Report): string =>
  `- ${one.level.toUpperCase()} ${code(one.requirement)} in ${code(one.check)}: ${text(flakyText(one, report))}`;

function entryOf({ case: row, check }: Failure): string {
  const why = check.baseline === undefined ? "" : `: ${text(baselineStatusText(check.baseline))}`;
  return `- ${check.level.toUpperCase()} ${code(check.requirement)} in ${code(`${row.id}/${check.id}`)}${why}`;
}

function warningOf({ case: row, check }: Failure): string {
  const [finding] = check.findings;
  const what =
    finding === undefined
      ? ""
      : `: ${code(finding.at)} expected ${code(finding.expected)}, was ${code(finding.actual)}`;
  return `- ${check.level.toUpperCase()} ${code(check.requirement)} in ${code(`${row.id}/${check.id}`)}${what}`;
}

function requirements(report: Report): readonly string[] {
  if (report.requirements.length === 0) return [];
  const warned = warnedRequirements(report);
  const rows = report.requirements.map(
    (row) =>
      `| ${outcomeSign[row.outcome]} ${outcomeWord[row.outcome]}${warned.has(row.id) ? ", with a warning" : ""} | ${row.level} | ${cell(row.id)} | ${text(row.statement)} |`,
  );
  const table = [
    "| outcome | level | requirement | statement |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
  return [folded(plural(report.requirements.length, "requirement"), table)];
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
