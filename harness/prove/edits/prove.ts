import type {
  EditProof,
  StrictCheck,
  VacuousPart,
} from "../../../specs/types/mutation.format.d.ts";
import type { CallStep, Case, Check } from "../../case/types.ts";
import { takeValues } from "../../check/select.ts";
import type { ExchangeEntry, Transcript } from "../../drive/transcript.ts";
import type { Answered } from "../../http/types.ts";
import { readFacts } from "../../judge/facts.ts";
import { judge } from "../../judge/judge.ts";
import type { Verdict } from "../../judge/types.ts";
import type { SpecBook } from "../../spec/types.ts";
import { checkName } from "../names.ts";
import type { Trial } from "../trial.ts";
import { type Demand, demandsOf, isTestedBy } from "./demands.ts";
import { type Edit, type EditKind, illegalKinds, legalKinds } from "./edit.ts";
import { type EditInput, illegalEdits } from "./illegal.ts";
import { legalEdits } from "./legal.ts";
import { createPool, exchangesOf, merged, type Pool } from "./pool.ts";

/**
 * Judges edited transcripts of passing trials. Sends nothing.
 * A demand that survives every edit of the answers it looks at is vacuous; a must check that fails on a legal edit is
 * too strict. An answer is edited until each demand on it was noticed once, in some combination of its case.
 */
export function proveEdits(trials: readonly Trial[], specs: SpecBook): EditProof {
  const start = performance.now();
  const suite = createPool(trials, 12);
  const state: State = {
    specs,
    demands: new Map(),
    strict: new Map(),
    kinds: new Map(),
    judged: 0,
  };
  for (const trial of trials) proveTrial(trial, merged(createPool([trial], 24), suite), state);
  const demands = [...state.demands.values()];
  return {
    judgements: state.judged,
    durationMs: Math.round(performance.now() - start),
    edits: [...illegalKinds, ...legalKinds].map((kind) => kindRow(kind, state)),
    checks: new Set(demands.map((demand) => demand.check)).size,
    parts: demands.length,
    vacuous: demands.filter((demand) => !demand.noticed).map(vacuousRow),
    strict: [...state.strict.values()],
  };
}

interface State {
  readonly specs: SpecBook;
  /** By check and demand, over all combinations. */
  readonly demands: Map<string, Tested>;
  readonly strict: Map<string, StrictCheck>;
  readonly kinds: Map<EditKind, { tried: number; noticed: number }>;
  judged: number;
}

/** A demand and what became of it. */
interface Tested {
  readonly check: string;
  readonly level: Check["level"];
  readonly says: string;
  tried: number;
  noticed: boolean;
}

function proveTrial(trial: Trial, pool: Pool, state: State): void {
  const parts = trial.case.checks.flatMap((check) => partsOf(check, trial.case, state));
  const answers = judgedAnswers(trial);
  for (const judged of answers) {
    const own = parts.filter(({ check }) => check.on.includes(judged.step.id));
    tryLegal(judged, trial, state);
    tryIllegal(judged, own, { answers, pool, trial }, state);
  }
}

/** A demand as a check of its own, so that the judge can be asked about it alone. */
interface Part {
  readonly check: Check;
  readonly demand: Demand;
  readonly tested: Tested;
}

function partsOf(check: Check, one: Case, { demands }: State): readonly Part[] {
  const name = checkName(one, check.id);
  return demandsOf(check).map((demand, index) => {
    const key = `${name} ${demand.key}`;
    const { level } = check;
    const tested = demands.get(key) ?? {
      check: name,
      level,
      says: demand.says,
      tried: 0,
      noticed: false,
    };
    demands.set(key, tested);
    const id = `${check.id} ${index}`;
    return { check: { ...check, id, expect: demand.expect }, demand, tested };
  });
}

/** An answer that checks are on. */
interface JudgedAnswer {
  readonly step: CallStep;
  readonly entry: ExchangeEntry;
  readonly answer: Answered;
}

function judgedAnswers({ case: one, transcript }: Trial): readonly JudgedAnswer[] {
  return one.steps.flatMap((step) => {
    if (step.kind !== "call") return [];
    return step.runs.flatMap((_, run) => {
      const entry = exchangesOf({ transcript } as Trial).findLast(
        (other) => other.judged && other.name === step.id && other.run === run,
      );
      const reply = entry?.exchange.reply;
      return entry !== undefined && reply?.kind === "answered"
        ? [{ step, entry, answer: reply }]
        : [];
    });
  });
}

