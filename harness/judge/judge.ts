import type { Case, Check } from "../case/types.ts";
import { differsFrom } from "../check/expect.ts";
import type { Transcript } from "../drive/transcript.ts";
import type { Api, SchemaSet } from "../spec/types.ts";
import { type Facts, type Judged, readFacts } from "./facts.ts";
import type { Finding, Verdict } from "./types.ts";

/**
 * The verdict on every check of a case. Reads the case and the transcript, and nothing else.
 *
 * failed: a response came and was wrong, even where further evidence is missing.
 * blocked, untestable, errored: as the gap says, where evidence is missing and none was wrong.
 */
export function judge(
  one: Case,
  transcript: Transcript,
  schemas: Readonly<Record<Api, SchemaSet>>,
): readonly Verdict[] {
  const facts = readFacts(one, transcript, schemas);
  return one.checks.map((check) => judgeCheck(check, one, facts, schemas));
}

function judgeCheck(
  check: Check,
  one: Case,
  facts: Facts,
  schemas: Readonly<Record<Api, SchemaSet>>,
): Verdict {
  const steps = one.steps.flatMap((step) =>
    step.kind === "call" && check.on.includes(step.id) ? [step] : [],
  );
  const evidence = steps.flatMap((step) =>
    (facts.judged.get(step.id) ?? [])
      .filter(({ entry }) => entry.exchange.reply.kind === "answered")
      .map((judged) => ({ step, judged })),
  );
  const wanted = steps.reduce((sum, step) => sum + step.runs.length, 0);
  const findings = evidence.flatMap(({ step, judged }) =>
    findingsOf(check, step.id, judged, facts, schemas[step.api]),
  );
  const verdict = {
    check: check.id,
    level: check.level,
    requirement: check.requirement,
    findings,
    exchanges: evidence.map(({ judged }) => judged.entry.number),
  };
  if (findings.length > 0) return { ...verdict, outcome: "failed" };
  if (evidence.length === wanted) return { ...verdict, outcome: "passed" };
  const { outcome, cause } = facts.gap ?? { outcome: "blocked", cause: "no response to judge" };
  return { ...verdict, outcome, cause };
}

function findingsOf(
  check: Check,
  step: string,
  { entry, values }: Judged,
  facts: Facts,
  schemas: SchemaSet,
): readonly Finding[] {
  const known = { ...facts.values, ...values };
  return differsFrom(check.expect, entry.exchange, known, schemas).map((difference) => ({
    step,
    exchange: entry.number,
    ...difference,
  }));
}
