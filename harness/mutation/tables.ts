import type {
  DegenerateProof,
  EditProof,
  FairnessProof,
  GeneratedProof,
  FaultProof,
  IsolationProof,
} from "../../specs/types/mutation.format.d.ts";
import type { Cell, ResultTable } from "../report/model/result-set.ts";
import { duration } from "../text/duration.ts";
import type { Proofs } from "./findings.ts";

/** What correct servers may do; the kill matrix by requirement, by fault and by case; edited transcripts, degenerate servers, orders. */
export const proofTables = ({
  fairness,
  faults,
  generated,
  edits,
  degenerate,
  isolation,
}: Proofs): readonly ResultTable[] => [
  ...(fairness === undefined ? [] : [freedomRows(fairness)]),
  ...(faults === undefined ? [] : [requirements(faults), faultRows(faults), cases(faults)]),
  ...(generated === undefined ? [] : [generatedRows(generated)]),
  ...(edits === undefined ? [] : [editRows(edits)]),
  ...(degenerate === undefined ? [] : [serverRows(degenerate), reasonRows(degenerate)]),
  ...(isolation === undefined ? [] : [orderRows(isolation)]),
];

const names = (all: readonly string[], shown = 4): Cell => ({ names: all, shown });

const freedomRows = ({ freedoms, unfair, undecided, servers }: FairnessProof): ResultTable => ({
  title: "Freedoms",
  note: `What a correct server may do, alone and together in ${servers} servers; no must check may fail for it.`,
  columns: ["Freedom", "What such a server does", "Kind", "APIs", "Unfair checks", "Undecided"],
  rows: freedoms.map(({ name, about, kind, apis }) => [
    { code: name },
    about,
    kind,
    apis.join(", "),
    names(checksWith(name, unfair)),
    names(checksWith(name, undecided), 0),
  ]),
});

const checksWith = (name: string, rows: FairnessProof["unfair"]): readonly string[] =>
  rows.flatMap((row) => (row.freedoms.includes(name) ? [row.check] : []));

const requirements = ({ requirements: rows, matrix }: FaultProof): ResultTable => ({
  title: "Requirements",
  note: `Faults that break a requirement, and must checks that verify it (${matrix} matrix).`,
  columns: ["Requirement", "Level", "Faults killed", "Must checks that kill"],
  rows: rows.map((row) => [
    row.id,
    { level: row.level },
    `${row.killed} of ${row.faults}`,
    `${row.checks - row.idle} of ${row.checks}`,
  ]),
});

const faultRows = ({ faults: rows }: FaultProof): ResultTable => ({
  title: "Faults",
  note: "A fault is killed when a check on the requirement that it breaks fails. What else fails is collateral.",
  columns: ["Fault", "Breaks", "Requirement", "Outcome", "Killed by", "Collateral"],
  rows: rows.map((row) => [
    { code: row.name },
    row.breaks,
    row.requirement,
    row.killed ? { outcome: "passed" } : { strong: "survives" },
    names(row.killers),
    names(row.collateral, 0),
  ]),
});

const cases = ({ cases: rows }: FaultProof): ResultTable => ({
  title: "Cases",
  note: "Which faults make a check fail: those that break its requirement, and others.",
  columns: ["Check", "Level", "Requirement", "Kills", "Collateral"],
  rows: rows.flatMap(({ id, checks }) =>
    checks.map((check): readonly Cell[] => [
      { code: `${id}/${check.id}` },
      { level: check.level },
      check.requirement,
      names(check.kills),
      names(check.collateral, 0),
    ]),
  ),
});

const generatedRows = ({ faults }: GeneratedProof): ResultTable => ({
  title: "Generated faults",
  note: "Faults that follow from what is documented. Each met cases until a check of at least its level failed.",
  columns: ["Fault", "Breaks", "Requirement", "Level", "Killed by"],
  rows: faults.map(({ name, breaks, requirement, level, killer }) => [
    { code: name },
    breaks,
    requirement,
    { level },
    killer === undefined ? { strong: "survives" } : killer,
  ]),
});

const editRows = ({ edits, demands, checks, judgements }: EditProof): ResultTable => ({
  title: "Edited transcripts",
  note: `${demands} demands of ${checks} checks in ${judgements} judgements. An answer is edited until each demand on it was noticed once.`,
  columns: ["Edit", "May a server answer so?", "Tried", "Noticed"],
  rows: edits.map(({ kind, legal, tried, noticed }) => [
    kind,
    legal ? "yes" : "no",
    tried,
    noticed,
  ]),
});

const serverRows = ({ servers, checks }: DegenerateProof): ResultTable => ({
  title: "Degenerate servers",
  note: `Servers that implement nothing; ${checks} must checks against each.`,
  columns: [
    "Server",
    "What it does",
    "Exit code",
    "What the report names first",
    "Accidental passes",
    "Took",
  ],
  rows: servers.map((row) => [
    { code: row.name },
    row.about,
    row.exitCode,
    row.saw,
    row.passes.length,
    duration(row.durationMs),
  ]),
});

const reasonRows = ({ servers }: DegenerateProof): ResultTable => ({
  title: "Accidental passes",
  note: "Must checks that cannot tell such a server from a conforming one, and why that is no fault of theirs.",
  columns: ["Server", "Reason", "Checks"],
  rows: servers.flatMap(({ name, passes }) => {
    const reasons = new Set(passes.map(({ reason }) => reason));
    return [...reasons].map((reason): readonly Cell[] => [
      { code: name },
      reason ?? { strong: "none" },
      names(passes.flatMap((pass) => (pass.reason === reason ? [pass.check] : []))),
    ]);
  }),
});

const orderRows = ({ orders, cases: count }: IsolationProof): ResultTable => ({
  title: "Order and company",
  note: `${count} cases, each time with the verdicts of the baseline to compare with.`,
  columns: ["Order", "What is done", "Verdicts that differ", "Took"],
  rows: orders.map(({ name, about, differences, durationMs }) => [
    name,
    about,
    differences.length,
    duration(durationMs),
  ]),
});
