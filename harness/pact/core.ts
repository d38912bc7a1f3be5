import type { CoreAnswer, CoreResult, Verifier } from "./child.ts";
import { resultsOf } from "./judge-task.ts";
import type { StateServer } from "./state-server.ts";
import type { Task } from "./task.ts";
import { wirePacts } from "./wire.ts";

/** The core of Pact and the two servers that it speaks to. */
export interface Core {
  readonly verifier: Verifier;
  readonly providerBaseUrl: string;
  readonly states: StateServer;
}

/** What the core said, and by task why it could not read an interaction. */
export interface CoreVerdict {
  readonly answer: CoreAnswer;
  readonly unread: ReadonlyMap<string, string>;
}

/** Interactions of one call of the core, whose time grows faster than their number. */
const atOnce = 50;

/** What the core says of all interactions. */
export async function verifyByCore(tasks: readonly Task[], core: Core): Promise<CoreVerdict> {
  let all = verdict({ ok: false, reason: "nothing was to be verified" });
  for (let first = 0; first < tasks.length; first += atOnce) {
    const next = await verifyPart(tasks.slice(first, first + atOnce), core);
    all = first === 0 ? next : bothOf(all, next);
    if (!all.answer.ok) return all;
  }
  return all;
}

const bothOf = (a: CoreVerdict, b: CoreVerdict): CoreVerdict => ({
  answer:
    a.answer.ok && b.answer.ok
      ? { ok: true, result: joined(a.answer.result, b.answer.result) }
      : b.answer,
  unread: new Map([...a.unread, ...b.unread]),
});

/**
 * One call of the core. It drops a whole pact for one rule that it does not know, so what it dropped is asked for once more,
 * each interaction in a pact of its own: then one costs the others nothing.
 */
async function verifyPart(tasks: readonly Task[], core: Core): Promise<CoreVerdict> {
  const together = await ask(wirePacts(tasks).map(core.states.publish), tasks, core);
  if (!together.ok) return verdict(together);
  const dropped = tasks.filter((task) => resultsOf(task, together.result).length === 0);
  if (dropped.length === 0 || loadErrors(together.result).length === 0) return verdict(together);
  const urls = dropped.map((task) => wirePacts([task]).map(core.states.publish).join());
  const alone = await ask(urls, dropped, core);
  if (!alone.ok) return verdict(alone);
  const errors = loadErrors(alone.result);
  const unread = dropped.flatMap(({ id }, index) => {
    const told = errors.find((text) => text.includes(urls[index] ?? ""));
    return told === undefined ? [] : [[id, reasonOf(told)] as const];
  });
  return {
    answer: { ok: true, result: joined(together.result, alone.result) },
    unread: new Map(unread),
  };
}

const verdict = (answer: CoreAnswer): CoreVerdict => ({ answer, unread: new Map() });

const loadErrors = ({ errors = [] }: CoreResult): readonly string[] =>
  errors.flatMap(({ mismatch: { message = "" } }) =>
    message.startsWith("Failed to load pact") ? [message] : [],
  );

/** Without the address, which is ours. */
const reasonOf = (told: string): string =>
  `Pact does not read it: ${told.replace(/^Failed to load pact '[^']*' - /, "")}`;

const joined = (a: CoreResult, b: CoreResult): CoreResult => ({
  interactionResults: [...(a.interactionResults ?? []), ...(b.interactionResults ?? [])],
  errors: [...(a.errors ?? []), ...(b.errors ?? [])],
  pendingErrors: [...(a.pendingErrors ?? []), ...(b.pendingErrors ?? [])],
});

function ask(
  pactUrls: string[],
  tasks: readonly Task[],
  { verifier, providerBaseUrl, states }: Core,
): Promise<CoreAnswer> {
  // A state may be a whole case, of which each request is bounded, and some are polled.
  const timeouts = tasks.map(({ interaction: { providerStates = [] }, target: { limits } }) =>
    providerStates.length === 0
      ? 3 * limits.timeoutMs
      : 20 * limits.timeoutMs + 5 * limits.settleMs,
  );
  const timeout = Math.max(...timeouts);
  const job = {
    provider: "provider",
    providerBaseUrl,
    pactUrls,
    providerStatesSetupUrl: states.url,
    timeout,
  };
  return verifier.verify(job, 30_000 + 2 * timeout * tasks.length);
}
