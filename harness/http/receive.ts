import type { Dispatcher } from "undici";
import { silence, silent } from "./silence.ts";
import type { Silent } from "./types.ts";

/** An answer as it came. */
export interface Whole {
  readonly kind: "whole";
  readonly status: number;
  readonly headers: RawHeaders;
  /** Nothing for a status that has no body. */
  readonly bytes: Buffer;
  /** What was counted when it began; see `Watch`. */
  readonly counted: number;
  /** Whether an answer without a body has bytes behind it all the same. */
  readonly isFollowed: boolean;
}

/** Asked when an answer begins. */
interface Watch {
  readonly count: () => number;
  /** Whether more came along with the head. */
  readonly isFollowed: () => boolean;
}

export type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** HTTP gives these statuses no body: whatever follows belongs to no answer. */
export const hasNoBody = (status: number): boolean => status === 204;

/**
 * Takes the parts of one answer from undici as they arrive, so long and so many bytes of it at most.
 *
 * @param end Called once: with all of it, or with why there is none.
 */
export function receive(
  { timeoutMs, bodyBytes }: { readonly timeoutMs: number; readonly bodyBytes: number },
  { count, isFollowed }: Watch,
  end: (what: Whole | Silent) => void,
): Dispatcher.DispatchHandler {
  let running: Dispatcher.DispatchController | undefined;
  let head: Omit<Whole, "bytes"> | undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const finish = (what: Whole | Silent) => {
    if (over) return;
    over = true;
    clearTimeout(clock);
    end(what);
  };
  const giveUp = (reply: Silent) => {
    finish(reply);
    running?.abort(givenUp);
  };
  const late = () => {
    if (!over)
      giveUp(silent("timeout", head ? "the body did not end in time" : "no response in time"));
  };
  // Where we were busy ourselves for as long, the answer may be there all the same: it is read before this turn ends.
  const clock = setTimeout(() => setImmediate(late), timeoutMs);
  return {
    onRequestStart: (controller) => {
      running = controller;
      if (over) controller.abort(givenUp);
    },
    onResponseStart: (_controller, status, headers) => {
      if (status < 200) return;
      const followed = hasNoBody(status) && isFollowed();
      head = { kind: "whole", status, headers, counted: count(), isFollowed: followed };
    },
    onResponseData: (_controller, chunk) => {
      if (head !== undefined && hasNoBody(head.status)) return;
      size += chunk.length;
      if (size <= bodyBytes) chunks.push(chunk);
      else giveUp(silent("too-large", `the body is larger than ${bodyBytes} bytes`));
    },
    onResponseEnd: () => {
      if (head === undefined) return;
      const [only] = chunks;
      const bytes = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
      finish({ ...head, bytes });
    },
    onResponseError: (_controller, error) => {
      const isWhole = head !== undefined && mayLack(head.status) && size === 0;
      finish(
        head !== undefined && isWhole
          ? { ...head, bytes: Buffer.alloc(0) }
          : silence(error, head === undefined ? "head" : "body"),
      );
    },
  };
}

/** The length of a 304 is that of another answer (RFC 9110, 8.6). */
const mayLack = (status: number): boolean => hasNoBody(status) || status === 304;

/** What ends a request that nobody waits for any longer; nobody sees it. */
const givenUp = new Error("given up");
