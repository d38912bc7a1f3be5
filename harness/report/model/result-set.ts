import type {
  BaselineFacts,
  Cause,
  Counts,
  Evidence,
  ExpectedFailure,
  Finding,
  Level,
  Outcome,
  RequirementRow,
} from "../../../specs/types/report.format.d.ts";
import type { OwnPlaces } from "../../replay/script.ts";
import type { LeftOutGroup } from "./musts.ts";

/** What every writer is given: the results of a run, of a verification of pacts, or of a proof of the suite. */
export interface ResultSet {
  readonly kind: "run" | "pact" | "mutation";
  /** What stands above a page: `Headwater conformance report`. */
  readonly title: string;
  /** What was tested. */
  readonly subject: Subject;
  readonly conclusion: Conclusion;
  /** What was found in numbers, to stand behind the conclusion; empty where the parts tell it. */
  readonly gist: string;
  /** Why the conclusion is not the best one, a sentence each. */
  readonly reasons: readonly string[];
  readonly origin: Origin;
  readonly notes: readonly Note[];
  readonly facts: readonly Fact[];
  /** Outcomes counted, a row for each kind of thing. */
  readonly totals: readonly { readonly name: string; readonly counts: Counts }[];
  /** What became of the must requirements of the whole catalogue. */
  readonly musts?: MustSummary;
  /** Failed rows that do not count. */
  readonly warnings: number;
  /** What was done, where counts do not tell it: a name and a line for each part. */
  readonly parts: readonly (readonly [string, string])[];
  readonly groups: readonly ResultGroup[];
  /** Everything that was judged of one. */
  readonly rowsOf: (group: ResultGroup) => readonly ResultRow[];
  /** What became of each of them, which needs no row of its own. */
  readonly fatesOf: (group: ResultGroup) => readonly RowFate[];
  /** Everything that was judged. */
  readonly rows: Iterable<ResultRow>;
  /** Those of which there is more to say than that they passed, or do not apply. */
  readonly telling: readonly ResultRow[];
  /** What a reader has to act on: failed rows that count, grouped by what one mends in one go. */
  readonly failures: readonly FailureGroup[];
  /** What failed rows have in common, a sentence each. */
  readonly inCommon?: readonly string[];
  /** What keeps something from a verdict, or makes it not applicable; the largest group first. */
  readonly causes: readonly Cause[];
  /** Rows that a reader should know of although none is a plain failure. */
  readonly lists: readonly ResultList[];
  /** Instead of a listing of all rows. */
  readonly tables: readonly ResultTable[];
  readonly requirements: readonly RequirementRow[];
  /** Exchanges by their number. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Group id to the name of the script that repeats it. */
  readonly replays: ReadonlyMap<string, string>;
  /** Whose keys its scripts may send where; absent where only a journal is known. */
  readonly own?: OwnPlaces;
  readonly words: Words;
  /** What JSON shows: the data itself, and the name of its format. */
  readonly document: Document;
}

export interface MustSummary {
  /** `31 of 190 must requirements verified; 150 left out by the claims`. */
  readonly text: string;
  /** What the claims left out, by the reason. */
  readonly leftOut: readonly LeftOutGroup[];
}

/** What things are called, `case`. */
export interface Words {
  readonly row: string;
  readonly group: string;
  /** What causes are counted in. */
  readonly unit: string;
}

export interface Document {
  readonly format: "report" | "mutation" | "pact-report";
  readonly data: unknown;
}

export interface Subject {
  readonly name: string;
  readonly baseUrls: Readonly<Record<string, string>>;
  /** The product behind the target. */
  readonly product?: { readonly name: string; readonly version?: string };
  /** It was started for the run, and ended with it. */
  readonly ephemeral?: true;
}

/** good: a pipeline may go on. bad: the target is wrong. open: nothing can be said. stale: better than the baseline says. */
export type Tone = "good" | "bad" | "open" | "stale";

export interface Conclusion {
  readonly word: string;
  readonly tone: Tone;
  /** What it means for the baseline that it was held against. */
  readonly gate?: {
    readonly word: BaselineFacts["gate"];
    /** Continues the word: `worse than the baseline`. */
    readonly text: string;
    readonly tone: Tone;
  };
  /** It was stopped for safety. */
  readonly unsafe?: true;
}

/** Where the results come from. */
export interface Origin {
  /** Version of Headwater. */
  readonly headwater: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly run?: string;
  readonly seed?: number;
  /** Digest of the suite's cases. */
  readonly cases?: string;
  readonly shard?: { readonly index: number; readonly count: number };
}

/** What a reader must know of how the results came about. */
export interface Note {
  /** For programs. */
  readonly key: string;
  readonly name: string;
  readonly text: string;
  /** These are not the whole results: said where nobody can miss it. */
  readonly partial?: true;
}

/** page: on the page alone. summary: in short ones, too. everywhere: on the terminal, too. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly url?: string;
  readonly code?: true;
  readonly strong?: true;
  readonly shown: "page" | "summary" | "everywhere";
}

/** Rows that belong together: a case, a pact, a part of a proof. */
export interface ResultGroup {
  /** Unique in the set. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** What groups are grouped by: a profile, a file. */
  readonly suite: string;
  readonly file?: string;
  readonly line?: number;
  readonly outcome: Outcome;
  readonly cause?: string | undefined;
  readonly durationMs: number;
  /** What it knew in the end, by the name that it uses: `card.id`. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/**
 * warning: failed without counting. excused: failed, and that is accepted. stale: a baseline expects a failure that is
 * gone. open: no verdict although there should be one.
 */
export type RowStatus =
  | "passed"
  | "warning"
  | "failed"
  | "excused"
  | "stale"
  | "open"
  | "not-applicable";

export interface ResultRow {
  /** As a baseline names it. */
  readonly id: string;
  readonly name: string;
  readonly group: ResultGroup;
  /** Where it is written in the file of its group. */
  readonly line?: number;
  readonly outcome: Outcome;
  readonly status: RowStatus;
  readonly level?: Level;
  /** Id of the requirement. */
  readonly requirement?: string;
  /** The requirement itself, where the results list it. */
  readonly demand?: RequirementRow;
  /** Why it has this outcome. */
  readonly why?: string;
  readonly baseline?: ExpectedFailure;
  /** How often it came to what, when that varied. */
  readonly flaky?: string;
  readonly findings: readonly ResultFinding[];
  /** What else there is to say of it, a sentence each. */
  readonly remarks: readonly string[];
  /** Numbers of the exchanges judged. */
  readonly exchanges: readonly number[];
}

export type RowFate = Pick<ResultRow, "outcome" | "status" | "flaky">;

export type ResultFinding = Omit<Finding, "step"> & {
  readonly step?: string;
  readonly message?: string;
};

export interface FailureGroup {
  readonly title: string;
  readonly demand?: RequirementRow;
  /** Shown in full. */
  readonly first: readonly ResultRow[];
  /** What only repeats one of them. */
  readonly more: readonly ResultRow[];
}

export interface ResultList {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly items: readonly { readonly row?: ResultRow; readonly text: string }[];
  /** Each row is shown with all that a plain failure shows, where there is room. */
  readonly inFull?: true;
}

export interface ResultTable {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What a table can hold. `names` are shown one below the other, behind a fold where there are more than `shown`. */
export type Cell =
  | string
  | number
  | { readonly code: string; readonly about?: string }
  | { readonly strong: string }
  | { readonly outcome: Outcome }
  | { readonly level: Level }
  | { readonly names: readonly string[]; readonly shown: number };
