import type { Mutation } from "../../specs/types/mutation.format.d.ts";
import { grouped } from "../report/model/grouped.ts";
import type { ResultGroup, ResultRow, ResultSet } from "../report/model/result-set.ts";
import { type Found, found, type Proofs } from "./findings.ts";
import { partLines, shownLines } from "./parts.ts";
import { proofTables } from "./tables.ts";

/** A proof of the suite as the writers take it: a group a part, a row for everything that it leaves open. Pure. */
export function mutationResults(mutation: Mutation): ResultSet {
  const { conclusion, reasons, suite, run } = mutation;
  const open = found(mutation);
  const parts = partLines(mutation);
  const byGroup = new Map(parts.map(([part, line]) => partRows(part, line, open)));
  return {
    kind: "mutation",
    title: "Headwater proof of the suite",
    subject: { name: "the suite", baseUrls: {} },
    conclusion: { word: conclusion, tone: tones[conclusion] },
    gist: "",
    reasons,
    origin: {
      headwater: suite.version,
      startedAt: run.startedAt,
      finishedAt: new Date(Date.parse(run.startedAt) + run.durationMs).toISOString(),
      durationMs: run.durationMs,
      cases: suite.casesDigest,
    },
    notes: [],
    facts: [
      {
        name: "Headwater",
        text: `${suite.version}, cases ${suite.casesDigest.slice(0, 12)}, requirements ${suite.requirementsDigest.slice(0, 12)}`,
        shown: "summary",
      },
    ],
    totals: [],
    warnings: 0,
    parts: shownLines(mutation),
    ...grouped([...byGroup.keys()], (group) => byGroup.get(group) ?? []),
    failures: [],
    causes: [],
    lists: open
      .filter(({ lines }) => lines.length > 0)
      .map(({ title, lines }) => ({
        id: title.toLowerCase().replaceAll(" ", "-"),
        title,
        items: lines.map((text) => ({ text })),
      })),
    tables: proofTables(mutation),
    requirements: [],
    evidence: {},
    replays: new Map(),
    words: { row: "finding", group: "part", unit: "finding" },
    document: { format: "mutation", data: mutation },
  };
}

const tones = { proved: "good", unproved: "bad", inconclusive: "open" } as const;

/** A row for each thing that is open in a part; one that passed where there is none. */
function partRows(
  part: keyof Proofs,
  line: string,
  open: readonly Found[],
): readonly [ResultGroup, readonly ResultRow[]] {
  const own = open.filter((kind) => kind.part === part);
  const measured = own.some(({ unmeasured }) => unmeasured !== true);
  const outcome = measured ? "failed" : own.length > 0 ? "errored" : "passed";
  const group: ResultGroup = {
    id: part,
    name: part,
    title: line,
    suite: "proof of the suite",
    outcome,
    durationMs: 0,
  };
  const rows = own.flatMap((kind) => kind.lines.map((text) => rowOf(kind, text, group)));
  return [group, own.length > 0 ? rows : [passedRow(group)]];
}

const rowOf = ({ title, unmeasured }: Found, text: string, group: ResultGroup): ResultRow => ({
  id: `${group.id}/${text}`,
  name: text,
  group,
  outcome: unmeasured ? "errored" : "failed",
  status: unmeasured ? "open" : "failed",
  why: title,
  findings: [],
  remarks: [],
  exchanges: [],
});

const passedRow = (group: ResultGroup): ResultRow => ({
  id: group.id,
  name: group.title,
  group,
  outcome: "passed",
  status: "passed",
  findings: [],
  remarks: [],
  exchanges: [],
});
