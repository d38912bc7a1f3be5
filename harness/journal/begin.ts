import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { HeaderLine } from "../../specs/types/journal.format.d.ts";
import { continueJournal, createJournal, type Journal, type JournalEnd } from "./append.ts";
import { createRedact } from "../secrets/redact.ts";
import type { Selection, Shard } from "../plan/types.ts";
import type { Problem } from "../problem.ts";
import { whyCertified } from "../report/formats.ts";
import { failure, ok, type Result } from "../result.ts";
import { targetDigest } from "../implementation/identity.ts";
import type { Target } from "../implementation/types.ts";
import type { Workspace } from "../workspace.ts";

/** Name of the journal in the folder of a bundle. */
export const journalName = "journal.ndjson";

/** The same packed, as certificates hold it. */
export const compressedName = `${journalName}.br`;

/** What a run is asked to do, and on what. */
export interface Beginning {
  readonly target: Target;
  readonly selection: Selection;
  readonly seed: number;
  readonly shard?: Shard;
  /** How often everything is run, each time in another order; once when absent. */
  readonly repeat?: number;
  /** Cases under way at once; the target's own limit when absent. */
  readonly concurrency?: number;
  /** Faults that the bundled reference implementation was started with, for the record. */
  readonly faults: readonly string[];
}

/** What comes from outside when a run begins. */
export interface BeginEdges {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Version of Headwater. */
  readonly version: string;
}

/** What is known of a run before its first request: the first line of its journal. */
export function headerOf(
  options: Beginning,
  { specs, library }: Workspace,
  { newId, now, version }: BeginEdges,
): HeaderLine {
  const { target, selection, seed, shard, repeat = 1, faults } = options;
  return {
    kind: "header",
    format: 1,
    suite: { version, casesDigest: library.digest, requirementsDigest: specs.digest },
    target: targetFacts(target),
    targetDigest: targetDigest(target),
    run: {
      id: newId(),
      startedAt: now().toISOString(),
      seed,
      selection: {
        patterns: [...selection.patterns],
        profiles: [...selection.profiles],
        requirements: [...selection.requirements],
        sourceTypes: [...selection.sourceTypes],
        level: selection.level,
      },
      ...(shard && { shard }),
      ...(repeat > 1 && { repeat }),
      concurrency: options.concurrency ?? target.limits.concurrency,
      faults: [...faults],
    },
  };
}

function targetFacts(target: Target): HeaderLine["target"] {
  const { name, implementation, apis, claims, secrets, ephemeral } = target;
  const redact = createRedact(secrets);
  const baseUrls = Object.entries(apis).map(([api, { baseUrl }]) => [api, redact(baseUrl)]);
  const { profiles, sourceTypes } = claims;
  return {
    name: redact(name),
    baseUrls: Object.fromEntries(baseUrls),
    ...(implementation && { implementation }),
    ...(ephemeral && { ephemeral }),
    claims: {
      ...(profiles && { profiles: [...profiles] }),
      ...(sourceTypes && { sourceTypes: [...sourceTypes] }),
    },
  };
}

/** Files of an earlier run that a new one replaces: an interrupted run must not leave old verdicts. */
export const derivedFiles = [
  "report.json",
  "junit.xml",
  "ctrf.json",
  "summary.md",
  "report.html",
  "replay",
];

/** From where an earlier part of a run goes on. */
export interface Continuation {
  readonly end: JournalEnd;
  /** Id of the new part. */
  readonly id: string;
  /** When it begins. */
  readonly at: string;
}

/**
 * Opens the journal of a run, or goes on where the earlier part of it ends, and removes what was derived from another.
 * Problems: FILE_UNWRITABLE; USAGE for the folder of a certificate.
 */
export async function openJournal(
  directory: string,
  header: HeaderLine,
  continuation?: Continuation,
): Promise<Result<Journal>> {
  const certified = whyCertified(directory);
  if (certified.length > 0) return failure(certified);
  try {
    await mkdir(directory, { recursive: true });
    for (const name of derivedFiles) {
      await rm(path.join(directory, name), { recursive: true, force: true });
    }
    return ok(startJournal(path.join(directory, journalName), header, continuation));
  } catch (error) {
    return failure([unwritable(directory, error)]);
  }
}

function startJournal(file: string, header: HeaderLine, continuation?: Continuation): Journal {
  if (continuation === undefined) {
    const journal = createJournal(file);
    journal.write(header);
    return journal;
  }
  const { end, ...part } = continuation;
  const journal = continueJournal(file, end);
  journal.write({ kind: "resumed", ...part });
  return journal;
}

/** What `use` makes while it writes a journal, closed afterwards. Problems: FILE_UNWRITABLE, when the disk is full. */
export async function whileWritable<T>(
  journal: Journal,
  directory: string,
  use: () => Promise<T>,
): Promise<Result<T>> {
  try {
    return ok(await use());
  } catch (error) {
    const trouble = journal.trouble();
    if (trouble === undefined) throw error;
    return failure([unwritable(directory, trouble)]);
  } finally {
    journal.close();
  }
}

function unwritable(directory: string, error: unknown): Problem {
  const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  return { code: "FILE_UNWRITABLE", at: { file: directory }, message };
}
