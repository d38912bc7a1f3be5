import type { StoppedLine } from "../../specs/types/journal.format.d.ts";
import type { Send } from "../http/types.ts";

/** Why a run was stopped. */
export type Stop = Pick<StoppedLine, "by" | "why">;

/** Stops a run before its end, once and for all. */
export interface Stopper {
  /** Only the first reason counts. */
  readonly stop: (why: Stop) => void;
  /** undefined as long as the run goes on. */
  readonly stopped: () => Stop | undefined;
  /** Resolves when the run is stopped. */
  readonly happened: Promise<void>;
  /** The same way of sending until then; afterwards nothing is sent, and what is under way never returns. */
  readonly guard: (send: Send) => Send;
}

/** A stop that also comes when the user interrupts. */
export function createStopper(interrupted?: AbortSignal): Stopper {
  let reason: Stop | undefined;
  const wakers: (() => void)[] = [];
  const happened = new Promise<void>((resolve) => wakers.push(resolve));
  const stop = (why: Stop) => {
    reason ??= why;
    for (const wake of wakers) wake();
  };
  const interrupt = () => stop({ by: "interrupted", why: "the run was interrupted" });
  if (interrupted?.aborted) interrupt();
  interrupted?.addEventListener("abort", interrupt, { once: true });
  const guard =
    (send: Send): Send =>
    (request, options) => {
      if (reason !== undefined) return never;
      return send(request, options).then((exchange) => (reason === undefined ? exchange : never));
    };
  return { stop, stopped: () => reason, happened, guard };
}

/** A case that waits for it is left where it is; nothing it would find could be judged. */
const never = new Promise<never>(() => {});
