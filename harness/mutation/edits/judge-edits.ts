import type { EditProof } from "../../../specs/types/mutation.format.d.ts";
import type { Facts } from "../../judge/facts.ts";
import type { SpecBook } from "../../requirements/types.ts";
import type { CaseRun } from "../case-run.ts";
import { factsOf, type JudgedAnswer, judgedAnswers, judgeEdited, keepsTaken } from "./answers.ts";
import { isTestedBy } from "./demands.ts";
import { type EditInput, illegalEdits } from "./illegal.ts";
import { legalEdits } from "./legal.ts";
import { createPool, merged, type Pool, sentTexts } from "./pool.ts";
import { createSeen } from "./seen.ts";
import { createTally, type Part, type Tally } from "./tally.ts";

/**
 * Judges edited transcripts of passing trials. Sends nothing.
 * A demand that survives every edit of the answers that it looks at is vacuous; a must check that fails on a legal edit
 * is too strict. An answer is edited until each demand on it was noticed once, in some combination of its case.
 */
export function proveEdits(trials: readonly CaseRun[], specs: SpecBook): EditProof {
  const start = performance.now();
  const suite = createPool(trials);
  const tally = createTally();
  for (const trial of trials) proveTrial(trial, suite, tally, specs);
  return tally.proof(Math.round(performance.now() - start));
}

function proveTrial(trial: CaseRun, suite: Pool, tally: Tally, specs: SpecBook): void {
  const facts = factsOf(trial, specs);
  const answers = judgedAnswers(trial, facts);
  const parts = tally.partsOf(trial.case);
  const isOpen = parts.some(({ tested }) => !tested.noticed);
  const pool = isOpen ? merged(createPool([trial]), suite) : suite;
  for (const judged of answers) {
    tryLegal(judged, facts, tally, specs);
    const open = parts.filter(
      ({ check, tested }) => check.on.includes(judged.step.id) && !tested.noticed,
    );
    if (open.length === 0) continue;
    tryIllegal(judged, open, editInput(judged, answers, open, facts, pool), tally, specs);
  }
}

function editInput(
  judged: JudgedAnswer,
  answers: readonly JudgedAnswer[],
  parts: readonly Part[],
  { values }: Facts,
  pool: Pool,
): EditInput {
  const names = new Set(parts.flatMap(({ demand }) => demand.names));
  const ids = Object.values(values).filter((value) => typeof value === "string");
  return {
    answer: judged.answer,
    others: answers.flatMap((other) => (other === judged ? [] : [other.answer])),
    seen: createSeen(pool, ids, names),
    sent: sentTexts(judged.trial),
    names,
  };
}

function tryIllegal(
  judged: JudgedAnswer,
  parts: readonly Part[],
  input: EditInput,
  tally: Tally,
  specs: SpecBook,
): void {
  for (const edit of illegalEdits(input)) {
    const open = parts.filter(({ tested }) => !tested.noticed);
    if (open.length === 0) return;
    const asked = open.filter(({ demand }) => isTestedBy(demand, edit));
    if (asked.length === 0) continue;
    const verdicts = judgeEdited(
      judged,
      edit,
      asked.map(({ check }) => check),
      specs,
    );
    tally.count(edit, verdicts);
    for (const [index, { tested }] of asked.entries()) {
      tested.tried += 1;
      tested.noticed = verdicts[index]?.outcome === "failed";
    }
  }
}

function tryLegal(judged: JudgedAnswer, facts: Facts, tally: Tally, specs: SpecBook): void {
  const musts = judged.trial.case.checks.filter((check) => check.level === "must");
  for (const edit of legalEdits(judged.answer)) {
    if (!keepsTaken(judged, edit, facts)) continue;
    const verdicts = judgeEdited(judged, edit, musts, specs);
    tally.count(edit, verdicts);
    for (const verdict of verdicts) {
      if (verdict.outcome === "failed") tally.tooStrict(judged.trial, edit, verdict);
    }
  }
}
