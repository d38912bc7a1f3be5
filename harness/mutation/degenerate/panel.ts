import pMap from "p-map";
import type {
  AccidentalPass,
  DegenerateProof,
  DegenerateServer as ServerRow,
} from "../../../specs/types/mutation.format.d.ts";
import type { CheckRow, Report } from "../../../specs/types/report.format.d.ts";
import type { Case } from "../../case/types.ts";
import { openCauses } from "../../report/model/cause.ts";
import { failuresOf } from "../../report/model/failure.ts";
import { collect, ok, type Result } from "../../result.ts";
import type { Target } from "../../implementation/types.ts";
import { checkName } from "../check-names.ts";
import { type Behaviour, behaviours } from "./behaviours.ts";
import type { Reasons } from "./catalogue.ts";
import { startDegenerate } from "./server.ts";
import { players, recorder, type Tape } from "./tape.ts";

/** What the panel is made with. */
export interface PanelInput {
  readonly cases: readonly Case[];
  /** A target file that fits the suite; its base URLs are replaced. */
  readonly like: Target;
  readonly reasons: Reasons;
  /** Runs the suite as `headwater run` does; without a seed of its own, always with the same. */
  readonly measure: (target: Target, seed?: number) => Promise<Result<Report>>;
  readonly onServer?: (name: string) => void;
}

/**
 * Runs the suite against every server that implements nothing. No such run may end well, and every must check that
 * passes needs a reason in the catalogue. Those that play back what a good server answered pass what does not depend on
 * what is drawn: of them it is demanded that the run finds them out.
 *
 * Problems: those of a run.
 */
export async function provePanel(input: PanelInput): Promise<Result<DegenerateProof>> {
  const start = performance.now();
  const met = pMap(
    Object.entries(behaviours),
    ([name, behaviour]) => {
      input.onServer?.(name);
      return proveServer(name, behaviour, input);
    },
    { concurrency: serversAtOnce },
  );
  const [mute, played] = await Promise.all([met, provePlayers(input)]);
  const rows = collect(mute);
  if (!rows.ok) return rows;
  if (!played.ok) return played;
  const servers = [...rows.value, ...played.value];
  const musts = input.cases.flatMap((testCase) =>
    testCase.checks.filter(({ level }) => level === "must"),
  );
  const durationMs = Math.round(performance.now() - start);
  return ok({ durationMs, checks: musts.length, servers });
}

/** Servers under way at once: while one waits for what never comes, another is asked. */
const serversAtOnce = 3;

/** Cases under way at once where most of them poll for what never comes. */
const patientConcurrency = 64;

/** A part of the suite of each API is enough to find a tape player out; more would only take longer. */
const playedProfiles = new Set(["digital-river/customers", "commerce/core"]);

/** The suite against each tape player, with a tape of the suite on the good server. */
async function provePlayers(all: PanelInput): Promise<Result<readonly ServerRow[]>> {
  const claims = { ...all.like.claims, profiles: playedProfiles };
  const input = { ...all, like: { ...all.like, claims } };
  input.onServer?.("tape");
  const tape = await recordTape(input);
  if (!tape.ok) return tape;
  const rows: ServerRow[] = [];
  for (const [name, player] of Object.entries(players)) {
    input.onServer?.(name);
    player.load(tape.value);
    const row = await proveServer(name, player, input, patientConcurrency);
    if (!row.ok) return row;
    rows.push({ ...row.value, passes: [], unexplained: [], stale: [] });
  }
  return ok(rows);
}

/** Two runs with one seed ask for the same: a tape of the one would do for the other. */
const otherSeed = 2;

async function recordTape({ like, measure }: PanelInput): Promise<Result<Tape>> {
  const tape: Tape[number][] = [];
  const server = await startDegenerate(recorder(like, tape));
  try {
    const apis = Object.entries(like.apis).map(([api, one]) => [
      api,
      { ...one, baseUrl: `${server.url}/${api}` },
    ]);
    const heard = await measure(
      { ...like, apis: Object.fromEntries(apis) as Target["apis"] },
      otherSeed,
    );
    return heard.ok ? ok(tape) : heard;
  } finally {
    await server.stop();
  }
}

async function proveServer(
  name: string,
  behaviour: Behaviour,
  { like, measure, reasons, cases }: PanelInput,
  concurrency = 16,
): Promise<Result<ServerRow>> {
  const server = await startDegenerate(behaviour);
  try {
    const target = at(server.url, name, behaviour, like);
    const report = await measure({ ...target, limits: { ...target.limits, concurrency } });
    if (!report.ok) return report;
    return ok(serverRow(name, behaviour, report.value, cases, reasons.get(name) ?? new Map()));
  } finally {
    await server.stop();
  }
}

/** Short bounds for servers that would keep us waiting; any other has the time that a busy machine takes. */
function at(url: string, name: string, { endless = false }: Behaviour, like: Target): Target {
  const apis = Object.entries(like.apis).map(([api, one]) => [api, { ...one, baseUrl: url }]);
  const limits = {
    ...like.limits,
    timeoutMs: endless ? 250 : 10_000,
    bodyBytes: 262_144,
  };
  return { ...like, name, apis: Object.fromEntries(apis) as Target["apis"], limits };
}

function serverRow(
  name: string,
  { about }: Behaviour,
  report: Report,
  cases: readonly Case[],
  reasons: ReadonlyMap<string, string>,
): ServerRow {
  const passes = passesOf(report, cases).map((check): AccidentalPass => {
    const reason = reasons.get(check);
    return reason === undefined ? { check } : { check, reason };
  });
  const names = new Set(passes.map(({ check }) => check));
  return {
    name,
    about,
    conclusion: report.conclusion,
    exitCode: exitCodes[report.conclusion],
    durationMs: report.run.durationMs,
    exchanges: report.run.exchanges,
    saw: sawFirst(report),
    outcomes: mustOutcomes(report),
    passes,
    unexplained: passes.flatMap(({ check, reason }) => (reason === undefined ? [check] : [])),
    stale: [...reasons.keys()].filter((check) => !names.has(check)),
  };
}

const exitCodes = { conformant: 0, "non-conformant": 1, inconclusive: 3 } as const;

/** The must checks that passed in some combination of their case. */
function passesOf({ cases: rows }: Report, cases: readonly Case[]): readonly string[] {
  const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
  const names = rows.flatMap((row) => {
    const one = byId.get(row.id);
    const passed = row.checks.filter(isMust).filter(({ outcome }) => outcome === "passed");
    return one === undefined ? [] : passed.map(({ id }) => checkName(one, id));
  });
  return [...new Set(names)].toSorted();
}

const isMust = ({ level }: CheckRow): boolean => level === "must";

function mustOutcomes({ cases }: Report): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of cases.flatMap(({ checks }) => checks.filter(isMust))) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** What a reader of that report meets first: the largest cause, or a failure. */
function sawFirst(report: Report): string {
  const [cause] = openCauses(report);
  if (cause !== undefined) return cause.cause;
  const [finding] = failuresOf(report).flatMap(({ check }) => check.findings);
  return finding === undefined
    ? ""
    : `${finding.at} should be ${finding.expected}, is ${finding.actual}`;
}
