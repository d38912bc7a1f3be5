import type { DegenerateServer, Mutation } from "../../../specs/types/mutation.format.d.ts";

/** A row of a panel in which all is well. */
export const server: DegenerateServer = {
  name: "always-404",
  about: "finds nothing",
  conclusion: "inconclusive",
  exitCode: 3,
  durationMs: 12,
  exchanges: 4,
  saw: "POST /notes: status should be 2xx, is 404",
  outcomes: { blocked: 3, passed: 1 },
  passes: [{ check: "gullible/no-secret", reason: "It says <nothing> of secrets." }],
  unexplained: [],
  stale: [],
};

/** Proofs of every part, with nothing open. */
export const proofs = {
  baseline: { cases: 1, passed: 1, unfit: [] },
  fairness: {
    durationMs: 700,
    checks: 1,
    servers: 2,
    trials: 2,
    freedoms: [
      {
        name: "removal-wrong-words",
        kind: "fault",
        about: "The words are <others>.",
        apis: ["digital-river"],
      },
    ],
    unfair: [],
    undecided: [],
  },
  faults: {
    matrix: "own",
    selected: false,
    trials: 2,
    durationMs: 900,
    totals: { faults: 2, killed: 2, collateral: 0, unnoticed: 0, checks: 1, idle: 0 },
    requirements: [{ id: "DR-BOOK-2", level: "must", faults: 2, killed: 2, checks: 1, idle: 0 }],
    faults: [
      {
        name: "removal-answers-200",
        breaks: "The answer is 200 & a body.",
        requirement: "DR-BOOK-2",
        level: "must",
        killed: true,
        killers: ["remove-a-note/removal-answers-204"],
        collateral: ["a/b", "a/c"],
      },
    ],
    cases: [
      {
        id: "remove-a-note",
        file: "suites/notes.yaml",
        checks: [
          {
            id: "removal-answers-204",
            level: "must",
            requirement: "DR-BOOK-2",
            kills: ["removal-answers-200"],
            collateral: [],
          },
        ],
      },
    ],
    idle: [],
    thin: [],
    errored: [],
  },
  generated: {
    durationMs: 800,
    selected: false,
    trials: 3,
    faults: [
      {
        name: "missing-id-of-get-notes",
        breaks: "The member id is missing.",
        requirement: "DR-BOOK-1",
        level: "must",
        trials: 3,
        killer: "remove-a-note/note-is-kept",
      },
    ],
    errored: [],
  },
  edits: {
    judgements: 4000,
    durationMs: 1000,
    edits: [{ kind: "other text", legal: false, tried: 4000, noticed: 12 }],
    checks: 1,
    demands: 2,
    vacuous: [],
    strict: [],
  },
  degenerate: { durationMs: 2000, checks: 4, servers: [server] },
  isolation: {
    durationMs: 3000,
    cases: 1,
    orders: [{ name: "reversed", about: "the last case first", durationMs: 500, differences: [] }],
  },
} satisfies Omit<Mutation, "format" | "suite" | "run" | "conclusion" | "reasons">;

/** The whole of it. */
export const proved: Mutation = {
  format: 1,
  suite: { version: "0.0.0-test", casesDigest: "c".repeat(64), requirementsDigest: "d".repeat(64) },
  run: {
    startedAt: "2031-01-01T00:00:00.000Z",
    durationMs: 7000,
    parts: ["fairness", "faults", "generated", "edits", "degenerate", "isolation"],
  },
  conclusion: "proved",
  reasons: [],
  ...proofs,
};
