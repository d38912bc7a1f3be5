import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import type { Report } from "../../specs/types/report.format.d.ts";
import type { Comparison } from "../baseline/compare.ts";
import type { PactReport } from "../pact/report.ts";
import type { Problem } from "../problem.ts";
import type { Diagnosis } from "./doctor/diagnosis.ts";

/** 0 conformant, 1 non-conformant, 2 wrong usage or files, 3 could not measure, 4 stale baseline, 5 safety stop. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The code for problems that ended a command before it could measure anything. */
export function codeOfProblems(problems: readonly Problem[]): ExitCode {
  if (problems.some((problem) => problem.code === "SECRET_FOUND")) return 5;
  const unmeasured = new Set<Problem["code"]>(["NOTHING_SELECTED", "REFERENCE_SERVER", "BROKER"]);
  return problems.every((problem) => unmeasured.has(problem.code)) ? 3 : 2;
}

/** Of a run: what its baseline says, and without one what it comes to. */
export function codeOfReport({ run, baseline, conclusion }: Report): ExitCode {
  if (run.stopped?.by === "live-mode" || run.stopped?.by === "limit") return 5;
  return baseline === undefined ? ofConclusion[conclusion] : ofGate[baseline.gate];
}

const ofConclusion = {
  conformant: 0,
  "non-conformant": 1,
  inconclusive: 3,
} as const satisfies Readonly<Record<Report["conclusion"], ExitCode>>;

const ofGate = {
  "as-expected": 0,
  regressed: 1,
  unmeasured: 3,
  stale: 4,
} as const satisfies Readonly<Record<NonNullable<Report["baseline"]>["gate"], ExitCode>>;

/** Of a verification of pacts, likewise. */
export function codeOfPacts(report: PactReport): ExitCode {
  if (report.stopped !== undefined) return 5;
  const { baseline, conclusion, interactions } = report;
  if (baseline === undefined) return ofPactConclusion[conclusion];
  if (baseline.regressions.length > 0) return 1;
  const isOpen = interactions.some((row) => row.outcome === "untestable" && row.pending !== true);
  if (isOpen || conclusion === "inconclusive") return 3;
  return baseline.stale.length > 0 ? 4 : 0;
}

const ofPactConclusion = {
  verified: 0,
  broken: 1,
  inconclusive: 3,
} as const satisfies Readonly<Record<PactReport["conclusion"], ExitCode>>;

/** Of a proof of the suite. */
export const codeOfMutation = ({ conclusion }: Mutation): ExitCode => ofProof[conclusion];

const ofProof = {
  proved: 0,
  unproved: 1,
  inconclusive: 3,
} as const satisfies Readonly<Record<Mutation["conclusion"], ExitCode>>;

/** Of two runs: whether one got worse. */
export const codeOfComparison = ({ regressions }: Comparison, isMeasured: boolean): ExitCode =>
  regressions.length > 0 ? 1 : isMeasured ? 0 : 3;

/** Of a certificate: 1 it does not hold, 2 it is no certificate, 3 it cannot be told, 0 verified. */
export function codeOfVerification(problems: readonly Problem[]): ExitCode {
  const codes = problems.map(({ code }) => ofDoubt[code] ?? 1);
  return ([1, 2, 3] as const).find((code) => codes.includes(code)) ?? 0;
}

const ofDoubt: Readonly<Partial<Record<Problem["code"], ExitCode>>> = {
  STATEMENT: 2,
  FILE_UNREADABLE: 2,
  SUITE_DIFFERS: 3,
  NOT_AUTHENTICATED: 3,
};

/** Of the doctor: 1 the answers are wrong, 2 the target file is, 3 nothing answers, 5 real money may move. */
export function codeOfDiagnoses(diagnoses: readonly Diagnosis[]): ExitCode {
  const about = new Set(diagnoses.map((diagnosis) => diagnosis.about));
  if (about.has("safety")) return 5;
  if (about.has("connection")) return 3;
  if (about.has("file")) return 2;
  return about.has("answers") ? 1 : 0;
}

/** Of a plan: nothing would be measured where no case runs. */
export const codeOfPlan = (running: number): ExitCode => (running > 0 ? 0 : 3);
