import pMap from "p-map";
import type { IsolationProof, OrderProof } from "../../specs/types/mutation.format.d.ts";
import { writeText } from "../case/template.ts";
import type { Case } from "../case/types.ts";
import { shuffle } from "../plan/order.ts";
import { collect, ok, type Result } from "../result.ts";
import type { Target } from "../implementation/types.ts";
import { openAccount } from "./account.ts";
import { fullName } from "./check-names.ts";
import type { CaseRun, CaseRuns } from "./case-run.ts";

/** What isolation is proved with. */
export interface IsolationInput {
  /** Trials of the baseline: what every verdict must stay. */
  readonly trials: readonly CaseRun[];
  readonly run: CaseRuns["run"];
  readonly sandbox: Target;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onOrder?: (name: string) => void;
}

/**
 * Runs the suite in other orders and in other company; every verdict must be the same each time.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function proveIsolation(input: IsolationInput): Promise<Result<IsolationProof>> {
  const start = performance.now();
  const rows = new Map<string, Result<OrderProof>>();
  const inTurn = async (some: readonly Order[]): Promise<void> => {
    for (const order of some) {
      input.onOrder?.(order.name);
      rows.set(order.name, await proveOrder(order, input));
    }
  };
  const all = orders(input);
  // One case after the other mostly waits, and each order has a world of its own.
  await Promise.all([
    inTurn(all.filter(({ concurrency }) => concurrency === 1)),
    inTurn(all.filter(({ concurrency }) => concurrency !== 1)),
  ]);
  const proved = collect(all.flatMap(({ name }) => rows.get(name) ?? []));
  if (!proved.ok) return proved;
  const durationMs = Math.round(performance.now() - start);
  return ok({ durationMs, cases: input.trials.length, orders: [...proved.value] });
}

/** One way of running the suite. */
interface Order {
  readonly name: string;
  readonly about: string;
  readonly cases: readonly Case[];
  readonly concurrency: number;
  /** Every case gets an account of its own. */
  readonly alone?: boolean;
  /** In the account of the baseline, which is full of what the first run left behind. */
  readonly again?: boolean;
}

/**
 * As many as a page of newest events is known to hold: `GET /events` shows a hundred at most, and a case that looks
 * for its own among the newest of the account finds them only while fewer than that happen in the meantime. The cases
 * that do so are crowded, all others run at once.
 */
const crowd = 64;

const readsNewest = (testCase: Case): boolean =>
  testCase.steps.some(
    (step) => step.kind === "call" && writeText(step.path).startsWith("/events?"),
  );

function orders({ trials, concurrency }: IsolationInput): readonly Order[] {
  const cases = trials.map((trial) => trial.case);
  const readers = cases.filter(readsNewest);
  const others = cases.filter((testCase) => !readsNewest(testCase));
  const crowded = {
    name: "crowded",
    about: `${readers.length} cases that look for the newest events, and as many others as make ${crowd}, at the same time`,
    cases: [...readers, ...others].slice(0, Math.max(crowd, readers.length)),
    concurrency: crowd,
  };
  return [
    { name: "shuffled", about: "in an order of chance", cases: shuffle(cases, 20311), concurrency },
    {
      name: "reversed",
      about: "the last case first, one after the other",
      cases: cases.toReversed(),
      concurrency: 1,
    },
    { name: "alone", about: "each case on a server of its own", cases, concurrency, alone: true },
    {
      name: "at once",
      about: `${others.length} cases at the same time`,
      cases: others,
      concurrency: Number.POSITIVE_INFINITY,
    },
    ...(readers.length === 0 ? [] : [crowded]),
    { name: "again", about: "a second time on the same server", cases, concurrency, again: true },
  ];
}

async function proveOrder(order: Order, input: IsolationInput): Promise<Result<OrderProof>> {
  const start = performance.now();
  const chosen = new Set(order.cases);
  const expected = outcomes(input.trials.filter((trial) => chosen.has(trial.case)));
  const ran = order.alone === true ? await runAlone(order, input) : await runTogether(order, input);
  if (!ran.ok) return ran;
  const actual = outcomes(ran.value);
  const differences = [...expected].flatMap(([check, was]) => {
    const is = actual.get(check) ?? "errored";
    return is === was ? [] : [{ check, expected: was, actual: is }];
  });
  const { name, about } = order;
  return ok({ name, about, durationMs: Math.round(performance.now() - start), differences });
}

/** The outcome of every check, by its full name. */
const outcomes = (trials: readonly CaseRun[]) =>
  new Map(
    trials.flatMap(({ case: testCase, verdicts }) =>
      verdicts.map(({ check, outcome }) => [fullName(testCase, check), outcome] as const),
    ),
  );

async function runTogether(
  { cases, concurrency, again = false }: Order,
  { run, sandbox, signal }: IsolationInput,
): Promise<Result<readonly CaseRun[]>> {
  const options = { concurrency, ...(signal === undefined ? {} : { signal }) };
  const runIn = (target: Target) =>
    pMap(cases, (testCase) => run(testCase, target, "bounded"), options);
  if (again) return ok(await runIn(sandbox));
  const account = await openAccount(sandbox);
  if (!account.ok) return account;
  const trials = await runIn(account.value.target);
  await account.value.close();
  return ok(trials);
}

async function runAlone(
  { cases, concurrency }: Order,
  { run, sandbox, signal }: IsolationInput,
): Promise<Result<readonly CaseRun[]>> {
  const options = { concurrency, ...(signal === undefined ? {} : { signal }) };
  const runOne = async (testCase: Case): Promise<Result<CaseRun>> => {
    const account = await openAccount(sandbox);
    if (!account.ok) return account;
    const trial = await run(testCase, account.value.target, "bounded");
    await account.value.close();
    return ok(trial);
  };
  return collect(await pMap(cases, runOne, options));
}
