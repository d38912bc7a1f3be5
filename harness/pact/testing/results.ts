import { buildPactReport, type InteractionRow } from "../report.ts";
import type { PactOrigin } from "../results.ts";

/** When and by whom the pacts of tests were verified. */
export const origin: PactOrigin = {
  headwater: "0.0.0-test",
  startedAt: new Date("2031-01-01T00:00:00.000Z"),
  finishedAt: new Date("2031-01-01T00:00:02.000Z"),
};

export const interaction = (more: Partial<InteractionRow>): InteractionRow => ({
  file: "pacts/page-digital-river.json",
  consumer: "page",
  provider: "digital-river",
  description: "the removal of a source",
  states: ["source.attached"],
  outcome: "passed",
  mismatches: [],
  ...more,
});

const failed = interaction({
  outcome: "failed",
  mismatches: [{ path: "status", expected: "204", actual: "200", message: "expected 204" }],
});

/** What a target may answer to break out of a format. */
export const nasty = "\u001b[2J<script>alert(1)</script>`|\t]]>\n::error::";

/** Reports of each kind of conclusion, by name. */
export const pactReports = {
  verified: reportOf(interaction({})),
  broken: reportOf(interaction({ description: "a read" }), failed),
  inconclusive: reportOf(
    interaction({ outcome: "untestable", reason: "no provider state x" }),
    interaction({ outcome: "untestable", reason: "no provider state x", description: "another" }),
  ),
  repeated: reportOf(interaction({}), failed),
  pending: reportOf(
    interaction({}),
    { ...failed, description: "something new", pending: true },
    interaction({ outcome: "untestable", reason: "no state", description: "newer", pending: true }),
  ),
  empty: reportOf(),
  hostile: reportOf(
    interaction({
      description: nasty,
      outcome: "failed",
      states: [nasty],
      mismatches: [{ path: nasty, expected: nasty, actual: nasty, message: nasty }],
    }),
    interaction({ description: "open", outcome: "untestable", reason: nasty }),
  ),
};

function reportOf(...rows: readonly InteractionRow[]) {
  const baseUrls = { "digital-river": "http://127.0.0.1:1" };
  return buildPactReport({ name: "Acme sandbox", baseUrls }, rows);
}
