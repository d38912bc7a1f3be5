import type {
  CaseRow,
  CheckRow,
  Counts,
  Evidence,
  Finding,
  Level,
  Outcome,
  Report,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import { atLeast } from "../../requirements/types.ts";

/** A report whose totals, conclusion and requirement outcomes agree with its rows. */
export function reportOf(parts: {
  readonly cases: readonly CaseRow[];
  readonly evidence?: readonly Evidence[];
  readonly statements?: Readonly<Record<string, string>>;
  readonly causes?: Report["causes"];
  readonly reasons?: readonly string[];
  readonly level?: Level;
  readonly run?: Partial<Report["run"]>;
  readonly unstable?: Report["unstable"];
  readonly musts?: Report["musts"];
  readonly inCommon?: Report["inCommon"];
}): Report {
  const level = parts.level ?? "must";
  const checks = parts.cases.flatMap((row) => row.checks);
  const requirements = requirementsOf(parts.cases, parts.statements ?? {}, level);
  const warnings = checks.filter(
    (check) => check.outcome === "failed" && !atLeast(check.level, level),
  ).length;
  return {
    format: 1,
    suite: { version: "0.1.0", casesDigest: "ab".repeat(32), requirementsDigest: "cd".repeat(32) },
    target: {
      name: "Acme sandbox",
      baseUrls: { "digital-river": "https://sandbox.acme.example" },
      implementation: { name: "acme-payments", version: "4.2.0", url: "https://acme.example" },
      claims: { profiles: ["digital-river/core"], sourceTypes: ["creditCard", "payPal"] },
    },
    run: {
      id: "run-7f3a",
      startedAt: "2026-03-01T09:30:00.000Z",
      finishedAt: "2026-03-01T09:30:01.900Z",
      durationMs: 1900,
      seed: 42,
      selection: { patterns: [], profiles: [], requirements: [], sourceTypes: [], level },
      concurrency: 8,
      faults: [],
      exchanges: parts.evidence?.length ?? 0,
      ...parts.run,
    },
    conclusion: conclusionOf(parts.cases),
    reasons: [...(parts.reasons ?? [])],
    totals: {
      cases: tally(parts.cases),
      checks: tally(checks),
      requirements: tally(requirements),
      warnings,
    },
    ...(parts.musts && { musts: parts.musts }),
    ...(parts.inCommon && { inCommon: parts.inCommon }),
    causes: parts.causes ?? [],
    ...(parts.unstable && { unstable: parts.unstable }),
    requirements,
    cases: [...parts.cases],
    evidence: Object.fromEntries((parts.evidence ?? []).map((entry, i) => [String(i + 1), entry])),
  };
}

export function caseRow(
  id: string,
  checks: readonly CheckRow[],
  more: Partial<CaseRow> = {},
): CaseRow {
  return {
    id,
    title: `Title of ${id}`,
    profile: "digital-river/core",
    file: `suites/digital-river/sources/${id.replaceAll(/\[.*/g, "")}.yaml`,
    line: 2,
    outcome: counted(checks, "must"),
    durationMs: 40,
    checks: [...checks],
    ...more,
  };
}

export function checkRow(
  id: string,
  requirement: string,
  outcome: Outcome = "passed",
  more: Partial<CheckRow> = {},
): CheckRow {
  return { id, level: "must", requirement, outcome, findings: [], exchanges: [], ...more };
}

export function findingOf(
  step: string,
  exchange: number,
  at: string,
  expected: string,
  actual: string,
): Finding {
  return { step, exchange, at, expected, actual };
}

/** One exchange as evidence; `answer` is a status with a body, or the reason for silence. */
export function evidenceOf(
  row: { readonly case: string; readonly step: string },
  call: string,
  answer: { readonly status: number; readonly body?: unknown } | "timeout",
  body?: unknown,
): Evidence {
  const [method = "GET", path = "/"] = call.split(" ");
  return {
    ...row,
    exchange: {
      request: {
        method,
        url: `https://sandbox.acme.example${path}`,
        headers: {
          authorization: "Bearer ${DIGITAL_RIVER_CONFIDENTIAL_KEY}",
          "digitalriver-version": "2021-12-13",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      sentAt: "2026-03-01T09:30:00.500Z",
      durationMs: answer === "timeout" ? 10_000 : 12.4,
      reply:
        answer === "timeout"
          ? { kind: "silent", reason: "timeout", message: "no answer within 10 s" }
          : {
              kind: "answered",
              status: answer.status,
              headers: { "content-type": "application/json", "x-request-id": "req_58" },
              body: answer.body === undefined ? "" : JSON.stringify(answer.body),
            },
    },
  };
}

function requirementsOf(
  cases: readonly CaseRow[],
  statements: Readonly<Record<string, string>>,
  level: Level,
): RequirementRow[] {
  const ids = new Set(cases.flatMap((row) => row.checks.map((check) => check.requirement)));
  return [...ids].toSorted().map((id) => {
    const places = cases.flatMap((row) =>
      row.checks.filter((check) => check.requirement === id).map((check) => ({ row, check })),
    );
    return {
      id,
      level: places[0]?.check.level ?? "must",
      statement: statements[id] ?? `What ${id} demands, in one sentence.`,
      citation: {
        page: "Managing sources",
        heading: "Detaching sources from checkouts",
        url: "https://docs.example/managing-sources#detaching",
      },
      outcome: counted(
        places.map(({ check }) => check),
        level,
      ),
      checks: places.map(({ row, check }) => `${row.id}/${check.id}`),
    };
  });
}

function conclusionOf(cases: readonly CaseRow[]): Report["conclusion"] {
  if (cases.some((row) => row.outcome === "failed")) return "non-conformant";
  const verdicts = cases.filter((row) => row.outcome !== "not-applicable");
  return verdicts.length > 0 && verdicts.every((row) => row.outcome === "passed")
    ? "conformant"
    : "inconclusive";
}

function counted(checks: readonly CheckRow[], level: Level): Outcome {
  return worst(
    checks.map((check) => ({
      outcome:
        check.outcome === "failed" && !atLeast(check.level, level) ? "passed" : check.outcome,
    })),
  );
}

const gravity: readonly Outcome[] = ["failed", "errored", "blocked", "untestable", "passed"];

function worst(rows: readonly { readonly outcome: Outcome }[]): Outcome {
  return gravity.find((outcome) => rows.some((row) => row.outcome === outcome)) ?? "not-applicable";
}

function tally(rows: readonly { readonly outcome: Outcome }[]): Counts {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  return {
    passed: count("passed"),
    failed: count("failed"),
    blocked: count("blocked"),
    untestable: count("untestable"),
    "not-applicable": count("not-applicable"),
    errored: count("errored"),
  };
}
