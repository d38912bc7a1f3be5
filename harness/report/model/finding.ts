import type { Evidence } from "../../../specs/types/report.format.d.ts";
import { answerLine } from "../../http/answer-line.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";
import { baselineStatusText } from "./baseline-status.ts";
import { replayCommand } from "./replay-command.ts";
import type { ResultFinding, ResultGroup, ResultRow, ResultSet } from "./result-set.ts";

/** A finding on one line: `reattach (exchange 7): status: expected 409, was 200`. */
export function findingLine(finding: ResultFinding, length = 400): string {
  const { step, exchange, at, message } = finding;
  const number = exchange === undefined ? "" : ` (exchange ${exchange})`;
  const start = step === undefined ? "" : `${oneLine(step)}${number}: `;
  const [expected, actual] = [finding.expected, finding.actual].map((text) => value(text, length));
  const told = message === undefined ? "" : ` (${value(message, length)})`;
  return `${start}${oneLine(at)}: expected ${expected}, was ${actual}${told}`;
}

/** An exchange on one line: `7 reattach: POST https://... -> 200 in 12 ms`. */
export function exchangeLine(number: string | number, evidence: Evidence): string {
  const { request } = evidence.exchange;
  const call = `${request.method} ${request.url}`;
  return `${number} ${oneLine(evidence.step)}: ${oneLine(call)} -> ${answerLine(evidence.exchange)}`;
}

/** A failed row as plain text of several lines, for formats that show text only. */
export function failureText(set: ResultSet, row: ResultRow): string {
  const { evidence } = set;
  const replay = replayCommand(set, row.group.id);
  const exchanges = row.exchanges.flatMap((number) => {
    const exchange = evidence[String(number)];
    return exchange === undefined ? [] : [`exchange ${exchangeLine(number, exchange)}`];
  });
  return [
    ...demandLines(row),
    ...row.findings.map((finding) => findingLine(finding)),
    ...row.remarks.map(oneLine),
    ...(row.baseline === undefined ? [] : [`baseline: ${baselineStatusText(row.baseline)}`]),
    ...exchanges,
    ...placeLines(row),
    ...(replay === undefined ? [] : [`replay: ${replay} (in the folder of the report)`]),
  ].join("\n");
}

function demandLines({ requirement, level, demand }: ResultRow): readonly string[] {
  if (requirement === undefined) return [];
  const cited = demand?.citation;
  return [
    `${requirement} (${level}): ${oneLine(demand?.statement ?? "")}`,
    ...(cited === undefined ? [] : [`${cited.page}, "${cited.heading}" ${cited.url}`].map(oneLine)),
    "",
  ];
}

function placeLines(row: ResultRow): readonly string[] {
  const where = placeOf(placed(row));
  if (where === undefined) return [];
  const what = row.line === undefined ? "case" : "check";
  return [`${placed(row).line === undefined ? "in" : what} ${where}`];
}

/** The group, in whose file the row itself may have a line of its own. */
export const placed = ({ group: { file, line: first }, line = first }: ResultRow): Written => ({
  ...(file !== undefined && { file }),
  ...(line !== undefined && { line }),
});

type Written = Pick<ResultGroup, "file" | "line">;

/** Where it is written: `file:line`, or the file. */
export const placeOf = ({ file, line }: Written): string | undefined =>
  file && oneLine(line === undefined ? file : `${file}:${line}`);

/** Expected or actual value on one line. */
function value(text: string, length: number): string {
  return text === "" ? "nothing" : shorten(oneLine(text), length);
}
