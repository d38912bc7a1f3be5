import { readYamlFolder } from "../../read/files.ts";
import path from "node:path";
import pMap from "p-map";
import { parse } from "yaml";
import type { PactInteraction } from "../../../specs/types/pact.format.d.ts";
import type { Case } from "../../case/types.ts";
import { driveCase } from "../../execute/case.ts";
import { groupBy } from "../../group.ts";
import { judge } from "../../judge/judge.ts";
import type { Verdict } from "../../judge/types.ts";
import type { Target } from "../../implementation/types.ts";
import { must } from "../../testing/must.ts";
import type { Sandbox } from "../../testing/sandbox.ts";
import type { PactFile } from "../document.ts";
import { openDriver } from "../../execute/driver.ts";
import { until } from "../generate.ts";
import type { InteractionRow, PactReport } from "../report.ts";
import { verifyAll } from "../verify.ts";

// One case, two judges: the live run and Pact must say the same of every derived interaction, whatever is broken.

/** A derived interaction with the part of its case that it stands for. */
interface Derived {
  readonly file: PactFile;
  readonly interaction: PactInteraction;
  readonly case: Case;
  readonly step: string;
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
    permitted: whyPermitted({ trial, live, pact }),
  }));
  return { rows, good };
}

/**
 * The faults with the interactions that their requirement is about. Of a matrix one member stands for all: the others
 * differ in a source type.
 */
async function touching(derived: readonly Derived[]): Promise<readonly Trial[]> {
  const catalogue = await readYamlFolder("reference-impl/faults", ".");
  const faults = (catalogue.ok ? catalogue.value : []).flatMap(
    ({ text }) => parse(text) as readonly { readonly name: string; readonly requirement: string }[],
  );
  return faults.flatMap(({ name, requirement }) => {
    const touched = derived.filter((one) =>
      checksOf(one).some((check) => check.requirement === requirement),
    );
    const members = groupBy(touched, (one) => `${one.case.base}/${one.step}`);
    return [...members.values()].flatMap(([one]) =>
      one === undefined ? [] : [{ fault: name, derived: one }],
    );
  });
}

/** Why the two judges may differ, told from the evidence alone; undefined where nothing permits it. */
function whyPermitted({ trial, live, pact }: Judged): string | undefined {
  const rules = trial.derived.interaction.response.matchingRules?.body ?? {};
  const findings = live.flatMap((verdict) => verdict.findings);
  if (wordOf(live) === "failed" && pact.outcome === "passed") {
    const byType = findings.every(({ at }) => rules[at.replace(/^body/, "$")] !== undefined);
    return byType
      ? "Pact compares the value by type: that an id comes back it cannot say"
      : undefined;
  }
  if (wordOf(live) === "passed" && pact.outcome === "failed") {
    const inBody = pact.mismatches.every((mismatch) => mismatch.path.startsWith("$"));
    return inBody
      ? "the body is complete, and no check on this step is about that member"
      : undefined;
  }
  return undefined;
}

function readDerived({ workspace }: Sandbox, files: readonly PactFile[]): readonly Derived[] {
  const cases = new Map(workspace.library.cases.map((testCase) => [testCase.id, testCase]));
  return files.flatMap((file) =>
    file.pact.interactions.map((interaction) => {
      const name = interaction.key ?? "";
      const [id, step] = [
        name.slice(0, name.lastIndexOf("/")),
        name.slice(name.lastIndexOf("/") + 1),
      ];
      const whole = cases.get(id);
      const last = whole?.steps.find((other) => other.id === step);
      const one = whole && last?.kind === "call" ? until(last, whole) : undefined;
      if (one === undefined) throw new Error(`no case stands behind ${name}`);
      return { file, interaction, case: one, step };
    }),
  );
}

const checksOf = ({ case: testCase, step }: Derived) =>
  testCase.checks.filter(({ on }) => on.includes(step));

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
  const groups = [...groupBy(trials, ({ fault }) => fault)];
  const targets = await pMap(
    groups,
    ([fault]) => sandbox.account(fault === undefined ? {} : { faults: [fault] }),
    { concurrency: 8 },
  );
  const assignments = groups.map(([, own], index) => ({
    target: targets[index] as Target,
    pacts: [...groupBy(own, ({ derived }) => derived.file)].map(([file, parts]) => ({
      file: file.file,
      pact: { ...file.pact, interactions: parts.map(({ derived }) => derived.interaction) },
    })),
  }));
  const live = await pMap(
    groups.entries(),
    ([index, [, own]]) => driveAll(sandbox, own, targets[index] as Target),
    { concurrency: 8 },
  );
  const verifierEntry = path.resolve("dist/harness/pact/verifier.js");
  const context = { library, specs, version: "0.0.0-test", verifierEntry };
  const reports = must(await verifyAll(assignments, context));
  const judged = groups.flatMap(([, own], group) =>
    own.map((trial, index): Judged => {
      const { description } = trial.derived.interaction;
      const pact = reports[group]?.interactions.find((row) => row.description === description);
      if (pact === undefined) throw new Error(`no row for ${description}`);
      return { trial, live: live[group]?.[index] ?? [], pact };
    }),
  );
  return { judged, good: reports[groups.findIndex(([fault]) => fault === undefined)] };
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
      const transcript = await driveCase(derived.case, {
        ...driver,
        fixtures: library.fixtures,
        unique: `hwlive${index}x${derived.step.length}`,
        record: (entry) => (entry.kind === "exchange" ? { ...entry, number: 0 } : entry),
      });
      const own = new Set(checksOf(derived).map(({ id }) => id));
      return judge(derived.case, transcript, specs.schemas).filter(({ check }) => own.has(check));
    },
    { concurrency: 4 },
  );
  await close();
  return all;
}

/** What the checks on a step come to in the words of a contract report. */
function wordOf(verdicts: readonly Verdict[]): InteractionRow["outcome"] {
  if (verdicts.some(({ outcome }) => outcome === "failed")) return "failed";
  return verdicts.every(({ outcome }) => outcome === "passed") ? "passed" : "untestable";
}
