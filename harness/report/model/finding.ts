import type { Evidence, Finding, Report } from "../../../specs/types/report.format.d.ts";
import type { Failure } from "./failure.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";
import { duration } from "../../text/duration.ts";
import { baselineStatusText } from "./baseline-status.ts";

/** A finding on one line: `reattach (exchange 7): status: expected 409, was 200`. */
export function findingLine(finding: Finding, length = 400): string {
  const number = finding.exchange === undefined ? "" : ` (exchange ${finding.exchange})`;
  const [expected, actual] = [finding.expected, finding.actual].map((text) => value(text, length));
  return `${oneLine(finding.step)}${number}: ${oneLine(finding.at)}: expected ${expected}, was ${actual}`;
}

/** An exchange on one line: `7 reattach: POST https://... -> 200 in 12 ms`. */
export function exchangeLine(number: string | number, evidence: Evidence): string {
  const { request } = evidence.exchange;
  const call = `${request.method} ${request.url}`;
  return `${number} ${oneLine(evidence.step)}: ${oneLine(call)} -> ${answerLine(evidence)}`;
}

/** What came back: `200 in 12 ms`, or `timeout after 10.0 s`. */
export function answerLine({ exchange }: Evidence): string {
  const { reply } = exchange;
  switch (reply.kind) {
    case "answered":
      return `${reply.status} in ${duration(exchange.durationMs)}`;
    case "silent":
      return `${reply.reason} after ${duration(exchange.durationMs)}`;
  }
}

/** A failure as plain text of several lines, for formats that show text only. */
export function failureText(report: Report, failure: Failure, replay: string | undefined): string {
  const { check, requirement } = failure;
  const cited = requirement?.citation;
  const exchanges = check.exchanges.flatMap((number) => {
    const evidence = report.evidence[String(number)];
    return evidence === undefined ? [] : [`exchange ${exchangeLine(number, evidence)}`];
  });
  return [
    `${check.requirement} (${check.level}): ${oneLine(requirement?.statement ?? "")}`,
    ...(cited === undefined ? [] : [`${cited.page}, "${cited.heading}" ${cited.url}`].map(oneLine)),
    "",
    ...check.findings.map((finding) => findingLine(finding)),
    ...(check.baseline === undefined ? [] : [`baseline: ${baselineStatusText(check.baseline)}`]),
    ...exchanges,
    `case ${place(failure)}`,
    ...(replay === undefined ? [] : [`replay: sh ${replay} (in the folder of the report)`]),
  ].join("\n");
}

/** Where the case is written: `file:line`. */
export function place(failure: Failure): string {
  return oneLine(`${failure.case.file}:${failure.case.line}`);
}

/** Expected or actual value on one line. */
function value(text: string, length: number): string {
  return text === "" ? "nothing" : shorten(oneLine(text), length);
}
