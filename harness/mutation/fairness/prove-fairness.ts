import pMap from "p-map";
import type { FairnessProof, UnfairCheck } from "../../../specs/types/mutation.format.d.ts";
import type { Case } from "../../case/types.ts";
import type { Target } from "../../implementation/types.ts";
import type { Verdict } from "../../judge/types.ts";
import { decide } from "../../plan/decide.ts";
import { collect, ok, type Result } from "../../result.ts";
import { openAccount } from "../account.ts";
import type { CaseRun, CaseRuns, Material } from "../case-run.ts";
import { byBase, checkName, fullName } from "../check-names.ts";
import type { HealthyRun } from "../healthy-run.ts";
import { culprits } from "./culprits.ts";
import { type Freedom, together } from "./freedom.ts";
import { type FairServer, fairServers } from "./servers.ts";

/** What fairness is proved with. */
export interface FairnessInput {
  readonly freedoms: readonly Freedom[];
  /** Every server meets every combination of every case. */
  readonly full: boolean;
  readonly material: Material;
  readonly trials: CaseRuns;
  readonly sandbox: Target;
  /** What the target files of this name claim: of a server that does not do all. */
  readonly claiming: ReadonlyMap<string, Target>;
  readonly baseline: Pick<HealthyRun, "passed" | "patient">;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onServer?: (name: string) => void;
}

/**
 * Runs the suite on servers that are correct and not ours: they differ in what no must forbids. A must check that fails
 * on one of them is unfair, and the fewest freedoms that bring it about are named. So is one that cannot be decided where
 * every freedom is a legal variation; where a fault below must keeps a case from what it needs, that is undecided.
 *
 * Problems: REFERENCE_SERVER.
 */
export async function proveFairness(input: FairnessInput): Promise<Result<FairnessProof>> {
  const start = performance.now();
  const servers = fairServers(input.freedoms);
  const turns = new Map(servers.map((server, turn) => [server, turn]));
  // On a rough one, many cases wait for what never comes.
  const waitingFirst = servers.toSorted((a, b) => Number(isRough(b)) - Number(isRough(a)));
  const rows = await pMap(
    waitingFirst,
    (server) => proveServer(server, turns.get(server) ?? 0, input),
    {
      concurrency: serversAtOnce,
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    },
  );
  const proved = collect(rows);
  if (!proved.ok) return proved;
  const found = proved.value.flatMap(({ unfair }) => unfair);
  const once = new Map(found.map((each) => [`${each.check} ${each.freedoms.join()}`, each]));
  const open = [...once.values()];
  const faults = new Set(
    input.freedoms.flatMap(({ name, kind }) => (kind === "fault" ? [name] : [])),
  );
  return ok({
    durationMs: Math.round(performance.now() - start),
    checks: mustChecks(input).size,
    servers: servers.length,
    trials: proved.value.reduce((sum, { trials }) => sum + trials, 0),
    freedoms: input.freedoms.map(({ name, kind, about, apis }) => ({
      name,
      kind,
      about,
      apis: [...apis],
    })),
    unfair: open.filter((row) => !isUndecided(row, faults)),
    undecided: open.filter((row) => isUndecided(row, faults)),
  });
}

const isRough = ({ rough }: FairServer): boolean => rough === true;

const isUndecided = ({ outcome, freedoms }: UnfairCheck, faults: ReadonlySet<string>): boolean =>
  outcome === "blocked" && freedoms.some((name) => faults.has(name));

/** Servers under way at once: while the last cases of one wait for what will not come, the next one begins. */
const serversAtOnce = 8;

/** The must checks that pass on the reference implementation, by their files. */
function mustChecks({ material, baseline }: FairnessInput): ReadonlySet<string> {
  return new Set(
    material.library.cases.flatMap((testCase) =>
      testCase.checks
        .filter(({ id, level }) => level === "must" && baseline.passed.has(fullName(testCase, id)))
        .map(({ id }) => checkName(testCase, id)),
    ),
  );
}

interface Proved {
  readonly trials: number;
  readonly unfair: readonly UnfairCheck[];
}

async function proveServer(
  server: FairServer,
  turn: number,
  input: FairnessInput,
): Promise<Result<Proved>> {
  const account = await openFor(server.taken, input);
  if (!account.ok) return account;
  input.onServer?.(server.name);
  const { target, close } = account.value;
  const { cases, fixtures } = input.material.library;
  const own = cases.filter(
    (each) =>
      each.api === server.api &&
      hasMust(each, input) &&
      decide(each, fixtures, target).kind === "run",
  );
  const met = metBy(server, own, turn, input);
  const runs = await pMap(met, (testCase) => decided(testCase, target, input), {
    concurrency: Math.ceil(input.concurrency / serversAtOnce),
  });
  await close();
  const open = runs.flatMap(({ case: testCase, verdicts }) =>
    unfairIn(testCase, verdicts, input)
      .filter(({ outcome }) => !isRough(server) || outcome === "failed")
      .map((verdict) => ({ testCase, verdict })),
  );
  const explained = await explain(open, server, input);
  return explained.ok ? ok({ trials: met.length, unfair: explained.value }) : explained;
}

