import { readFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Case, Library, Step } from "../case/types.ts";
import { driveCase } from "../execute/case.ts";
import { type Driver, driverOver } from "../execute/driver.ts";
import { createJournal, type Journal } from "../journal/append.ts";
import type { Transcript } from "../journal/transcript.ts";
import { createRedact } from "../secrets/redact.ts";
import { createSender } from "../http/send.ts";
import { judge } from "../judge/judge.ts";
import type { Verdict } from "../judge/types.ts";
import type { Target } from "../implementation/types.ts";
import { temporaryFolder } from "./files.ts";
import { caseOf, specs } from "./suite.ts";
import { targetAt } from "./target.ts";

/** What a case came to on a server. */
export interface Driven {
  readonly one: Case;
  readonly library: Library;
  readonly transcript: Transcript;
  readonly verdicts: readonly Verdict[];
  /** The lines of the journal. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
}

/** What differs from the usual: the target, or the way of sending. */
export interface DriveOptions {
  readonly target?: Partial<Target>;
  readonly driver?: Partial<Driver>;
  readonly fixtures?: string;
}

/** Drives the only case of a text against a server, with a journal in a temporary folder, and judges it. */
export async function drive(
  text: string,
  url: string,
  options: DriveOptions = {},
): Promise<Driven> {
  const { one: testCase, library } = await caseOf(text, options.fixtures);
  const { journal, lines } = await openJournal();
  const driver = driverAt(url, options);
  const { fixtures } = library;
  const unique = "hw1";
  const transcript = await driveCase(testCase, {
    ...driver,
    fixtures,
    unique,
    record: journal.recorder(testCase.id),
  });
  await journal.written();
  return {
    one: testCase,
    library,
    transcript,
    lines,
    verdicts: judge(testCase, transcript, specs.schemas),
  };
}

/** A driver with all that a run gives it; its connections are gone when the test is over. */
export function driverAt(url: string, { target: further, driver }: DriveOptions = {}): Driver {
  const target = targetAt(url, { recipes: till(), ...further });
  const { timeoutMs, bodyBytes } = target.limits;
  const { send, close } = createSender({ connections: 4, timeoutMs, bodyBytes });
  onTestFinished(close);
  return {
    ...driverOver(send, { target, specs }),
    redact: createRedact(target.secrets),
    ...driver,
  };
}

export async function openJournal(): Promise<{
  journal: Journal;
  file: string;
  lines: Driven["lines"];
}> {
  const file = path.join(await temporaryFolder(), "journal.ndjson");
  const journal = createJournal(file);
  onTestFinished(() => journal.close());
  return { journal, file, lines: () => readLines(file) };
}

/** The lines of a journal as they were given to it, without the digests that chain them. */
export const readLines = (file: string): readonly Readonly<Record<string, unknown>>[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { digest: _digest, ...given } = JSON.parse(line) as Readonly<Record<string, unknown>>;
      return given;
    });

/** The recipe of this shop for `book.sell`: its till, which is no part of the API. */
export const till = (): ReadonlyMap<string, readonly Step[]> =>
  new Map([
    [
      "book.sell",
      [
        {
          kind: "call",
          id: "step-1",
          method: "POST",
          path: ["/till/", { ref: "id" }],
          api: "digital-river",
          as: "public",
          bareKey: false,
          headers: {},
          body: { kind: "none" },
          expect: { status: [{ first: 200, last: 299 }], headers: [], amounts: [] },
          take: [],
          runs: [{}],
          origin: { file: "shop.yaml", line: 1 },
        },
      ],
    ],
  ]);

/** What each check came to, and why where there is no verdict on the target. */
export const outcomes = (verdicts: readonly Verdict[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    verdicts.map(({ check, outcome, cause }) => [
      check,
      cause === undefined ? outcome : `${outcome}: ${cause}`,
    ]),
  );
