import type { Report } from "../../../specs/types/report.format.d.ts";
import { count } from "../model/count.ts";
import { holdAgainst } from "../../baseline/gate.ts";
import { caseRow, checkRow, reportOf } from "./rows.ts";
import { detachCase, statements } from "./sample.ts";

/** Every failure is one that the baseline excuses. */
export function asExpected(): Report {
  const { row, evidence } = detachCase();
  return held(reportOf({ statements, evidence, cases: [row] }), {
    "detach-single-use/detach-answers-204": "2026-03-01",
    "detach-single-use/source-is-cancelled": "2026-04-01",
    "detach-single-use/reattach-is-refused": "2026-04-01",
  });
}

/** In three repeats, after a kill, held against a baseline: an entry of each standing, and a check that varies. */
export function gated(): Report {
  const { row, evidence } = detachCase();
  const varied = "detach-single-use/reattach-is-refused";
  const repeats = [{ outcome: "passed" }, { outcome: "failed" }, { outcome: "passed" }] as const;
  const report = reportOf({
    statements,
    evidence,
    reasons: [`1 check varied over 3 repeats: ${varied}.`],
    run: { repeat: 3, resumed: ["2026-03-01T09:30:01.100Z"] },
    unstable: [
      { check: varied, level: "must", requirement: "DR-DETACH-3", outcomes: count(repeats) },
    ],
    cases: [caseRow("attach-by-path", [checkRow("attach-answers-2xx", "DR-ATTACH-1")]), row],
  });
  return held(report, {
    "attach-by-path/attach-answers-2xx": "2026-04-01",
    "detach-single-use/detach-answers-204": "2026-02-28",
    "detach-single-use/source-is-cancelled": "2026-04-01",
    [varied]: "2026-04-01",
  });
}

/** Better than the baseline: an entry names a check that passes. */
export function stale(): Report {
  const checks = [checkRow("attach-answers-2xx", "DR-ATTACH-1")];
  return held(reportOf({ statements, cases: [caseRow("attach-by-path", checks)] }), {
    "attach-by-path/attach-answers-2xx": "2026-04-01",
  });
}

/** One shard of a run, interrupted. */
export function stopped(): Report {
  const cause = "the run was interrupted";
  const open = ["attach-by-path", "detach-single-use"];
  return reportOf({
    reasons: ["2 cases blocked: the run was interrupted."],
    causes: [{ outcome: "blocked", cause, cases: open }],
    run: { shard: { index: 2, count: 4 }, stopped: { by: "interrupted", why: cause } },
    cases: [
      caseRow("attach", [checkRow("answers-2xx", "DR-ATTACH-1")]),
      ...open.map((id) =>
        caseRow(id, [checkRow("holds", "DR-ATTACH-2", "blocked", { cause })], { cause }),
      ),
    ],
  });
}

/** Held on 2026-03-01 against entries of the given expiry. */
function held(report: Report, expiries: Readonly<Record<string, string>>): Report {
  const entries = Object.entries(expiries).map(([check, expires]) => ({
    check,
    expires,
    reason: "the new state machine is due in 4.3",
    owner: "payments",
    issue: "https://acme.example/issues/7",
  }));
  const baseline = new Map(entries.map((entry) => [entry.check, entry]));
  return holdAgainst(report, baseline, "2026-03-01");
}
