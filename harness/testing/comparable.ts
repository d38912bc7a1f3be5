import type { Exchange } from "../http/types.ts";
import type { Report } from "../../specs/types/report.format.d.ts";

/** A report without what differs from run to run: times, ids, the numbers of exchanges, and the port of the server. */
export function comparable(report: Report): unknown {
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
    return { name, step, request: { method, url, body }, reply: endToEnd(exchange.reply) };
  });
  const cases = report.cases.map(({ durationMs: _durationMs, polled: _polled, ...row }) => ({
    ...row,
    checks: row.checks.map(({ exchanges, findings, ...check }) => ({
      ...check,
      exchanges: exchanges.length,
      findings: findings.map(({ exchange: _exchange, ...finding }) => finding),
    })),
  }));
  const sorted = evidence.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const text = JSON.stringify({ ...report, run, cases, evidence: sorted });
  return JSON.parse(text.replaceAll(ids, "ID").replaceAll(dates, "DATE").replaceAll(ports, "PORT"));
}

/** Which connection an answer came over is no part of it. */
function endToEnd(reply: Exchange["reply"]) {
  if (reply.kind === "silent") return reply;
  const { connection: _c, "keep-alive": _k, ...headers } = reply.headers;
  return { ...reply, headers };
}

/** Of books and orders in the bookshop, whether as text, in JSON or in a path. */
const ids = /(?<=["/])[bo]\d+(?=\\?")/g;

const dates = /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]+ GMT/g;

const ports = /(?<=127\.0\.0\.1:)\d+/g;
