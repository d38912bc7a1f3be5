import type { Task } from "./domain/account.ts";
import type { Table } from "./domain/table.ts";

/** A task, and when it is due in milliseconds since 1970. */
export interface Due {
  readonly task: Task;
  readonly at: number;
}

export interface Settling {
  /** How long tasks wait; 0 carries them out at once. */
  readonly settleMs: number;
  readonly now: () => number;
  /** Those that wait. What is in it from before is carried out when it is due, or was. */
  readonly waiting: Table<Due>;
  readonly carryOut: (task: Task) => void;
  /** Called when a task that waited was carried out. */
  readonly save: () => void;
}

/** Carries tasks out after the settle delay. Tasks that wait do not keep the process alive. */
export function createSettling({ settleMs, now, waiting, carryOut, save }: Settling) {
  const wait = ({ task, at }: Due): void => {
    const settle = () => {
      waiting.delete(nameOf(task));
      carryOut(task);
      save();
    };
    setTimeout(settle, Math.max(0, at - now())).unref();
  };
  for (const due of waiting.values()) wait(due);
  return (task: Task): void => {
    if (settleMs === 0) return carryOut(task);
    const due = { task, at: now() + settleMs };
    waiting.set(nameOf(task), due);
    wait(due);
  };
}

/** Nothing is settled twice. */
const nameOf = (task: Task): string => Object.values(task).join(" ");
