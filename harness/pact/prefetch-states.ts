import type { PactState } from "../../specs/types/pact.format.d.ts";
import { createSession, type Session, type SetUp } from "./session.ts";
import type { StateBuilder } from "./state-builder.ts";

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
 * Builds the states of the next interactions before Pact asks for them, in order: Pact verifies one interaction after the
 * other, and would wait for each state. Not further ahead than so many, since a state may not last: a server forgets old events.
 * An interaction builds all that it needs, as a case does, so they do not know of each other. Each session is given out once.
 */
export function prefetchStates(
  upcoming: readonly Upcoming[],
  concurrency: number,
): PrefetchedStates {
  const withStates = upcoming.filter(({ states }) => states.length > 0);
  const waiting = new Map(withStates.map((one) => [one.interaction, one]));
  const begun = new Map<string, Session>();
  const begin = (one: Upcoming) => {
    waiting.delete(one.interaction);
    begun.set(one.interaction, sessionOf(build(one)));
  };
  const goAhead = () => {
    for (const one of waiting.values()) {
      if (begun.size >= concurrency) return;
      begin(one);
    }
  };
  goAhead();
  return {
    open: (interaction) => {
      const early = waiting.get(interaction);
      if (early !== undefined) begin(early);
      const session = begun.get(interaction);
      begun.delete(interaction);
      goAhead();
      return session;
    },
    stop: () => waiting.clear(),
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
  // A defect of ours shows when the session is used.
  built.catch(() => {});
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
