import { createRedact } from "../secrets/redact.ts";
import { whyLive } from "../execute/live-mode.ts";
import { whyUnreachable } from "../execute/probe.ts";
import type { Record as Recorder } from "../journal/transcript.ts";
import { groupBy } from "../group.ts";
import type { Library } from "../case/types.ts";
import { ok, type Result } from "../result.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Target } from "../implementation/types.ts";
import type { PactFile } from "./document.ts";
import { prefetchStates, type Upcoming } from "./prefetch-states.ts";
import { openVerifier, type Verifier } from "./child.ts";
import { verifyByCore } from "./core.ts";
import { type Driver, openDriver } from "../execute/driver.ts";
import type { Exchange } from "../http/types.ts";
import { holdAnswer } from "./hold-answer.ts";
import { judgeTask, untestable, type Verified } from "./judge-task.ts";
import { buildPactReport, type InteractionRow, type PactReport } from "./report.ts";
import { createSession } from "./session.ts";
import type { StateBuilder } from "./state-builder.ts";
import { startStateServer } from "./state-server.ts";
import { type Assignment, boundApi, type Task, tasksOf, whyHopeless } from "./task.ts";
import { type Route, startProxy } from "./proxy.ts";
import { completeHeaders } from "./wire.ts";
import { openSender } from "../implementation/connection.ts";

/** What verifying needs beside the pacts. */
export interface VerifyContext {
  readonly library: Library;
  readonly specs: SpecBook;
  /** Absolute path of the main module of the verifier's process. */
  readonly verifierEntry: string;
  /** As a driver's: for who verifies on servers of which he knows that some never settle. */
  readonly pollsAgain?: Driver["pollsAgain"];
}

/**
 * Verifies every interaction on its own, one after the other. Nothing that was not verified passes: what the states
 * or the target do not allow is untestable, with the reason, and so is what the core gave no result for.
 *
 * Problems: PACKAGE_MISSING, before anything is sent.
 */
export async function verifyPacts(
  assignment: Assignment,
  context: VerifyContext,
): Promise<Result<PactReport>> {
  const reports = await verifyAll([assignment], context);
  if (!reports.ok) return reports;
  const [report] = reports.value;
  return ok(report ?? buildPactReport({ name: assignment.target.name, baseUrls: {} }, []));
}

/** The same for several targets, by one process: accounts of a server that are broken in different ways, say. */
export async function verifyAll(
  assignments: readonly Assignment[],
  context: VerifyContext,
): Promise<Result<readonly PactReport[]>> {
  let first = 1;
  const tasks = assignments.map((assignment) => {
    const own = tasksOf(assignment, first);
    first += own.length;
    return own;
  });
  const verifier = await openVerifier(context.verifierEntry);
  if (!verifier.ok) return verifier;
  const hopeless = await hopelessOf(tasks.flat(), context.library);
  const able = tasks.flat().filter((task) => !hopeless.has(task));
  const verified = await verifyTasks(able, context, verifier.value);
  const reports = assignments.map(({ target }, index) => {
    const mask = createRedact(target.secrets);
    const rows = (tasks[index] ?? []).map((task) => {
      const reason = hopeless.get(task);
      const row = reason === undefined ? judgeTask(task, verified) : untestable(task, reason);
      return masked(row, mask);
    });
    const urls = Object.entries(target.apis).map(([name, api]) => [name, api.baseUrl]);
    const shown = { name: target.name, baseUrls: Object.fromEntries(urls) };
    const notes = assignments[index]?.pacts.flatMap(notesOf) ?? [];
    return buildPactReport(shown, rows, verified.live, notes);
  });
  return ok(reports);
}

const notesOf = ({ file, notes = [] }: PactFile): readonly string[] =>
  notes.map((note) => `${file}: ${note}`);

/** What a target answers may hold its own keys. */
const masked = (row: InteractionRow, mask: (text: string) => string): InteractionRow => ({
  ...row,
  ...(row.reason !== undefined && { reason: mask(row.reason) }),
  mismatches: row.mismatches.map(({ path, expected, actual, message }) => ({
    path,
    expected: mask(expected),
    actual: mask(actual),
    message: mask(message),
  })),
});

async function hopelessOf(
  tasks: readonly Task[],
  library: Library,
): Promise<ReadonlyMap<Task, string>> {
  const silent = new Map<Target, string | undefined>();
  for (const [target] of groupBy(tasks, (task) => task.target)) {
    silent.set(target, await whySilent(target));
  }
  return new Map(
    tasks.flatMap((task) => {
      const why = whyHopeless(task, library) ?? silent.get(task.target);
      return why === undefined ? [] : [[task, why] as const];
    }),
  );
}

