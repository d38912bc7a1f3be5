import type { Values } from "../case/json.ts";
import { groupsOf } from "../case/together.ts";
import type { CallStep, Case, Step } from "../case/types.ts";
import { whyStopped } from "../check/precondition.ts";
import { takeValues } from "../check/select.ts";
import { runValues } from "../execute/case.ts";
import type { ExchangeEntry, GapEntry, Transcript } from "../journal/transcript.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";

/** What a transcript says about its case. */
export interface Facts {
  /** The last exchange of each run of each call step, with the values known then. */
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
  /** All values at the end. */
  readonly values: Values;
  /** Why the case went no further, and what that makes of the checks without exchanges. */
  readonly gap?: Pick<GapEntry, "outcome" | "cause">;
}

export interface Judged {
  readonly entry: ExchangeEntry;
  readonly values: Values;
}

/** Reads a transcript by its case, from the start to the first gap. Pure. */
export function readFacts(
  testCase: Case,
  transcript: Transcript,
  schemas: Readonly<Record<Api, SchemaSet>>,
): Facts {
  const judged = new Map<string, readonly Judged[]>();
  const recorded = transcript.entries.find((entry) => entry.kind === "gap");
  let values = provided(transcript, "given");
  const end = (gap: Facts["gap"]): Facts => ({
    judged,
    values,
    ...(gap === undefined ? {} : { gap }),
  });
  if (recorded?.scope === "given") return end(recorded);
  for (const group of groupsOf(testCase.steps)) {
    let gap: Facts["gap"];
    let taken: Values = {};
    for (const step of group) {
      if (recorded?.name === step.id) {
        gap ??= recorded;
      } else if (step.kind === "use") {
        taken = provided(transcript, "step", step.id);
      } else {
        const runs = lastOfRuns(step, transcript, values);
        judged.set(step.id, runs);
        taken = { ...taken, ...(runs.length === 1 ? takenBy(step, runs) : {}) };
        const why =
          stopped(step, runs, schemas) ??
          (runs.length < step.runs.length ? notMade(step) : undefined);
        if (why !== undefined) gap ??= { outcome: "blocked", cause: why };
      }
    }
    values = { ...values, ...taken };
    if (gap !== undefined) return end(gap);
  }
  return end(recorded);
}

const notMade = (step: Step): string => `the step ${step.id} was not made`;

function provided(transcript: Transcript, scope: "given" | "step", name?: string): Values {
  const entries = transcript.entries.flatMap((entry) =>
    entry.kind === "provided" && entry.scope === scope && (name ?? entry.name) === entry.name
      ? [entry.values]
      : [],
  );
  return Object.assign({}, ...entries) as Values;
}

/** A polled step keeps all its exchanges; the last of each run is judged. */
function lastOfRuns(step: CallStep, transcript: Transcript, values: Values): readonly Judged[] {
  return step.runs.flatMap((bindings, run) => {
    const last = transcript.entries.findLast(
      (entry) =>
        entry.kind === "exchange" &&
        entry.judged &&
        entry.scope === "step" &&
        entry.name === step.id &&
        entry.run === run,
    );
    if (last?.kind !== "exchange") return [];
    const own = runValues(bindings, values);
    return [{ entry: last, values: { ...own, ...takeValues(step.take, last.exchange, own) } }];
  });
}

function stopped(
  step: CallStep,
  runs: readonly Judged[],
  schemas: Readonly<Record<Api, SchemaSet>>,
): string | undefined {
  return runs
    .map(({ entry, values }) => whyStopped(step, entry.exchange, values, schemas[step.api]))
    .find((why) => why !== undefined);
}

function takenBy(step: CallStep, runs: readonly Judged[]): Values {
  const names = step.take.map((take) => take.name);
  const known = Object.entries(runs[0]?.values ?? {}).filter(([name]) => names.includes(name));
  return Object.fromEntries(known);
}
