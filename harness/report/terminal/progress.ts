import pc from "picocolors";
import type { Outcome } from "../../../specs/types/report.format.d.ts";
import { outcomeSign, outcomeWord } from "../model/outcome-words.ts";
import { duration } from "../../text/duration.ts";
import { oneLine, shorten } from "../../text/sanitize.ts";

/** Tells how far a run is. */
export interface Progress {
  /** A case is under way. */
  readonly begin: (id: string) => void;
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
  /** What sets the pace where it is not the target: `at most 20 requests a second (limits.requestsPerSecond)`. */
  readonly pace?: string;
  /** A clock, in ms. */
  readonly now?: () => number;
}

/** Progress as a bar, as lines, or not at all. */
export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet === true) return { begin: () => {}, done: () => {}, end: () => {} };
  return options.isTerminal ? bar(options) : lines(options);
}

/** One line for every tenth of the cases, and one for every case that failed or has no verdict. */
function lines({ total, write, pace, now = clock }: ProgressOptions): Progress {
  const state = { done: 0, failed: 0 };
  const start = now();
  if (pace !== undefined && total > 0) write(`${pace}\n`);
  return {
    begin: () => {},
    done: (id, outcome) => {
      const before = tenths(state.done, total);
      count(state, outcome);
      if (isTold(outcome)) write(`${tale(id, outcome)}\n`);
      if (tenths(state.done, total) === before) return;
      const left = leftText(state.done, total, now() - start);
      write(`${summary(state, total)}${left === "" ? "" : `, ${left}`}\n`);
    },
    end: () => {},
  };
}

function bar({
  total,
  write,
  width = 80,
  colour = false,
  pace,
  now = clock,
}: ProgressOptions): Progress {
  const state = { done: 0, failed: 0 };
  const underWay = new Set<string>();
  const start = now();
  const ink = pc.createColors(colour);
  const draw = () => {
    const left = leftText(state.done, total, now() - start);
    const told = `${summary(state, total)}${left === "" ? "" : `, ${left}`} `;
    const room = Math.max(0, Math.min(20, width - told.length - 3));
    const full = total === 0 ? 0 : Math.round((Math.min(state.done, total) / total) * room);
    const shown = room < 8 ? "" : `${"█".repeat(full)}${"░".repeat(room - full)}`;
    const [oldest = ""] = underWay;
    const rest = width - told.length - shown.length - 2;
    const at = rest < 12 || oldest === "" ? "" : ` ${cut(oneLine(oldest), rest)}`;
    write(`\r${told}${state.failed > 0 ? ink.red(shown) : ink.green(shown)}${ink.dim(at)}${erase}`);
  };
  if (pace !== undefined && total > 0) write(`${pace}\n`);
  draw();
  return {
    begin: (id) => void underWay.add(id),
    done: (id, outcome) => {
      underWay.delete(id);
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

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

const clock = (): number => performance.now();

/** `41 a second, 26 s left`, once that can be told. */
function leftText(done: number, total: number, elapsedMs: number): string {
  if (done === 0 || done >= total || elapsedMs < soonMs) return "";
  const rate = (done * 1000) / elapsedMs;
  const shown = rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1);
  const seconds = Math.ceil((((total - done) / done) * elapsedMs) / 1000);
  return `${shown} a second, ${seconds < 60 ? `${seconds} s` : duration(seconds * 1000)} left`;
}

/** Sooner nothing can be told. */
const soonMs = 1000;

/** Blocked cases come in crowds with one cause, which the report names once: only failures and faults are told. */
const isTold = (outcome: Outcome): boolean => outcome === "failed" || outcome === "errored";

const tale = (id: string, outcome: Outcome): string =>
  `${outcomeSign[outcome]} ${outcomeWord[outcome]}: ${oneLine(id)}`;
