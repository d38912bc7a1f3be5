import { randomUUID } from "node:crypto";
import { withBrowserSteps } from "../browser/sender.ts";
import type { Case, Library } from "../case/types.ts";
import { driveCase } from "../execute/case.ts";
import type { Record, Transcript } from "../journal/transcript.ts";
import { driverOver } from "../execute/driver.ts";
import { createSender } from "../http/send.ts";
import { judge } from "../judge/judge.ts";
import type { Verdict } from "../judge/types.ts";
import type { SpecBook } from "../requirements/types.ts";
import type { Target } from "../implementation/types.ts";

/** The suite that is proved, with the specification that it is judged by. */
export interface Material {
  readonly library: Library;
  readonly specs: SpecBook;
  /** Version of Headwater. */
  readonly version: string;
}

/** One case driven and judged; nothing of it is on disk. */
export interface CaseRun {
  readonly case: Case;
  readonly transcript: Transcript;
  readonly verdicts: readonly Verdict[];
  /** A polled step did not settle at once. */
  readonly waited: boolean;
}

/** bounded: polled steps wait as long as they may. short: what does not hold at the third look never will. */
export type Patience = "bounded" | "short";

/** Runs trials over one pool of connections. */
export interface CaseRuns {
  readonly run: (testCase: Case, target: Target, patience: Patience) => Promise<CaseRun>;
  readonly close: () => Promise<void>;
}

/** @param connections Connections kept open for each server. */
export function createCaseRuns(
  { library, specs }: Material,
  {
    connections,
    timeoutMs = 10_000,
    chromium,
  }: {
    readonly connections: number;
    readonly timeoutMs?: number;
    /** Runs browser steps; absent: no case has any. */
    readonly chromium?: string | undefined;
  },
): CaseRuns {
  const http = createSender({ connections, timeoutMs, bodyBytes: 1_048_576 });
  const sender =
    chromium === undefined ? http : withBrowserSteps(http, { chromium, timeoutMs: pageMs });
  const run = randomUUID().replaceAll("-", "").slice(0, 10);
  let count = 0;
  return {
    run: async (testCase, target, patience) => {
      count += 1;
      let waited = false;
      const pollsAgain = (tries: number) => {
        waited = true;
        return patience === "bounded" || tries < 3;
      };
      const transcript = await driveCase(testCase, {
        ...driverOver(sender.send, { target, specs }),
        fixtures: library.fixtures,
        unique: `hw${run}x${count}`,
        record: numbering(),
        pollsAgain,
      });
      return {
        case: testCase,
        transcript,
        verdicts: judge(testCase, transcript, specs.schemas),
        waited,
      };
    },
    close: sender.close,
  };
}

/** A page that is not done by then never will be. */
const pageMs = 60_000;

/** Gives the exchanges of one case their numbers, from 1. */
function numbering(): Record {
  let exchanges = 0;
  return (entry) => (entry.kind === "exchange" ? { ...entry, number: (exchanges += 1) } : entry);
}