/** Whoever looks a few times only sees no must fail that would not; one that does is given its time. */
async function decided(testCase: Case, target: Target, input: FairnessInput): Promise<CaseRun> {
  const { trials, baseline } = input;
  if (!baseline.patient.has(testCase.id)) {
    const run = await trials.run(testCase, target, "short");
    if (unfairIn(testCase, run.verdicts, input).length === 0) return run;
  }
  return trials.run(testCase, target, "bounded");
}

/** Any other case cannot be unfair. */
const hasMust = (testCase: Case, { baseline }: FairnessInput): boolean =>
  testCase.checks.some(
    ({ id, level }) => level === "must" && baseline.passed.has(fullName(testCase, id)),
  );

function metBy(
  { meets, taken }: FairServer,
  cases: readonly Case[],
  turn: number,
  { full, material }: FairnessInput,
): readonly Case[] {
  if (meets === "all" || full) return cases;
  if (meets === "each") return oneOfEach(cases, turn);
  const areaOf = (id = "") => material.specs.requirements.get(id)?.area;
  const areas = new Set(taken.map(({ requirement }) => areaOf(requirement)));
  const isNear = ({ checks }: Case) =>
    checks.some(({ requirement }) => areas.has(areaOf(requirement)));
  return oneOfEach(cases.filter(isNear), turn);
}

/** One combination of each case, another one from server to server. */
const oneOfEach = (cases: readonly Case[], turn: number): readonly Case[] =>
  [...byBase(cases).values()].flatMap((all) => all.slice(turn % all.length).slice(0, 1));

async function openFor(freedoms: readonly Freedom[], { sandbox, claiming }: FairnessInput) {
  const [less] = freedoms.flatMap(({ target = "" }) => claiming.get(target) ?? []);
  const bound = less && { ...sandbox, claims: less.claims, recipes: merged(sandbox, less) };
  return openAccount(bound ?? sandbox, together(freedoms));
}

const merged = (sandbox: Target, { recipes }: Target) => new Map([...sandbox.recipes, ...recipes]);

const unfairIn = (
  testCase: Case,
  verdicts: readonly Verdict[],
  { baseline }: FairnessInput,
): readonly Verdict[] =>
  verdicts.filter(
    ({ check, level, outcome }) =>
      level === "must" && outcome !== "passed" && baseline.passed.has(fullName(testCase, check)),
  );

interface Open {
  readonly testCase: Case;
  readonly verdict: Verdict;
}

/** What failed and the fewest freedoms that it takes; those that explained another check are tried first. */
async function explain(
  open: readonly Open[],
  { taken }: FairServer,
  input: FairnessInput,
): Promise<Result<readonly UnfairCheck[]>> {
  const explanations: (readonly Freedom[])[] = [];
  const rows: UnfairCheck[] = [];
  for (const { testCase, verdict } of open) {
    const isSo = (some: readonly Freedom[]) => failsWith(some, testCase, verdict, input);
    const known = await firstThat(explanations, isSo);
    const found = known ?? (await culprits(taken, isSo));
    if (known === undefined) explanations.push(found);
    rows.push(rowOf(testCase, verdict, found));
  }
  return ok(rows);
}

async function firstThat<T>(
  items: readonly T[],
  isSo: (item: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const item of items) if (await isSo(item)) return item;
  return undefined;
}

/** Whether the check comes to the same on a server that takes only these. */
async function failsWith(
  freedoms: readonly Freedom[],
  testCase: Case,
  { check, outcome }: Verdict,
  input: FairnessInput,
): Promise<boolean> {
  const account = await openFor(freedoms, input);
  if (!account.ok) return false;
  const { target, close } = account.value;
  const { verdicts } = await input.trials.run(testCase, target, "bounded");
  await close();
  return verdicts.some((verdict) => verdict.check === check && verdict.outcome === outcome);
}

function rowOf(testCase: Case, verdict: Verdict, found: readonly Freedom[]): UnfairCheck {
  const [finding] = verdict.findings;
  const { check, requirement, outcome, cause = "" } = verdict;
  return {
    check: fullName(testCase, check),
    requirement,
    outcome,
    freedoms: found.map(({ name }) => name),
    finding: finding ? `${finding.at} should be ${finding.expected}, is ${finding.actual}` : cause,
  };
}
