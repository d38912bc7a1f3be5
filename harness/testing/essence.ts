import type { Report } from "../../specs/types/report.format.d.ts";

/** A report without what differs from run to run: times, ids, and the numbers of exchanges. */
export function essence(report: Report): unknown {
  const {
    id: _id,
    startedAt: _s,
    finishedAt: _f,
    durationMs: _d,
    exchanges: _e,
    resumed: _r,
    ...run
  } = report.run;
  const evidence = Object.values(report.evidence).map(({ case: name, step, exchange }) => {
    const { method, url, body } = exchange.request;
    return { name, step, request: { method, url, body }, reply: exchange.reply };
  });
  const cases = report.cases.map(({ durationMs: _durationMs, ...row }) => ({
    ...row,
    checks: row.checks.map(({ exchanges, findings, ...check }) => ({
      ...check,
      exchanges: exchanges.length,
      findings: findings.map(({ exchange: _exchange, ...finding }) => finding),
    })),
  }));
  const sorted = evidence.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const text = JSON.stringify({ ...report, run, cases, evidence: sorted });
  return JSON.parse(text.replaceAll(ids, "ID").replaceAll(dates, "DATE"));
}

/** Of books and orders in the bookshop, whether as text, in JSON or in a path. */
const ids = /(?<=["/])[bo]\d+(?=\\?")/g;

const dates = /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]+ GMT/g;
