import pc from "picocolors";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { outcomeSign, outcomeWord } from "../model/outcome-words.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";

/** Tells how far a run is. */
export interface Progress {
  /** A case is done. */
  readonly done: (id: string, outcome: Outcome) => void;
  /** The run is over: the bar goes, what was written above it stays. */
  readonly end: () => void;
}

export interface ProgressOptions {
  /** Cases that the run will do. */
  readonly total: number;
  readonly write: (text: string) => void;
  /** A terminal gets a bar that is drawn anew; anything else gets plain lines. */
  readonly isTerminal: boolean;
  readonly quiet?: boolean;
  readonly colour?: boolean;
  /** Columns of the terminal. */
  readonly width?: number;
}

/** Progress as a bar, as lines, or not at all. */
export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet === true) return { done: () => {}, end: () => {} };
  return options.isTerminal ? bar(options) : lines(options);
}

/** One line for every tenth of the cases, and one for every case that failed or has no verdict. */
function lines({ total, write }: ProgressOptions): Progress {
  const state = { done: 0, failed: 0 };
  return {
    done: (id, outcome) => {
      const before = tenths(state.done, total);
      count(state, outcome);
      if (isTold(outcome)) write(`${tale(id, outcome)}\n`);
      if (tenths(state.done, total) > before) write(`${summary(state, total)}\n`);
    },
    end: () => {},
  };
}

function bar({ total, write, width = 80, colour = false }: ProgressOptions): Progress {
  const state = { done: 0, failed: 0 };
  const ink = pc.createColors(colour);
  const draw = () => {
    const told = `${summary(state, total)} `;
    const room = Math.max(0, Math.min(30, width - told.length - 3));
    const full = total === 0 ? 0 : Math.round((Math.min(state.done, total) / total) * room);
    const shown = room < 8 ? "" : `${"█".repeat(full)}${"░".repeat(room - full)}`;
    write(`\r${told}${state.failed > 0 ? ink.red(shown) : ink.green(shown)}${erase}`);
  };
  draw();
  return {
    done: (id, outcome) => {
      count(state, outcome);
      if (isTold(outcome)) {
        write(`\r${ink.red(shorten(tale(id, outcome), Math.max(20, width - 30)))}${erase}\n`);
      }
      draw();
    },
    end: () => write(`\r${erase}`),
  };
}

/** Erases from the cursor to the end of the line (ECMA-48, EL). */
const erase = "\u001b[K";

function count(state: { done: number; failed: number }, outcome: Outcome): void {
  state.done += 1;
  if (outcome === "failed") state.failed += 1;
}

const tenths = (done: number, total: number): number =>
  total === 0 ? 0 : Math.floor((done * 10) / total);

function summary(state: { readonly done: number; readonly failed: number }, total: number): string {
  const failed = state.failed === 0 ? "" : `, ${state.failed} failed`;
  return `${state.done} of ${total} cases${failed}`;
}

/** Blocked cases come in crowds with one cause, which the report names once: only failures and faults are told. */
const isTold = (outcome: Outcome): boolean => outcome === "failed" || outcome === "errored";

const tale = (id: string, outcome: Outcome): string =>
  `${outcomeSign[outcome]} ${outcomeWord[outcome]}: ${oneLine(id)}`;
