import { readYamlFolder } from "../../read/files.ts";
import path from "node:path";
import pMap from "p-map";
import { parse } from "yaml";
import type { PactInteraction } from "../../../specs/types/pact.format.d.ts";
import { driveCase } from "../../execute/case.ts";
import { groupBy } from "../../group.ts";
import type { Transcript } from "../../journal/transcript.ts";
import { judge } from "../../judge/judge.ts";
import type { Verdict } from "../../judge/types.ts";
import type { Target } from "../../implementation/types.ts";
import { must } from "../../testing/must.ts";
import type { Sandbox } from "../../testing/sandbox.ts";
import type { PactFile } from "../document.ts";
import { openDriver } from "../../execute/driver.ts";
import { isCaseState } from "../case-state.ts";
import { findJudged, type JudgedRun, stepsBefore } from "../judged-step.ts";
import type { InteractionRow, PactReport } from "../report.ts";
import { verifyAll } from "../verify.ts";

// One case, two judges: the live run and Pact must say the same of every derived interaction, whatever is broken.

/** A derived interaction with the part of its case that it stands for. */
interface Derived extends JudgedRun {
  readonly file: PactFile;
  readonly interaction: PactInteraction;
}

interface Trial {
  /** Absent: the good reference implementation. */
  readonly fault: string | undefined;
  readonly derived: Derived;
}

/** One trial, and what the two judges say of it. */
export interface Row {
  readonly trial: string;
  readonly fault: string | undefined;
  /** In the words of a contract report. */
  readonly live: InteractionRow["outcome"];
  readonly pact: InteractionRow["outcome"];
  /** What Pact's side found. */
  readonly mismatches: InteractionRow["mismatches"];
  /** Where they differ, what permits it; undefined where nothing does. */
  readonly permitted?: string | undefined;
}

/** What both judges say. */
export interface Agreement {
  readonly rows: readonly Row[];
  /** Pact's own report on the good server, on which every interaction is tried. */
  readonly good: PactReport | undefined;
}

/** Has both judges judge every derived interaction, on a good server and on every fault that touches it. */
export async function askBothJudges(
  sandbox: Sandbox,
  pacts: readonly PactFile[],
): Promise<Agreement> {
  const derived = readDerived(sandbox, pacts);
  const trials = [
    ...derived.map((one) => ({ fault: undefined, derived: one })),
    ...(await touching(derived)),
  ];
  const { judged, good } = await tryAll(sandbox, trials);
  const rows = judged.map(({ trial, live, pact }) => ({
    trial: `${trial.fault ?? "good"}: ${trial.derived.interaction.key ?? ""}`,
    fault: trial.fault,
    live: wordOf(live),
    pact: pact.outcome,
    mismatches: pact.mismatches,
    permitted: whyPermitted({ trial, live, pact }),
  }));
  return { rows, good };
}

/**
 * The faults with the interactions that their requirement is about. Of a matrix one member stands for all: the others
 * differ in a source type.
 */
async function touching(derived: readonly Derived[]): Promise<readonly Trial[]> {
  const catalogue = readYamlFolder("reference-impl/faults", ".");
  const faults = (catalogue.ok ? catalogue.value : []).flatMap(
    ({ text }) => parse(text) as readonly { readonly name: string; readonly requirement: string }[],
  );
  return faults.flatMap(({ name, requirement }) => {
    const touched = derived.filter((one) =>
      checksOf(one).some((check) => check.requirement === requirement),
    );
    const members = groupBy(touched, (one) => `${one.case.base}/${one.step.id}`);
    return [...members.values()].flatMap(([one]) =>
      one === undefined ? [] : [{ fault: name, derived: one }],
    );
  });
}

/** Why the two judges may differ, told from the evidence alone; undefined where nothing permits it. */
function whyPermitted({ trial, live, pact }: Judged): string | undefined {
  if (wordOf(live) === "failed" && pact.outcome === "passed") {
    const isMust = live.some(({ level, outcome }) => level === "must" && outcome === "failed");
    return isMust ? undefined : "a pact demands nothing that only should be";
  }
  if (wordOf(live) === "passed" && pact.outcome === "failed") {
    const others = pact.mismatches.filter((mismatch) => !mismatch.path.startsWith("$"));
    if (others.length === 0) {
      return "the body is complete, and no check on this step is about that member";
    }
    const isStatus = others.every((mismatch) => mismatch.path === "status");
    return isStatus && takesOtherStatuses(trial.derived)
      ? "a pact has one status, and the checks take others"
      : undefined;
  }
  if (wordOf(live) === "untestable") {
    const { providerStates = [] } = trial.derived.interaction;
    return providerStates.some(({ name }) => isCaseState(name))
      ? undefined
      : "an earlier step went wrong, which fixtures do without";
  }
  return undefined;
}

