import type { PactState } from "../../specs/types/pact.format.d.ts";
import { createSession, type Session, type SetUp, type StateBuilder } from "./session.ts";

/** The states of an interaction that is about to be verified. */
export interface Upcoming {
  readonly interaction: string;
  readonly states: readonly PactState[];
  readonly builder: StateBuilder;
}

/** Sessions by interaction; `stop` builds no further ones. */
export interface PrefetchedStates {
  readonly open: (interaction: string) => Session | undefined;
  readonly stop: () => void;
}

/**
 * Builds the states of interactions before Pact asks for them, so many at a time, in order: Pact verifies one
 * interaction after the other, and would wait for each state. An interaction builds all that it needs, as a case does,
 * so they do not know of each other. Each session is given out once.
 */
export function prefetchStates(
  upcoming: readonly Upcoming[],
  concurrency: number,
): PrefetchedStates {
  let stopped = false;
  const lanes = Array.from({ length: concurrency }, () => Promise.resolve<readonly SetUp[]>([]));
  const sessions = new Map<string, Session>();
  for (const [index, one] of upcoming.entries()) {
    const lane = index % concurrency;
    const built = (lanes[lane] ?? Promise.resolve([])).then(() => (stopped ? [] : build(one)));
    // A defect of ours shows when the session is used; the lane goes on.
    lanes[lane] = built.catch(() => []);
    sessions.set(one.interaction, sessionOf(built));
  }
  return {
    open: (interaction) => {
      const session = sessions.get(interaction);
      sessions.delete(interaction);
      return session;
    },
    stop: () => void (stopped = true),
  };
}

/** One state after the other, up to the first that is refused. */
async function build({ states, builder }: Upcoming): Promise<readonly SetUp[]> {
  const session = createSession(builder);
  const built: SetUp[] = [];
  for (const state of states) {
    const done = await session.setUp(state);
    built.push(done);
    if (!done.ok) break;
  }
  return built;
}

/** Hands out what is built, in the order of the states, which is the order in which Pact asks. */
function sessionOf(built: Promise<readonly SetUp[]>): Session {
  let next = 0;
  return {
    setUp: async () => {
      const done = (await built)[next];
      next += 1;
      const reason = "the verification was stopped";
      return done ?? { ok: false, status: 409, reason };
    },
  };
}
