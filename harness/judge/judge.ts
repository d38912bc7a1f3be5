import { knownPart } from "../case/expectation.ts";
import type { CallStep, Case, Check, Holds } from "../case/types.ts";
import { whyUnable } from "../check/ability.ts";
import { differsFrom } from "../check/expect.ts";
import type { Transcript } from "../journal/transcript.ts";
import type { Api, SchemaSet } from "../requirements/types.ts";
import { plural } from "../text/plural.ts";
import { boundFindings } from "./bounds.ts";
import { type Facts, type Judged, readFacts } from "./facts.ts";
import type { Finding, Verdict } from "./types.ts";

/**
 * The verdict on every check of a case. Reads the case and the transcript, and nothing else.
 *
 * failed: a response came and was wrong, even where further evidence is missing.
 * blocked, untestable, errored: as the gap says, where evidence is missing and none was wrong;
 * blocked also for a must check where the server lacks the ability that the judged call asks for, and where a value to compare with was never provided.
 */
export function judge(
  testCase: Case,
  transcript: Transcript,
  schemas: Readonly<Record<Api, SchemaSet>>,
): readonly Verdict[] {
  const facts = readFacts(testCase, transcript, schemas);
  return testCase.checks.map((check) => judgeCheck(check, testCase, facts, schemas));
}

function judgeCheck(
  check: Check,
  testCase: Case,
  facts: Facts,
  schemas: Readonly<Record<Api, SchemaSet>>,
): Verdict {
  const steps = testCase.steps.flatMap((step) =>
    step.kind === "call" && check.on.includes(step.id) ? [step] : [],
  );
  const evidence = steps.flatMap((step) =>
    (facts.judged.get(step.id) ?? [])
      .filter(({ entry }) => entry.exchange.reply.kind === "answered")
      .map((judged) => look(check, step, judged, facts, schemas[step.api])),
  );
  const wanted = steps.reduce((sum, step) => sum + step.runs.length, 0);
  const findings = boundFindings(differing(check, evidence, wanted));
  const verdict = {
    check: check.id,
    level: check.level,
    requirement: check.requirement,
    findings,
    exchanges: evidence.map((seen) => seen.exchange),
  };
  const unable = evidence.find((seen) => seen.unable !== undefined)?.unable;
  if (unable !== undefined && check.level === "must") {
    return { ...verdict, findings: [], outcome: "blocked", cause: unable };
  }
  if (findings.length > 0) return { ...verdict, outcome: "failed" };
  const missing = evidence.find((seen) => seen.missing !== undefined)?.missing;
  if (missing !== undefined) {
    const cause = `no value for {${missing}}: no response before held it`;
    return { ...verdict, outcome: "blocked", cause };
  }
  if (evidence.length === wanted) return { ...verdict, outcome: "passed" };
  const { outcome, cause } = facts.gap ?? { outcome: "blocked", cause: "no response to judge" };
  return { ...verdict, outcome, cause };
}

/** What differs; of answers of which a number must hold, which did not, when the number is another. */
function differing(
  { holds }: Check,
  evidence: readonly Look[],
  wanted: number,
): readonly Finding[] {
  const [first] = evidence;
  if (holds === undefined || first === undefined) return evidence.flatMap((seen) => seen.findings);
  const holding = evidence.filter((seen) => seen.findings.length === 0);
  const open = wanted - evidence.length;
  if (holding.length <= holds.most && holding.length + open >= holds.least) return [];
  const others = evidence.flatMap((seen) => seen.findings);
  const { step, exchange } = (holding.length > holds.most ? holding : evidence).at(-1) ?? first;
  const expected = `it holds for ${numberOf(holds)} of ${plural(wanted, "answer")}`;
  const count = { step, exchange, at: "answers", expected, actual: `for ${holding.length}` };
  return [count, ...(holding.length < holds.least ? others : [])];
}

const numberOf = ({ least, most }: Holds): string => {
  if (least === most) return `exactly ${least}`;
  return least > 0 ? `at least ${least}` : `at most ${most}`;
};

/** One judged exchange. */
interface Look {
  readonly step: string;
  readonly exchange: number;
  readonly findings: readonly Finding[];
  /** The name of a value that it could not be compared with. */
  readonly missing?: string;
  /** Why it says nothing: the server lacks what the call asks for. */
  readonly unable?: string;
}

function look(
  check: Check,
  step: CallStep,
  { entry, values }: Judged,
  facts: Facts,
  schemas: SchemaSet,
): Look {
  const known = { ...facts.values, ...values };
  const { part, missing } = knownPart(check.expect, known);
  const findings = differsFrom(part, entry.exchange, known, schemas).map((difference) => ({
    step: step.id,
    exchange: entry.number,
    ...difference,
  }));
  const unable = whyUnable(step, check.expect, entry.exchange);
  return {
    step: step.id,
    exchange: entry.number,
    findings,
    ...(missing === undefined ? {} : { missing }),
    ...(unable === undefined ? {} : { unable }),
  };
}
