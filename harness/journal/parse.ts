import type {
  FooterLine,
  HeaderLine,
  JournalLine,
  StoppedLine,
  VerdictLine,
} from "../../specs/types/journal.format.d.ts";
import { deepestJson, parseJson } from "../read/json.ts";
import type { JournalEnd } from "./append.ts";
import type { Entry, Transcript } from "./transcript.ts";

/** A case of a stored journal; without a verdict it was not finished. */
export interface StoredCase {
  readonly round: number;
  readonly transcript: Transcript;
  readonly verdict?: VerdictLine;
}

/** A journal read back. */
export interface StoredJournal {
  readonly header: HeaderLine;
  /** By case id (`id#2` in the second round of a repeated run), in the order in which they were last heard of. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** The verdict line of each finished case, by the same names. */
  readonly verdicts: ReadonlyMap<string, VerdictLine>;
  /** Cases that were begun and not finished. */
  readonly unfinished: readonly StoredCase[];
  readonly footer?: FooterLine;
  readonly end: StoredEnd;
}

/**
 * How a journal ends. Only a whole one is the record of a run that came to its end.
 * stopped: on purpose. unfinished: after a line, without a footer. cut: within a line.
 */
export interface StoredEnd extends JournalEnd {
  readonly state: "whole" | "stopped" | "unfinished" | "cut";
  /** Why it is not whole; empty when it is. */
  readonly why: string;
  readonly stopped?: StoppedLine;
  /** When the run went on after it had been stopped or killed. */
  readonly resumed: readonly string[];
  /** When the last request was sent that it knows of; when the run began, if none was. */
  readonly lastAt: string;
}

/** Makes a stored journal of its lines, one after the other. */
export interface JournalParser {
  /** What is wrong with a line, if something is. */
  readonly take: (text: string) => string | undefined;
  /** The journal so far; undefined without a header. `cut`: half a line followed. */
  readonly end: (
    end: Pick<JournalEnd, "bytes" | "digest">,
    cut: boolean,
  ) => StoredJournal | undefined;
}

/** Who wants to know of a journal's parts as they are read. */
export interface JournalHandlers {
  /** Sees each line before it is taken, and says what is wrong with it, if something is. */
  readonly onLine?: (line: JournalLine) => string | undefined;
  /** Takes each finished case as its verdict is read; `transcripts` and `verdicts` then stay empty. */
  readonly onCase?: (stored: StoredCase) => void;
}

export function createJournalParser({ onLine, onCase }: JournalHandlers): JournalParser {
  const cases = createCases(onCase);
  const marks: Marks = { resumed: [] };
  return {
    take: (text) => {
      const line = parsed(text);
      if (line === undefined) return "this is no line of a journal";
      const wrong = whyMisplaced(line, marks) ?? onLine?.(line);
      if (wrong !== undefined) return wrong;
      if ("case" in line) return cases.take(line);
      if (line.kind !== "resumed") return void (marks[line.kind] = line as never);
      marks.resumed.push(line.at);
      delete marks.stopped;
      cases.forget();
      return undefined;
    },
    end: (end, cut) => {
      const { header, footer, stopped, resumed } = marks;
      if (header === undefined) return undefined;
      const { lastAt = header.run.startedAt, exchanges, ...read } = cases.read();
      const how = howEnded(marks, cut);
      return {
        header,
        ...read,
        ...(footer && { footer }),
        end: { ...end, exchanges, lastAt, resumed, ...how, ...(stopped && { stopped }) },
      };
    },
  };
}

/** The lines that are not about a case. */
interface Marks {
  header?: HeaderLine;
  footer?: FooterLine;
  stopped?: StoppedLine;
  readonly resumed: string[];
}

type CaseLine = Extract<JournalLine, { readonly case: string }>;

function whyMisplaced({ kind }: JournalLine, { header, footer, stopped }: Marks) {
  if (header === undefined && kind !== "header") return "a journal starts with its header";
  if (header !== undefined && kind === "header") return "a journal has one header";
  if (footer !== undefined) return "nothing may follow the footer";
  if (stopped !== undefined && kind !== "resumed") return "the run was stopped before";
  return undefined;
}

function howEnded({ footer, stopped }: Marks, cut: boolean): Pick<StoredEnd, "state" | "why"> {
  const killed = "the run was killed, or the file was cut";
  if (cut) return { state: "cut", why: `the journal ends within a line: ${killed}` };
  if (footer !== undefined) return { state: "whole", why: "" };
  if (stopped !== undefined) return { state: "stopped", why: stopped.why };
  return { state: "unfinished", why: `the journal has no footer: ${killed}` };
}

/** Collects the entries of cases until their verdict. */
function createCases(onCase?: (stored: StoredCase) => void) {
  const open = new Map<string, { id: string; round: number; entries: Entry[] }>();
  const finished = new Set<string>();
  const transcripts = new Map<string, Transcript>();
  const verdicts = new Map<string, VerdictLine>();
  let exchanges = 0;
  let lastAt: string | undefined;

  const keep = ({ case: id, round = 1, ...entry }: Exclude<CaseLine, VerdictLine>) => {
    const name = roundName(id, round);
    const own = open.get(name) ?? { id, round, entries: [] };
    own.entries.push(entry as Entry);
    open.set(name, own);
    if (entry.kind !== "exchange") return;
    exchanges = Math.max(exchanges, entry.number);
    lastAt = entry.exchange.sentAt;
  };
  const finish = (verdict: VerdictLine) => {
    const { case: id, round = 1, durationMs } = verdict;
    const name = roundName(id, round);
    const transcript = { case: id, durationMs, entries: open.get(name)?.entries ?? [] };
    open.delete(name);
    finished.add(name);
    if (onCase !== undefined) return onCase({ round, transcript, verdict });
    transcripts.set(name, transcript);
    verdicts.set(name, verdict);
  };
  return {
    take: (line: CaseLine): string | undefined => {
      const name = roundName(line.case, line.round);
      if (finished.has(name)) return `the case ${name} was finished before`;
      if (line.kind === "verdict") finish(line);
      else keep(line);
      return undefined;
    },
    forget: () => open.clear(),
    read: () => ({
      transcripts,
      verdicts,
      unfinished: [...open.values()].map(halfRead),
      exchanges,
      lastAt,
    }),
  };
}

const halfRead = ({ id, round, entries }: { id: string; round: number; entries: Entry[] }) => ({
  round,
  transcript: { case: id, durationMs: 0, entries },
});

/** The case, and the round where it is not the first. */
export const roundName = (id: string, round = 1): string => (round === 1 ? id : `${id}#${round}`);

const kinds: Readonly<Record<JournalLine["kind"], true>> = {
  header: true,
  exchange: true,
  provided: true,
  gap: true,
  verdict: true,
  stopped: true,
  resumed: true,
  footer: true,
};

/** How deep a value of an answer stands in its line. */
const deepestEnvelope = 16;

/** A chain can be forged from its start, so what it holds may be anything. */
function parsed(text: string): JournalLine | undefined {
  const data = parseJson(text, undefined, deepestJson + deepestEnvelope);
  if (!data.ok || data.value === null || typeof data.value !== "object") return undefined;
  const { digest: _digest, ...line } = data.value as JournalLine;
  return Object.hasOwn(kinds, line.kind) ? line : undefined;
}
