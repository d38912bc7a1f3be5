import type { EditProof, StrictCheck } from "../../../specs/types/mutation.format.d.ts";
import type { Case, Check } from "../../case/types.ts";
import type { Verdict } from "../../judge/types.ts";
import { checkName } from "../check-names.ts";
import type { CaseRun } from "../case-run.ts";
import { type Demand, demandsOf } from "./demands.ts";
import { type Edit, type EditKind, illegalKinds, legalKinds } from "./edit.ts";

/** A demand as a check of its own, so that the judge can be asked about it alone. */
export interface Part {
  readonly check: Check;
  readonly demand: Demand;
  readonly tested: Tested;
}

/** What became of a demand, over all combinations of its case. */
interface Tested {
  readonly name: string;
  readonly level: Check["level"];
  readonly says: string;
  tried: number;
  noticed: boolean;
}

/** What is known of all demands and edits so far. */
export interface Tally {
  readonly partsOf: (testCase: Case) => readonly Part[];
  readonly count: (edit: Edit, verdicts: readonly Verdict[]) => void;
  /** A must check that failed on a legal edit. */
  readonly tooStrict: (trial: CaseRun, edit: Edit, verdict: Verdict) => void;
  readonly proof: (durationMs: number) => EditProof;
}

export function createTally(): Tally {
  const demands = new Map<string, Tested>();
  const strict = new Map<string, StrictCheck>();
  const kinds = new Map<EditKind, { readonly tried: number; readonly noticed: number }>();
  const none = { tried: 0, noticed: 0 };
  const partOf = (name: string, check: Check) => (demand: Demand, index: number) => {
    const key = `${name} ${demand.key}`;
    const fresh = { name, level: check.level, says: demand.says, tried: 0, noticed: false };
    const tested = demands.get(key) ?? fresh;
    demands.set(key, tested);
    return {
      check: { ...check, id: `${check.id} ${index}`, expect: demand.expect },
      demand,
      tested,
    };
  };
  return {
    partsOf: (testCase) =>
      testCase.checks.flatMap((check) =>
        demandsOf(check).map(partOf(checkName(testCase, check.id), check)),
      ),
    count: ({ kind }, verdicts) => {
      const { tried, noticed } = kinds.get(kind) ?? none;
      const more = verdicts.some(({ outcome }) => outcome === "failed") ? 1 : 0;
      kinds.set(kind, { tried: tried + 1, noticed: noticed + more });
    },
    tooStrict: ({ case: testCase }, { kind, at }, { check, findings }) => {
      const name = checkName(testCase, check);
      const [first] = findings;
      const finding = first && `${first.at} should be ${first.expected}, is ${first.actual}`;
      strict.set(`${name} ${kind}`, {
        check: name,
        edit: `${kind} at ${at}`,
        finding: finding ?? "",
      });
    },
    proof: (durationMs) => ({
      judgements: [...kinds.values()].reduce((sum, { tried }) => sum + tried, 0),
      durationMs,
      edits: [
        ...illegalKinds.map((kind) => ({ kind, legal: false, ...(kinds.get(kind) ?? none) })),
        ...legalKinds.map((kind) => ({ kind, legal: true, ...(kinds.get(kind) ?? none) })),
      ],
      checks: new Set([...demands.values()].map(({ name }) => name)).size,
      demands: demands.size,
      vacuous: [...demands.values()].flatMap(vacuousRow),
      strict: [...strict.values()],
    }),
  };
}

function vacuousRow({ name, level, says, tried, noticed }: Tested): EditProof["vacuous"] {
  return noticed ? [] : [{ check: name, level, demand: says, tried }];
}
