import type { FaultProof, Mutation } from "../../../specs/types/mutation.format.d.ts";
import { outcomeMark } from "../../report/html/markup.ts";
import { html, type Markup, safe } from "../../report/html/markup.ts";
import { names, tableSection } from "./table.ts";

/** The kill matrix by requirement, by fault and by case. */
export function faultSections({ faults }: Mutation): readonly Markup[] {
  return faults === undefined ? [] : [requirements(faults), faultRows(faults), cases(faults)];
}

function requirements({ requirements: rows, matrix }: FaultProof): Markup {
  return tableSection(
    "Requirements",
    `Faults that break a requirement, and must checks that verify it (${matrix} matrix).`,
    ["Requirement", "Level", "Faults killed", "Must checks that kill"],
    rows.map((row) => [
      safe(row.id),
      level(row.level),
      `${row.killed} of ${row.faults}`,
      `${row.checks - row.idle} of ${row.checks}`,
    ]),
  );
}

function faultRows({ faults: rows }: FaultProof): Markup {
  return tableSection(
    "Faults",
    "A fault is killed when a check on the requirement that it breaks fails. What else fails is collateral.",
    ["Fault", "Breaks", "Outcome", "Killed by", "Collateral"],
    rows.map((row) => [
      html`<code>${safe(row.name)}</code>`,
      html`${safe(row.breaks)} <cite>${safe(row.requirement)}</cite>`,
      row.killed ? html`${outcomeMark("passed")}` : html`<strong>survives</strong>`,
      names(row.killers),
      names(row.collateral, 0),
    ]),
  );
}

function cases({ cases: rows }: FaultProof): Markup {
  return tableSection(
    "Cases",
    "Which faults make a check fail: those that break its requirement, and others.",
    ["Check", "Level", "Requirement", "Kills", "Collateral"],
    rows.flatMap(({ id, checks }) =>
      checks.map((check) => [
        html`<code>${safe(id)}<wbr />/${safe(check.id)}</code>`,
        level(check.level),
        safe(check.requirement),
        names(check.kills),
        names(check.collateral, 0),
      ]),
    ),
  );
}

const level = (name: string): Markup => html`<span class="level">${name}</span>`;
