import { createApp } from "../app.ts";
import { createContext, type ServerOptions } from "../context.ts";
import { openState } from "../state/open-state.ts";
import type { State } from "../state/state.ts";
import type { Send } from "./client.ts";

/** A server that keeps its state, and can be stopped and started again. */
export interface Restarting {
  readonly send: Send;
  /** Goes on with what is on disk, as after a crash. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openRestarting(folder: string, options: ServerOptions): Promise<Restarting> {
  const start = (state: State) =>
    createApp(createContext({ deliver: () => undefined, ...options, state }));
  let state = await openedState(folder);
  let app = start(state);
  return {
    send: (request) => app(request),
    restart: async () => {
      await state.close();
      state = await openedState(folder);
      app = start(state);
    },
    close: () => state.close(),
  };
}

async function openedState(folder: string): Promise<State> {
  const opened = await openState(folder);
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.state;
}