/** Why nothing can be verified: no connection, or no answer whatever to a first request. */
async function whySilent(target: Target): Promise<string | undefined> {
  const unreachable = await whyUnreachable(target);
  if (unreachable !== undefined) return unreachable;
  const { send, close } = openSender(target, 1);
  try {
    for (const { baseUrl } of Object.values(target.apis)) {
      const { reply } = await send({ method: "GET", url: baseUrl, headers: {} });
      if (reply.kind === "answered" || reply.reason === "too-large") continue;
      return `${baseUrl} does not answer: ${reply.message}`;
    }
    return undefined;
  } finally {
    await close();
  }
}

/** @param verifier Closed when all is done. */
async function verifyTasks(
  tasks: readonly Task[],
  context: VerifyContext,
  verifier: Verifier,
): Promise<Verified> {
  let live: string | undefined;
  const onLive = (why: string) => {
    live ??= why;
    verifier.close();
  };
  const builders = openBuilders(tasks, context, onLive);
  const concurrency = Math.min(...tasks.map(({ target }) => target.limits.concurrency), 100);
  const ahead = prefetchStates(
    tasks.map((task) => upcoming(task, builders.of(task))),
    concurrency,
  );
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const states = await startStateServer((interaction) => {
    const task = byId.get(interaction) ?? tasks[0];
    if (task === undefined) throw new Error("no interaction is being verified");
    return ahead.open(interaction) ?? createSession(builders.of(task));
  });
  const exchanges = new Map<string, Exchange>();
  const routes = new Map(tasks.map((task) => [task.id, routeOf(task, builders.of(task))]));
  const proxy = await startProxy(
    (interaction) => routes.get(interaction),
    (exchange, interaction) => {
      const task = byId.get(interaction);
      if (task === undefined) return;
      exchanges.set(interaction, exchange);
      const owner = { scope: "step", name: task.id } as const;
      const record = builders.of(task).record;
      record({ kind: "exchange", ...owner, judged: true, run: 0, exchange });
    },
  );
  try {
    const core = { verifier, providerBaseUrl: proxy.url, states };
    const { answer, unread } = await verifyByCore(tasks, core);
    const said = live === undefined ? answer : ({ ok: false, reason: live } as const);
    const { refusals, handedOn } = states;
    const findings = (task: Task) => {
      const [exchange, values = {}] = [exchanges.get(task.id), handedOn.get(task.id)];
      return exchange === undefined
        ? []
        : holdAnswer(task, { exchange, values }, context.library.cases, context.specs);
    };
    return { answer: said, unread, refusals, troubles: proxy.troubles, findings, live };
  } finally {
    ahead.stop();
    verifier.close();
    await states.close();
    await proxy.close();
    await builders.close();
  }
}

function routeOf(task: Task, { driver }: StateBuilder): Route {
  const { send, rateLimit, redact } = driver;
  return {
    baseUrl: boundApi(task)?.baseUrl ?? "",
    complete: (headers) => completeHeaders(task, headers),
    send,
    ready: rateLimit.ready,
    redact,
  };
}

const upcoming = ({ id, interaction }: Task, builder: StateBuilder): Upcoming => ({
  interaction: id,
  states: interaction.providerStates ?? [],
  builder,
});

/** What states are built with, by target. */
function openBuilders(
  tasks: readonly Task[],
  { specs, library, pollsAgain }: VerifyContext,
  onLive: (why: string) => void,
) {
  let count = 0;
  const run = Date.now().toString(16).padStart(10, "0").slice(-10);
  const newUnique = () => `hw${run}x${(count += 1)}`;
  const open = [...groupBy(tasks, (task) => task.target).keys()].map((target) => {
    const { driver: own, close } = openDriver({ target, specs });
    const driver = { ...own, ...(pollsAgain && { pollsAgain }) };
    const record = recorder(target, onLive);
    return { target, builder: { driver, library, newUnique, record }, close };
  });
  const builders = new Map(open.map(({ target, builder }) => [target, builder]));
  return {
    of: ({ target }: Task): StateBuilder => {
      const builder = builders.get(target);
      if (builder === undefined) throw new Error("a task of another verification");
      return builder;
    },
    close: async () => {
      await Promise.all(open.map(({ close }) => close()));
    },
  };
}

/** Keeps nothing; real money stops the verification where the target file does not allow it. */
function recorder({ allowLiveMode }: Target, onLive: (why: string) => void): Recorder {
  return (entry) => {
    const stored = entry.kind === "exchange" ? { ...entry, number: 0 } : entry;
    const why = allowLiveMode === true ? undefined : whyLive(stored);
    if (why !== undefined) onLive(why);
    return stored;
  };
}
