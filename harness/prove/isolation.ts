import pMap from "p-map";
import type { IsolationProof, OrderProof } from "../../specs/types/mutation.format.d.ts";
import type { Case } from "../case/types.ts";
import { shuffle } from "../plan/order.ts";
import { collect, ok, type Result } from "../result.ts";
import type { Target } from "../target/types.ts";
import { openAccount } from "./account.ts";
import { fullName } from "./names.ts";
import type { Trial, Trials } from "./trial.ts";

/** What isolation is proved with. */
export interface IsolationInput {
  /** Trials of the baseline: what every verdict must stay. */
  readonly trials: readonly Trial[];
  readonly run: Trials["run"];
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
  const rows: Result<OrderProof>[] = [];
  for (const order of orders(input)) {
    input.onOrder?.(order.name);
    rows.push(await proveOrder(order, input));
  }
  const proved = collect(rows);
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
  /** How often the whole suite runs on the same account. */
  readonly rounds?: number;
}

/**
 * Twice what is usual. Cases that read the newest events of the account find theirs on a page of a hundred, so that a
 * thousand cases at once would crowd each other out of what the API can show.
 */
const crowd = 64;

function orders({ trials, concurrency }: IsolationInput): readonly Order[] {
  const cases = trials.map((trial) => trial.case);
  return [
    { name: "shuffled", about: "in an order of chance", cases: shuffle(cases, 20311), concurrency },
    { name: "reversed", about: "the last case first", cases: cases.toReversed(), concurrency },
    { name: "in a row", about: "one case after the other", cases, concurrency: 1 },
    { name: "alone", about: "each case on a server of its own", cases, concurrency, alone: true },
    { name: "crowded", about: `${crowd} cases at the same time`, cases, concurrency: crowd },
    { name: "twice", about: "again on the same server", cases, concurrency, rounds: 2 },
  ];
}

async function proveOrder(order: Order, input: IsolationInput): Promise<Result<OrderProof>> {
  const start = performance.now();
  const expected = outcomes(input.trials);
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
const outcomes = (trials: readonly Trial[]) =>
  new Map(
    trials.flatMap(({ case: one, verdicts }) =>
      verdicts.map(({ check, outcome }) => [fullName(one, check), outcome] as const),
    ),
  );

/** The trials of the last round. */
async function runTogether(
  { cases, concurrency, rounds = 1 }: Order,
  { run, sandbox, signal }: IsolationInput,
): Promise<Result<readonly Trial[]>> {
  const options = { concurrency, ...(signal === undefined ? {} : { signal }) };
  const account = await openAccount(sandbox);
  if (!account.ok) return account;
  const { target, close } = account.value;
  let trials: readonly Trial[] = [];
  for (let round = 0; round < rounds; round += 1) {
    trials = await pMap(cases, (one) => run(one, target, "bounded"), options);
  }
  await close();
  return ok(trials);
}

async function runAlone(
  { cases, concurrency }: Order,
  { run, sandbox, signal }: IsolationInput,
): Promise<Result<readonly Trial[]>> {
  const options = { concurrency, ...(signal === undefined ? {} : { signal }) };
  const runOne = async (one: Case): Promise<Result<Trial>> => {
    const account = await openAccount(sandbox);
    if (!account.ok) return account;
    const trial = await run(one, account.value.target, "bounded");
    await account.value.close();
    return ok(trial);
  };
  return collect(await pMap(cases, runOne, options));
}
