import { type Failure, warningsOf } from "../model/failure.ts";
import { checkPlace } from "./evidence.ts";
import { caseLink, html, type Markup, requirementLink, safe } from "./markup.ts";
import { findings, proofs } from "./proof.ts";
import type { View } from "./view.ts";

/** Failed checks that do not count against the target. */
export function warningsSection(view: View): Markup {
  const warnings = warningsOf(view.report);
  if (warnings.length === 0) return html``;
  return html`<section aria-labelledby="warnings">
    <h2 id="warnings">Warnings</h2>
    <p class="note">Failed, but below the level from which this run counts.</p>
    ${warnings.map((warning) => warningDetails(view, warning))}
  </section>`;
}

function warningDetails(view: View, { case: row, check, requirement }: Failure): Markup {
  return html`<details class="warning">
    <summary>
      <span class="level">${check.level}</span> ${safe(check.requirement)}
      <span class="what">${safe(requirement?.statement ?? check.id)}</span>
    </summary>
    <p class="meta">
      ${caseLink(view.anchors, row.id)} <span><code>${safe(check.id)}</code></span>
      ${requirementLink(check.requirement)}
    </p>
    ${findings(view, check.findings)} ${proofs(view, check.exchanges, checkPlace(row.id, check))}
  </details>`;
}
