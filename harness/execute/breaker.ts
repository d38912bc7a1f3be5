import type { Send } from "../http/types.ts";

/** Stops a run that would only wait: its `send`, and why nothing more should be sent. */
export interface Breaker {
  readonly send: Send;
  /** undefined as long as sending makes sense. */
  readonly whyOpen: () => string | undefined;
}

/**
 * Opens when none of the first requests of a run was answered. A single answer, whatever it says, keeps it closed for
 * good: a server that answers is measured to the end, however often it falls silent, and each case names its own cause.
 */
export function createBreaker(send: Send, patience = 12): Breaker {
  let silent = 0;
  let answered = false;
  let why: string | undefined;
  return {
    send: async (request, options) => {
      const exchange = await send(request, options);
      const { reply } = exchange;
      if (reply.kind === "answered") answered = true;
      else silent += 1;
      if (reply.kind === "silent" && silent === patience && !answered) {
        why = `the target answered none of the first ${patience} requests, ${reply.message}; the rest was not tried`;
      }
      return exchange;
    },
    whyOpen: () => (answered ? undefined : why),
  };
}
