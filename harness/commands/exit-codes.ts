import type { Counts } from "../../specs/types/report.format.d.ts";
import type { Comparison } from "../baseline/compare.ts";
import type { Recurrence, Replayed } from "../baseline/replayed.ts";
import type { Problem } from "../problem.ts";
import { toneOf } from "../report/model/conclusion.ts";
import type { Conclusion, Tone } from "../report/model/result-set.ts";
import type { Diagnosis } from "./doctor/diagnosis.ts";

/** 0 conformant, 1 non-conformant, 2 wrong usage or files, 3 could not measure, 4 stale baseline, 5 safety stop. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** The code for problems that ended a command before it could measure anything. */
export function codeOfProblems(problems: readonly Problem[]): ExitCode {
  if (problems.some((problem) => problem.code === "SECRET_FOUND")) return 5;
  const unmeasured = new Set<Problem["code"]>(["NOTHING_SELECTED", "REFERENCE_SERVER", "BROKER"]);
  return problems.every((problem) => unmeasured.has(problem.code)) ? 3 : 2;
}

/** Of a run, of a verification of pacts, of a proof: what a baseline makes of it, and without one what it comes to. */
export const codeOfResults = (conclusion: Conclusion): ExitCode =>
  conclusion.unsafe === true ? 5 : ofTone[toneOf(conclusion)];

const ofTone = { good: 0, bad: 1, open: 3, stale: 4 } as const satisfies Readonly<
  Record<Tone, ExitCode>
>;

/** Of two runs: whether one got worse. */
export const codeOfComparison = ({ regressions }: Comparison, isMeasured: boolean): ExitCode =>
  regressions.length > 0 ? 1 : isMeasured ? 0 : 3;

/** Of a case that was played again: 1 its failure came back, or another came; 0 none did. */
export const codeOfReplay = ({ recurrence }: Replayed, { unsafe }: Conclusion): ExitCode =>
  unsafe === true ? 5 : ofRecurrence[recurrence];

const ofRecurrence = {
  "came-back": 1,
  "other-failure": 1,
  gone: 0,
  none: 0,
  open: 3,
} as const satisfies Readonly<Record<Recurrence, ExitCode>>;

/** Of several implementations side by side: 3 when one of them says nothing; which of them conforms is not what was asked. */
export const codeOfMatrix = (all: readonly Counts[]): ExitCode =>
  all.every(({ passed, failed }) => passed + failed > 0) ? 0 : 3;

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