interface Surroundings {
  readonly answers: readonly JudgedAnswer[];
  readonly pool: Pool;
  readonly trial: Trial;
}

function tryIllegal(
  judged: JudgedAnswer,
  parts: readonly Part[],
  { answers, pool, trial }: Surroundings,
  state: State,
): void {
  const input: EditInput = {
    answer: judged.answer,
    others: answers.flatMap((other) => (other === judged ? [] : [other.answer])),
    pool,
    ids: idsOf(trial, state.specs),
    names: new Set(parts.flatMap(({ demand, tested }) => (tested.noticed ? [] : demand.names))),
  };
  for (const edit of illegalEdits(input)) {
    const open = parts.filter(({ tested }) => !tested.noticed);
    if (open.length === 0) return;
    const asked = open.filter(({ demand }) => isTestedBy(demand, edit));
    if (asked.length === 0) continue;
    const verdicts = judgeEdited(
      trial,
      judged,
      edit,
      asked.map(({ check }) => check),
      state,
    );
    for (const [index, { tested }] of asked.entries()) {
      tested.tried += 1;
      tested.noticed = verdicts[index]?.outcome === "failed";
    }
    count(edit.kind, verdicts, state);
  }
}

function tryLegal(judged: JudgedAnswer, trial: Trial, state: State): void {
  const musts = trial.case.checks.filter((check) => check.level === "must");
  for (const edit of legalEdits(judged.answer)) {
    if (!keepsTaken(judged, edit, trial, state.specs)) continue;
    const verdicts = judgeEdited(trial, judged, edit, musts, state);
    count(edit.kind, verdicts, state);
    for (const verdict of verdicts.filter(({ outcome }) => outcome === "failed")) {
      const check = checkName(trial.case, verdict.check);
      const [finding] = verdict.findings;
      const found = `${finding?.at ?? ""} should be ${finding?.expected ?? ""}, is ${finding?.actual ?? ""}`;
      state.strict.set(`${check} ${edit.kind}`, {
        check,
        edit: `${edit.kind} at ${edit.at}`,
        finding: found,
      });
    }
  }
}

/** A server that answers so would have been asked other things afterwards where a value was taken from the answer. */
function keepsTaken(
  { step, entry, answer }: JudgedAnswer,
  edit: Edit,
  trial: Trial,
  specs: SpecBook,
): boolean {
  const { values } = readFacts(trial.case, trial.transcript, specs.schemas);
  const taken = (reply: Answered) =>
    JSON.stringify(takeValues(step.take, { ...entry.exchange, reply }, values));
  return taken(edit.answer()) === taken(answer);
}

function judgeEdited(
  { case: one, transcript }: Trial,
  { entry }: JudgedAnswer,
  edit: Edit,
  checks: readonly Check[],
  state: State,
): readonly Verdict[] {
  state.judged += 1;
  const reply = edit.answer();
  const edited = { ...entry, exchange: { ...entry.exchange, reply } };
  const entries = transcript.entries.map((other) => (other === entry ? edited : other));
  const told: Transcript = { ...transcript, entries };
  return judge({ ...one, checks }, told, state.specs.schemas);
}

function count(kind: EditKind, verdicts: readonly Verdict[], { kinds }: State): void {
  const { tried, noticed } = kinds.get(kind) ?? { tried: 0, noticed: 0 };
  const more = verdicts.some(({ outcome }) => outcome === "failed") ? 1 : 0;
  kinds.set(kind, { tried: tried + 1, noticed: noticed + more });
}

/** The texts that the case knows by a name; ids are among them. */
const idsOf = ({ case: one, transcript }: Trial, { schemas }: SpecBook): readonly string[] =>
  Object.values(readFacts(one, transcript, schemas).values).filter(
    (value) => typeof value === "string",
  );

function kindRow(kind: EditKind, { kinds }: State): EditProof["edits"][number] {
  const legal = (legalKinds as readonly string[]).includes(kind);
  return { kind, legal, ...(kinds.get(kind) ?? { tried: 0, noticed: 0 }) };
}

const vacuousRow = ({ check, level, says, tried }: Tested): VacuousPart => ({
  check,
  level,
  demand: says,
  tried,
});
