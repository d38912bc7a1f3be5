import { groupBy } from "../group.ts";
import { plural } from "../text/plural.ts";
import { count } from "../report/model/count.ts";
import { grouped } from "../report/model/grouped.ts";
import { gateOf } from "../report/model/gate-words.ts";
import { baselineLists, filled, item } from "../report/model/lists.ts";
import { outcomeOfAll } from "../report/model/outcome-words.ts";
import type {
  Conclusion,
  Origin,
  ResultGroup,
  ResultRow,
  ResultSet,
  RowStatus,
} from "../report/model/result-set.ts";
import { type InteractionRow, nameOf, type PactReport } from "./report.ts";

/** When pacts were verified, and by which version of Headwater. */
export interface PactOrigin extends Pick<Origin, "headwater"> {
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** A verification of pacts as the writers take it: a group a pact, a row an interaction. Pure. */
export function pactResults(
  report: PactReport,
  { headwater, startedAt, finishedAt }: PactOrigin,
): ResultSet {
  const files = groupBy(report.interactions, ({ file }) => file);
  const pairs = [...files].map(([file, own]) => {
    const group = groupOf(file, own);
    return [group, own.map((one) => rowOf(one, group))] as const;
  });
  const rows = pairs.flatMap(([, own]) => own);
  const byGroup = new Map(pairs);
  return {
    kind: "pact",
    title: "Headwater pact report",
    subject: report.target,
    conclusion: conclusionOf(report),
    gist: gistOf(report),
    reasons: [
      ...(report.stopped === undefined ? [] : [`Stopped for safety: ${report.stopped}.`]),
      ...(report.reasons ?? []),
    ],
    origin: {
      headwater,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      durationMs: finishedAt.getTime() - startedAt.getTime(),
    },
    notes: passedOverNote(report),
    facts: [
      ...Object.entries(report.target.baseUrls).map(
        ([api, url]) => ({ name: `${api} at`, text: url, code: true, shown: "summary" }) as const,
      ),
      { name: "Headwater", text: headwater, shown: "summary" },
    ],
    totals: [{ name: "interactions", counts: count(rows) }],
    warnings: 0,
    parts: [],
    ...grouped([...byGroup.keys()], (group) => byGroup.get(group) ?? []),
    failures: rows
      .filter(({ status }) => status === "failed")
      .map((row) => ({ title: row.name, first: [row], more: [] })),
    causes: causesOf(rows),
    lists: [...baselineLists(rows), ...pendingList(rows)],
    tables: [],
    requirements: [],
    evidence: {},
    replays: new Map(),
    words: { row: "interaction", group: "pact", unit: "interaction" },
    document: { format: "pact-report", data: report },
  };
}

/** What nobody looked at, though the files hold it. */
function passedOverNote({ passedOver = [] }: PactReport): ResultSet["notes"] {
  if (passedOver.length === 0) return [];
  const shown = passedOver.slice(0, 4);
  const more = passedOver.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`${more} more`] : [])].join("; ");
  return [{ key: "passed-over", name: "passed over", text }];
}

function groupOf(file: string, rows: readonly InteractionRow[]): ResultGroup {
  const [{ consumer, provider } = { consumer: "", provider: "" }] = rows;
  return {
    id: file,
    name: `${consumer}-${provider}`,
    title: `What ${consumer} expects of ${provider}`,
    suite: file,
    file,
    outcome: outcomeOfAll(rows.map(({ outcome }) => outcome)),
    durationMs: 0,
  };
}

function rowOf(row: InteractionRow, group: ResultGroup): ResultRow {
  const { description, outcome, reason, states, pending, mismatches, baseline } = row;
  return {
    id: nameOf(row),
    name: description,
    group,
    outcome,
    status: statusOf(row),
    ...(reason !== undefined && { why: reason }),
    ...(baseline && { baseline }),
    findings: mismatches.map(({ path: at, ...rest }) => ({ at, ...rest })),
    remarks: [
      ...(states.length === 0 ? [] : [`States: ${states.join(", ")}.`]),
      ...(pending && outcome !== "passed" ? ["Pending: it does not count."] : []),
    ],
    exchanges: [],
  };
}

function statusOf({ outcome, pending, baseline }: InteractionRow): RowStatus {
  if (baseline?.standing === "stale") return "stale";
  switch (outcome) {
    case "passed":
      return "passed";
    case "failed":
      return pending === true || baseline?.standing === "expected" ? "excused" : "failed";
    case "untestable":
      return pending === true ? "excused" : "open";
  }
}

/** Interactions about which nothing can be said, by the reason; the largest group first. */
function causesOf(rows: readonly ResultRow[]): ResultSet["causes"] {
  const open = rows.filter(({ status }) => status === "open");
  return [...groupBy(open, ({ why }) => why ?? "no reason was given")]
    .map(([cause, own]) => ({
      outcome: "untestable" as const,
      cause,
      cases: own.map(({ id }) => id),
    }))
    .toSorted((a, b) => b.cases.length - a.cases.length);
}

/** What a consumer asks for that is new. */
const pendingList = (rows: readonly ResultRow[]): ResultSet["lists"] =>
  filled([
    {
      id: "pending",
      title: "Pending interactions that do not pass yet",
      note: "Their consumers ask for something new: they do not count.",
      items: rows
        .filter(({ status, baseline }) => status === "excused" && baseline === undefined)
        .map((row) => ({ ...item(row), ...(row.why !== undefined && { text: row.why }) })),
      inFull: true,
    },
  ]);

function conclusionOf({ conclusion, baseline, stopped }: PactReport): Conclusion {
  const tone = tones[conclusion];
  return {
    word: conclusion,
    tone,
    ...(baseline && { gate: gateOf(baseline, tone) }),
    ...(stopped !== undefined && { unsafe: true }),
  };
}

const tones = { verified: "good", broken: "bad", inconclusive: "open" } as const;

function gistOf({ conclusion, target, interactions }: PactReport): string {
  const counting = interactions.filter(({ pending }) => pending !== true);
  const counted = (wanted: InteractionRow["outcome"]) =>
    counting.filter(({ outcome }) => outcome === wanted).length;
  const pending = interactions.length - counting.length;
  const asides = [
    ...(conclusion === "broken" && counted("untestable") > 0
      ? [`, ${counted("untestable")} without a verdict`]
      : []),
    ...(pending > 0 ? [`, ${pending} pending`] : []),
  ].join("");
  if (counting.length === 0) return `nothing that counts was verified on ${target.name}${asides}`;
  const [number, what] = {
    verified: [counted("passed"), "passed"] as const,
    broken: [counted("failed"), "failed"] as const,
    inconclusive: [counted("untestable"), "without a verdict"] as const,
  }[conclusion];
  return `${number} of ${plural(counting.length, "interaction")} ${what} on ${target.name}${asides}`;
}
