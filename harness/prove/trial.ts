import { randomUUID } from "node:crypto";
import type { Case, Library } from "../case/types.ts";
import { driveCase } from "../drive/case.ts";
import type { Record, Transcript } from "../drive/transcript.ts";
import { createSender } from "../http/send.ts";
import { judge } from "../judge/judge.ts";
import type { Verdict } from "../judge/types.ts";
import type { SpecBook } from "../spec/types.ts";
import { createPace } from "../target/pace.ts";
import type { Target } from "../target/types.ts";

/** The suite that is proved, with the specification that it is judged by. */
export interface Material {
  readonly library: Library;
  readonly specs: SpecBook;
  /** Version of Headwater. */
  readonly version: string;
}

/** One case driven and judged; nothing of it is on disk. */
export interface Trial {
  readonly case: Case;
  readonly transcript: Transcript;
  readonly verdicts: readonly Verdict[];
}

/** Runs trials over one pool of connections. */
export interface Trials {
  /** @param pollTries A polled step is sent at most so often; as long as its bound allows when absent. */
  readonly run: (one: Case, target: Target, pollTries?: number) => Promise<Trial>;
  readonly close: () => Promise<void>;
}

/** @param connections Connections kept open for each server. */
export function createTrials(
  { library, specs, version }: Material,
  {
    connections,
    timeoutMs = 10_000,
  }: { readonly connections: number; readonly timeoutMs?: number },
): Trials {
  const sender = createSender({ connections, timeoutMs, bodyBytes: 1_048_576 });
  const run = randomUUID().replaceAll("-", "").slice(0, 10);
  const driver = {
    schemas: specs.schemas,
    send: sender.send,
    pace: createPace(undefined),
    redact: (text: string) => text,
    agent: `headwater/${version}`,
    contracts: library.contracts,
  };
  let count = 0;
  return {
    run: async (one, target, pollTries) => {
      count += 1;
      const unique = `hw${run}x${count}`;
      const own = { target, unique, record: numbering(), ...(pollTries && { pollTries }) };
      const transcript = await driveCase(one, { ...driver, ...own });
      return { case: one, transcript, verdicts: judge(one, transcript, specs.schemas) };
    },
    close: sender.close,
  };
}

/** Gives the exchanges of one case their numbers, from 1. */
function numbering(): Record {
  let exchanges = 0;
  return (entry) => (entry.kind === "exchange" ? { ...entry, number: (exchanges += 1) } : entry);
}
