import { capital } from "../../text/capital.ts";
import type {
  Cause,
  ExpectedFailure,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { causeLine, isOpen } from "../model/cause.ts";
import { sentenceOf, toneOf, toneSign } from "../model/conclusion.ts";
import { placeOf } from "../model/finding.ts";
import { idRanges } from "../model/must-words.ts";
import { outcomes, outcomeSign, outcomeWord, sum } from "../model/outcome-words.ts";
import { replayCommand } from "../model/replay-command.ts";
import type {
  Cell,
  Fact,
  FailureGroup,
  ResultList,
  ResultRow,
  ResultSet,
} from "../model/result-set.ts";
import { code, link, text } from "./markdown-escape.ts";
import { folded, resultTables, table } from "./tables.ts";

/** Most failures, causes and warnings in full: a job summary may hold 1 MiB. */
const most = 50;
const mostRows = 3;

/** The summary of a CI job. Conclusion first; what can be long is folded. */
export function renderMarkdown(set: ResultSet): string {
  return `${[
    `# ${toneSign[toneOf(set.conclusion)]} ${text(sentenceOf(set))}`,
    ...[...set.reasons, ...(set.inCommon ?? []).map((line) => `${line}.`)].map(
      (reason) => `- ${text(reason)}`,
    ),
    factsOf(set),
    ...totals(set),
    ...musts(set),
    ...set.parts.map(([name, line]) => `- ${name}: ${text(line)}`),
    ...section("Failures", set.failures, (group) => failureOf(set, group)),
    ...section("Causes", set.causes.filter(isOpen), (cause) => causeOf(set, cause)),
    ...set.lists.flatMap(({ title, items }) => section(title, items, itemOf)),
    ...requirements(set),
    ...resultTables(set),
  ].reduce(joined)}\n`;
}

/** Items of a list follow each other; all else stands apart. */
function joined(before: string, next: string): string {
  const list = next.startsWith("- ") && (before.split("\n").at(-1) ?? "").startsWith("- ");
  return `${before}${list ? "\n" : "\n\n"}${next}`;
}

function factsOf({ subject, facts, notes }: ResultSet): string {
  const told = facts.filter(({ shown }) => shown !== "page").map(factOf);
  const lines = notes.map(({ name, text: note }) => `\n${capital(name)}: ${text(note)}.`);
  return `${[`Target: **${text(subject.name).trim()}**`, ...told].join("; ")}.${lines.join("")}`;
}

const factOf = ({ name, text: fact, code: isCode }: Fact): string =>
  `${text(name)} ${isCode === true ? code(fact) : text(fact)}`;

function totals({ totals: all }: ResultSet): readonly string[] {
  if (all.length === 0) return [];
  const head = ["", ...outcomes.map((outcome) => outcomeWord[outcome]), "total"];
  return [table(head, all.map(totalsRow), "right")];
}

function musts({ musts: all }: ResultSet): readonly string[] {
  if (all === undefined) return [];
  const left = all.leftOut.reduce((total, { requirements: own }) => total + own.length, 0);
  const rows = all.leftOut.map(({ reason, requirements: own }) => [reason, idRanges(own)]);
  const title = `${plural(left, "must requirement")} left out by the claims`;
  return [
    `${text(all.text)}.`,
    ...(left === 0 ? [] : [folded(title, table(["reason", "requirements"], rows))]),
  ];
}

const totalsRow = ({ name, counts }: ResultSet["totals"][number]): readonly Cell[] => [
  name,
  ...outcomes.map((outcome) => counts[outcome]),
  sum(counts),
];

function section<T>(
  title: string,
  items: readonly T[],
  render: (item: T) => string,
): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - most;
  return [
    `## ${title}`,
    ...items.slice(0, most).map(render),
    ...(left > 0 ? [`And ${left} more.`] : []),
  ];
}

function failureOf(set: ResultSet, { title, demand, first, more }: FailureGroup): string {
  const others = [...first.slice(mostRows), ...more];
  const names = others.slice(0, most).map(({ id }) => `- ${code(id)}`);
  const left = others.length - names.length;
  const list = [...names, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n");
  return [
    `### ✗ ${demand === undefined ? code(title) : statement(demand)}`,
    ...first.slice(0, mostRows).map((row) => rowOf(set, row)),
    ...(others.length === 0 ? [] : [folded(`${plural(others.length, set.words.row)} more`, list)]),
  ].join("\n\n");
}

function rowOf(set: ResultSet, row: ResultRow): string {
  const { id, group, findings, remarks, baseline } = row;
  const replay = replayCommand(set, group.id);
  const place = placeOf(group);
  const where = [
    ...(place === undefined ? [] : [`${capital(set.words.group)}: ${code(place)}`]),
    ...(replay === undefined ? [] : [`Replay: ${code(replay)}`]),
  ].join(" · ");
  return [
    code(id),
    ...(findings.length === 0 ? [] : [findingTable(row)]),
    ...remarks.map(text),
    ...(baseline === undefined ? [] : [`Baseline: ${baselineEntry(baseline)}`]),
    ...(where === "" ? [] : [where]),
  ].join("\n\n");
}

const findingTable = ({ findings }: ResultRow): string =>
  table(
    ["where", "expected", "actual"],
    findings.map(({ step, at, expected, actual }) => [
      { code: step === undefined ? at : `${step}: ${at}` },
      { code: expected },
      { code: actual },
    ]),
  );

function statement({ id, level, statement: demand, citation }: RequirementRow): string {
  const { page, heading, url } = citation;
  return `${level.toUpperCase()} ${code(id)}: ${text(demand)} (${link(`${page}, ${heading}`, url)})`;
}

function causeOf({ words }: ResultSet, { outcome, cause, cases }: Cause): string {
  const head = `**${plural(cases.length, words.unit)} ${outcomeWord[outcome]}**: ${code(causeLine(cause))}`;
  const names = cases.slice(0, most).map((id) => `- ${code(id)}`);
  const more = cases.length > most ? [`- and ${cases.length - most} more`] : [];
  return [head, folded(capital(`${words.unit}s`), [...names, ...more].join("\n"))].join("\n\n");
}

function itemOf({ row, text: told }: ResultList["items"][number]): string {
  if (row === undefined) return `- ${text(told)}`;
  const { id, level, requirement } = row;
  const demand =
    requirement === undefined ? "" : `${level?.toUpperCase()} ${code(requirement)} in `;
  const entry = row.baseline;
  const said =
    entry !== undefined && told === baselineStatusText(entry) ? baselineEntry(entry) : text(told);
  return `- ${demand}${code(id)}${told === "" ? "" : `: ${said}`}`;
}

/** What the baseline says of a row, and the page that its owner named as a link. */
function baselineEntry({ issue, ...entry }: ExpectedFailure): string {
  const said = text(baselineStatusText(entry));
  return issue === undefined ? said : `${said} ${link(issue, issue)}`;
}

function requirements({ requirements: all, telling }: ResultSet): readonly string[] {
  if (all.length === 0) return [];
  const warned = new Set(
    telling.flatMap(({ status, requirement }) => (status === "warning" ? [requirement] : [])),
  );
  const cells = all.map(({ id, outcome, level, statement: demand }) => [
    `${outcomeSign[outcome]} ${outcomeWord[outcome]}${warned.has(id) ? ", with a warning" : ""}`,
    level,
    { code: id },
    demand,
  ]);
  const head = ["outcome", "level", "requirement", "statement"];
  return [folded(plural(all.length, "requirement"), table(head, cells))];
}
