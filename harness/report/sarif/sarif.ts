import type { Log, ReportingDescriptor, Result } from "sarif";
import { oneLine } from "../../text/sanitize.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { sentenceOf, toneOf } from "../model/conclusion.ts";
import { findingLine, placed } from "../model/finding.ts";
import type { ResultRow, ResultSet, RowStatus } from "../model/result-set.ts";

/**
 * SARIF 2.1.0: a result for each row that a reader should see, on its line, with the requirement as its rule. Passed rows are
 * left out. Results that a baseline excuses are suppressed, with its reason; with a baseline every result has a state.
 */
export function renderSarif(set: ResultSet): string {
  const shown = set.telling.filter(({ status }) => levels[status] !== undefined);
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "headwater", version: set.origin.headwater, rules: rulesOf(set, shown) },
        },
        automationDetails: { id: `headwater/${oneLine(set.subject.name)}/` },
        invocations: [
          {
            executionSuccessful: toneOf(set.conclusion) !== "open",
            startTimeUtc: set.origin.startedAt,
            endTimeUtc: set.origin.finishedAt,
            exitCodeDescription: sentenceOf(set),
          },
        ],
        results: shown.map((row) => resultOf(row, set)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What is not there is not shown. */
const levels: Readonly<Record<RowStatus, Result.level | undefined>> = {
  passed: undefined,
  "not-applicable": undefined,
  failed: "error",
  open: "error",
  excused: "error",
  stale: "warning",
  warning: "warning",
};

const noRule = "headwater";

function rulesOf({ title }: ResultSet, rows: readonly ResultRow[]): ReportingDescriptor[] {
  const rules = new Map<string, ReportingDescriptor>();
  for (const { requirement: id = noRule, demand } of rows) {
    if (rules.has(id)) continue;
    const text = oneLine(demand?.statement ?? title);
    rules.set(id, {
      id,
      shortDescription: { text },
      ...(demand && {
        helpUri: demand.citation.url,
        help: { text: `${demand.citation.page}, "${demand.citation.heading}"` },
        properties: { level: demand.level },
      }),
    });
  }
  return [...rules.values()];
}

function resultOf(row: ResultRow, set: ResultSet): Result {
  const { file, line } = placed(row);
  const level = levels[row.status];
  return {
    ruleId: row.requirement ?? noRule,
    kind: "fail",
    ...(level && { level }),
    message: { text: messageOf(row) },
    ...(file !== undefined && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            region: { startLine: line ?? 1 },
          },
          logicalLocations: [{ fullyQualifiedName: row.id }],
        },
      ],
    }),
    partialFingerprints: { "headwaterCheck/v1": row.id },
    ...stateOf(row, set),
  };
}

function messageOf(row: ResultRow): string {
  const findings = row.findings.map((finding) => findingLine(finding));
  const why = row.why === undefined ? [] : [`${row.outcome}: ${oneLine(row.why)}`];
  const told = row.status === "open" || findings.length === 0 ? [...why, ...findings] : findings;
  const baseline = row.baseline && baselineStatusText(row.baseline);
  return [`${row.id} ${row.status}`, ...told, ...(baseline === undefined ? [] : [baseline])].join(
    "\n",
  );
}

/** Whether the failure was known; only where results were held against a baseline. */
function stateOf(
  { baseline }: ResultRow,
  { conclusion }: ResultSet,
): Pick<Result, "baselineState" | "suppressions"> {
  if (conclusion.gate === undefined) return {};
  if (baseline === undefined) return { baselineState: "new" };
  const justification = baselineStatusText(baseline);
  switch (baseline.standing) {
    case "expected":
      return {
        baselineState: "unchanged",
        suppressions: [{ kind: "external", justification }],
      };
    case "stale":
      return { baselineState: "absent" };
    case "expired":
    case "unstable":
    case "open":
      return { baselineState: "unchanged" };
  }
}

/** A path as a URI reference. */
const uriOf = (file: string): string => file.split("/").map(encodeURIComponent).join("/");
