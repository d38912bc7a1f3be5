import type { CaseRow } from "../../../specs/types/report.format.d.ts";
import { writeText } from "../../case/template.ts";
import type { Case, FixtureDefinition, Step } from "../../case/types.ts";
import { allNeeds } from "../../implementation/claims.ts";
import { sourceTypeDemands } from "../../implementation/source-types.ts";
import type { Claims } from "../../implementation/types.ts";
import type { Trait } from "./in-common.ts";

/** What can be said of a case beside others, the most telling first. */
export function traitsOf(
  testCase: Case,
  row: CaseRow,
  fixtures: ReadonlyMap<string, FixtureDefinition>,
  claims: Claims,
): readonly Trait[] {
  const { abilities, currencies } = allNeeds(testCase, fixtures, claims);
  const types = sourceTypeDemands(testCase, fixtures, claims).flatMap((demand) =>
    demand.kind === "type" ? [demand.type] : [],
  );
  const given = [
    ...choicesOf(testCase),
    ...types.map((type) => `source type ${type}`),
    ...[...currencies].map((currency) => `currency ${currency}`),
    ...[...abilities].map((ability) => `ability ${ability}`),
    ...testCase.given.map(({ fixture }) => `fixture ${fixture}`),
    `profile ${testCase.profile}`,
  ];
  return [
    ...given.map((text) => ({ text, of: "case" }) as const),
    ...failureTraits(testCase, row).map((text) => ({ text, of: "failure" }) as const),
  ];
}

/** `combine[type=konbini,via=path]` chose `type=konbini` and `via=path`. */
const choicesOf = ({ id, base }: Case): readonly string[] =>
  id === base ? [] : id.slice(base.length + 1, -1).split(",");

/** The calls that were judged: of a failed case those that failed, and how. */
function failureTraits({ steps, checks }: Case, row: CaseRow): readonly string[] {
  if (row.outcome === "passed") {
    const judged = new Set(checks.flatMap(({ on }) => on));
    return steps.flatMap((step) => (judged.has(step.id) ? callOf(step) : []));
  }
  const findings = row.checks
    .filter(({ outcome }) => outcome === "failed")
    .flatMap((check) => check.findings);
  const failed = new Set(findings.map(({ step }) => step));
  return [
    ...steps.flatMap((step) => (failed.has(step.id) ? callOf(step) : [])),
    ...findings.map(({ at, expected, actual }) => `${at}: expected ${expected}, was ${actual}`),
  ];
}

const callOf = (step: Step): readonly string[] =>
  step.kind === "use"
    ? []
    : [`${step.method} ${writeText(step.path).split("?")[0] ?? ""}`.replaceAll(/\{[^}]*\}/g, "{}")];
