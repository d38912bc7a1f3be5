import { render } from "../case/template.ts";
import type { Json, Values } from "../case/json.ts";
import { stretchesOf } from "../case/any-order.ts";
import type { CallStep, Case, FixtureDefinition, Step, UseStep } from "../case/types.ts";
import { whyStopped } from "../check/precondition.ts";
import { takeValues } from "../check/select.ts";
import { maskEntry } from "../journal/mask-entry.ts";
import type {
  Entry,
  GapEntry,
  Owner,
  Record as Recorder,
  Transcript,
} from "../journal/transcript.ts";
import { type CallDriver, makeCall } from "./call.ts";
import { drawNumbers, drawOrder, inDrawnOrder, type Lot } from "./draw.ts";
import { namespaced, provide } from "./provide.ts";

/** What one case is driven with. */
export interface CaseDriver extends CallDriver {
  readonly fixtures: ReadonlyMap<string, FixtureDefinition>;
  /** Differs from case to case and from run to run: `{case.unique}`. */
  readonly unique: string;
  /** What it draws from; absent: nothing is drawn. */
  readonly lot?: Lot;
}

/**
 * Drives one case: its fixtures, then its steps, until the end or the first gap.
 * Never rejects; a crash of ours becomes a gap with outcome errored.
 */
export async function driveCase(testCase: Case, driver: CaseDriver): Promise<Transcript> {
  const start = performance.now();
  const entries: Entry[] = [];
  const record: Recorder = (entry) => {
    // The call of a recipe, which a cause quotes, may hold what came from the environment.
    const safe = entry.kind === "gap" ? { ...entry, cause: driver.redact(entry.cause) } : entry;
    const mask = driver.tokenAliases?.mask();
    const stored = driver.record(mask === undefined ? safe : maskEntry(safe, mask));
    entries.push(stored);
    return stored;
  };
  const own = { scope: "given", name: "case" } as const;
  try {
    await run(testCase, { ...driver, record }, own);
  } catch (error) {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    record({ kind: "gap", ...own, outcome: "errored", cause });
  }
  return { case: testCase.id, durationMs: Math.round(performance.now() - start), entries };
}

async function run(testCase: Case, driver: CaseDriver, own: Owner): Promise<void> {
  const start: Values = { "case.unique": driver.unique, ...drawNumbers(testCase, driver.lot) };
  driver.record({ kind: "provided", ...own, values: start });
  const given = await buildFixtures(testCase, start, driver);
  if (given === undefined) return;
  let values: Values = given;
  for (const stretch of stretchesOf(testCase.steps)) {
    const known = values;
    const order = driver.lot === undefined ? stretch : inDrawnOrder(stretch, driver.lot);
    // What may come in any order is all asked, whatever becomes of one.
    const done = await inTurn(order, (group) => performGroup(group, testCase, known, driver));
    if (done.includes(undefined)) return;
    values = Object.assign({}, values, ...done) as Values;
  }
}

async function inTurn<T, R>(all: readonly T[], perform: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of all) done.push(await perform(one));
  return done;
}

/** One step alone, or all at once: what is taken counts in the order in which they are written. */
async function performGroup(
  group: readonly Step[],
  testCase: Case,
  values: Values,
  driver: CaseDriver,
): Promise<Values | undefined> {
  const done = await Promise.all(group.map((step) => performStep(step, testCase, values, driver)));
  return done.includes(undefined) ? undefined : (Object.assign({}, ...done) as Values);
}

const performStep = (
  step: Step,
  testCase: Case,
  values: Values,
  driver: CaseDriver,
): Promise<Values | undefined> =>
  step.kind === "use"
    ? performAction(step, testCase, values, driver)
    : performCall(step, testCase, values, driver);

/** The values that all fixtures provide; undefined after a gap. */
async function buildFixtures(
  testCase: Case,
  start: Values,
  driver: CaseDriver,
): Promise<Values | undefined> {
  let values = start;
  const { given } = testCase;
  for (const one of driver.lot === undefined ? given : drawOrder(given, driver.lot)) {
    const { name, fixture } = one;
    const owner = { scope: "given", name } as const;
    const provided = await provide(fixture, one, values, { ...driver, case: testCase, owner });
    if (!provided.ok) return gap(driver, owner, provided);
    const named = namespaced(name, provided.values);
    driver.record({ kind: "provided", ...owner, values: named });
    values = { ...values, ...named };
  }
  return values;
}

async function performAction(
  step: UseStep,
  testCase: Case,
  values: Values,
  driver: CaseDriver,
): Promise<Values | undefined> {
  const owner = { scope: "step", name: step.id } as const;
  const provided = await provide(step.fixture, step, values, {
    ...driver,
    case: testCase,
    owner,
  });
  if (!provided.ok) return gap(driver, owner, provided);
  const named = namespaced(step.id, provided.values);
  driver.record({ kind: "provided", ...owner, values: named });
  return named;
}

/** The values that a call took, in all its runs; undefined when nothing after it can be said. */
async function performCall(
  step: CallStep,
  testCase: Case,
  values: Values,
  driver: CaseDriver,
): Promise<Values | undefined> {
  const perform = (_: unknown, index: number) => performRun(step, index, testCase, values, driver);
  if (step.together !== undefined) {
    const done = await Promise.all(step.runs.map(perform));
    return done.includes(undefined) ? undefined : done.at(-1);
  }
  let taken: Values | undefined = {};
  for (const [index, bindings] of step.runs.entries()) {
    taken = await perform(bindings, index);
    if (taken === undefined) return undefined;
  }
  return taken;
}

async function performRun(
  step: CallStep,
  index: number,
  testCase: Case,
  values: Values,
  driver: CaseDriver,
): Promise<Values | undefined> {
  const owner = { scope: "step", name: step.id } as const;
  const own = runValues(step.runs[index] ?? {}, values);
  const called = await makeCall(step, {
    driver,
    case: testCase,
    owner,
    judged: true,
    run: index,
    values: own,
    absent: new Set(),
  });
  if (!called.ok) return gap(driver, owner, called);
  const taken = takeValues(step.take, called.exchange, own);
  const known = { ...own, ...taken };
  const why = whyStopped(step, called.exchange, known, driver.schemas[step.api]);
  return why === undefined ? taken : undefined;
}

/** The values of a run of `each`, over the case's. */
export function runValues(bindings: CallStep["runs"][number], values: Values): Values {
  const own: Record<string, Json> = { ...values };
  for (const [name, template] of Object.entries(bindings)) {
    const rendered = render(template, values);
    if (rendered.ok) own[name] = rendered.value;
  }
  return own;
}

function gap(
  driver: CaseDriver,
  owner: Owner,
  why: { readonly outcome: GapEntry["outcome"]; readonly cause: string },
): undefined {
  driver.record({ kind: "gap", ...owner, outcome: why.outcome, cause: why.cause });
  return undefined;
}