const takesOtherStatuses = (derived: Derived): boolean =>
  checksOf(derived).every(({ expect: { status = [] } }) =>
    status.every(({ first, last }) => last > first),
  );

function readDerived({ workspace }: Sandbox, files: readonly PactFile[]): readonly Derived[] {
  const { cases } = workspace.library;
  return files.flatMap((file) =>
    file.pact.interactions.map((interaction) => {
      const judged = findJudged(interaction.key ?? "", cases);
      if (judged === undefined) throw new Error(`no case stands behind ${interaction.key}`);
      return { file, interaction, ...judged };
    }),
  );
}

const checksOf = ({ case: testCase, step }: Derived) =>
  testCase.checks.filter(({ on }) => on.includes(step.id));

interface Judged {
  readonly trial: Trial;
  readonly live: readonly Verdict[];
  readonly pact: InteractionRow;
}

async function tryAll(
  sandbox: Sandbox,
  trials: readonly Trial[],
): Promise<{ readonly judged: readonly Judged[]; readonly good: PactReport | undefined }> {
  const { library, specs } = sandbox.workspace;
  // Some faults reach what other cases make in the same account: each trial of a fault has accounts of its own, one a judge.
  const groups = [
    ...groupBy(trials, (trial) => (trial.fault === undefined ? "good" : trial)).values(),
  ].map((own) => ({ own, faults: own.flatMap(({ fault }) => fault ?? []).slice(0, 1) }));
  const accounts = () =>
    pMap(groups, ({ faults }) => sandbox.account({ faults }), { concurrency: 8 });
  const [targets, others] = [await accounts(), await accounts()];
  const assignments = groups.map(({ own }, index) => ({
    target: targets[index] as Target,
    pacts: [...groupBy(own, ({ derived }) => derived.file)].map(([file, parts]) => ({
      file: file.file,
      pact: { ...file.pact, interactions: parts.map(({ derived }) => derived.interaction) },
    })),
  }));
  const live = await pMap(
    groups.entries(),
    ([index, { own }]) => driveAll(sandbox, own, others[index] as Target),
    { concurrency: 8 },
  );
  const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
  const context = { library, specs, verifierEntry, pollsAgain };
  const reports = must(await verifyAll(assignments, context));
  const judged = groups.flatMap(({ own }, group) =>
    own.map((trial, index): Judged => {
      const { description } = trial.derived.interaction;
      const pact = reports[group]?.interactions.find((row) => row.description === description);
      if (pact === undefined) throw new Error(`no row for ${description}`);
      return { trial, live: live[group]?.[index] ?? [], pact };
    }),
  );
  return { judged, good: reports[groups.findIndex(({ faults }) => faults.length === 0)] };
}

async function driveAll(
  sandbox: Sandbox,
  trials: readonly Trial[],
  target: Target,
): Promise<readonly (readonly Verdict[])[]> {
  const { library, specs } = sandbox.workspace;
  const { driver, close } = openDriver({ target, specs });
  const all = await pMap(
    trials,
    async ({ derived }, index) => {
      const { case: whole, step } = derived;
      const driven = { ...whole, steps: [...stepsBefore(whole, step), step] };
      const transcript = await driveCase(driven, {
        ...driver,
        pollsAgain,
        fixtures: library.fixtures,
        unique: `hwlive${index}x${step.id.length}`,
        record: (entry) => (entry.kind === "exchange" ? { ...entry, number: 0 } : entry),
      });
      return judgeRun(derived, transcript, specs.schemas);
    },
    { concurrency: 4 },
  );
  await close();
  return all;
}

/** What a fault keeps from settling is not waited for as long as a run would: about a second. */
const pollsAgain = (tries: number): boolean => tries < 7;

/** The verdicts on the checks of a step in one of its runs, as if it had no other. */
function judgeRun(
  derived: Derived,
  { entries, ...rest }: Transcript,
  schemas: Parameters<typeof judge>[2],
): readonly Verdict[] {
  const { case: whole, step, run } = derived;
  const alone = { ...step, runs: step.runs.slice(run, run + 1) };
  const own = entries.flatMap((entry) => {
    if (entry.kind !== "exchange" || entry.name !== step.id || !entry.judged) return [entry];
    return entry.run === run ? [{ ...entry, run: 0 }] : [];
  });
  const steps = [...stepsBefore(whole, step), alone];
  const checks = checksOf(derived).map((check) => ({ ...check, on: [step.id] }));
  const testCase = { ...whole, steps, checks };
  return judge(testCase, { ...rest, entries: own }, schemas);
}

/** What the checks on a step come to in the words of a contract report. */
function wordOf(verdicts: readonly Verdict[]): InteractionRow["outcome"] {
  if (verdicts.some(({ outcome }) => outcome === "failed")) return "failed";
  return verdicts.every(({ outcome }) => outcome === "passed") ? "passed" : "untestable";
}
