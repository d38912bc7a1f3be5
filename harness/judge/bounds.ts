import type { Evidence } from "../../specs/types/report.format.d.ts";
import { shorten } from "../text/sanitize.ts";
import type { Finding } from "./types.ts";

// A target writes a part of every report. What it may write there is bounded, and what was left out is said.

/** Characters of a body among the evidence. The journal holds all of it. */
const longestBody = 64 * 1024;

const longestCause = 4000;
const longestPlace = 400;
const mostFindings = 50;

export const boundCause = (cause: string): string => shorten(cause, longestCause);

export const boundValue = (value: string): string => shorten(value, longestPlace);

/** The first findings of a check, and how many more there were. */
export function boundFindings(findings: readonly Finding[]): readonly Finding[] {
  const first = findings.slice(0, mostFindings).map((finding) => ({
    ...finding,
    at: shorten(finding.at, longestPlace),
    expected: shorten(finding.expected, longestCause),
    actual: shorten(finding.actual, longestCause),
  }));
  const left = findings.length - first.length;
  const last = first.at(-1);
  if (left === 0 || last === undefined) return first;
  const more = { at: "further", expected: "no more differences", actual: `${left} more` };
  return [...first, { ...last, ...more }];
}

/** An exchange with its bodies cut, and without the bytes of its answer, which the journal has. */
export function boundEvidence(whole: Evidence, length = longestBody): Evidence {
  const one = withoutBytes(whole);
  const { request, reply } = one.exchange;
  const long = [request.body, reply.kind === "answered" ? reply.body : ""].some(
    (body) => (body?.length ?? 0) > length,
  );
  if (!long) return one;
  return {
    ...one,
    exchange: {
      ...one.exchange,
      request:
        request.body === undefined ? request : { ...request, body: shorten(request.body, length) },
      reply: reply.kind === "answered" ? { ...reply, body: shorten(reply.body, length) } : reply,
    },
  };
}

function withoutBytes(one: Evidence): Evidence {
  const { reply } = one.exchange;
  if (reply.kind === "silent" || reply.reading?.bytes === undefined) return one;
  const { bytes: _bytes, ...reading } = reply.reading;
  return { ...one, exchange: { ...one.exchange, reply: { ...reply, reading } } };
}

/** Characters of bodies that a report holds in full; beyond it only how each begins. */
const evidenceBudget = 32 * 1024 ** 2;

const shortBody = 1000;

/** The evidence of a whole run. */
export function boundAllEvidence(
  all: Readonly<Record<string, Evidence>>,
): Record<string, Evidence> {
  let left = evidenceBudget;
  return Object.fromEntries(
    Object.entries(all).map(([number, one]) => {
      const { request, reply } = one.exchange;
      left -= (request.body?.length ?? 0) + (reply.kind === "answered" ? reply.body.length : 0);
      return [number, left < 0 ? boundEvidence(one, shortBody) : one];
    }),
  );
}
