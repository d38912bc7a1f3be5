import { acceptedOf, type Failure, staleOf } from "../model/failure.ts";
import { baselineStatusText } from "../model/baseline-status.ts";
import { checkPlace } from "./evidence.ts";
import { caseLink, html, type Markup, requirementLink, safe, webLink } from "./markup.ts";
import { findings, proofs, replay } from "./proof.ts";
import type { View } from "./view.ts";

/** Failures that the baseline excuses, with all that a plain failure shows, folded. */
export function acceptedSection(view: View): Markup {
  const accepted = acceptedOf(view.report);
  if (accepted.length === 0) return html``;
  return html`<section aria-labelledby="accepted">
    <h2 id="accepted">Expected failures</h2>
    <p class="note">They count against the target; the baseline excuses them until they expire.</p>
    ${accepted.map((failure) => acceptedDetails(view, failure))}
  </section>`;
}

function acceptedDetails(view: View, { case: row, check, requirement }: Failure): Markup {
  return html`<details class="warning">
    <summary>
      <span class="level">${check.level}</span> ${safe(check.requirement)}
      <span class="what">${standing({ check })}</span>
    </summary>
    <p>${safe(requirement?.statement ?? "")}</p>
    <p class="meta">
      ${caseLink(view.anchors, row.id)} <span><code>${safe(check.id)}</code></span>
      ${requirementLink(check.requirement)}
    </p>
    ${findings(view, check.findings)} ${proofs(view, check.exchanges, checkPlace(row.id, check))}
    ${replay(view, row.id)}
  </details>`;
}

/** Entries that excuse nothing any more. */
export function staleSection(view: View): Markup {
  const stale = staleOf(view.report);
  if (stale.length === 0) return html``;
  return html`<section aria-labelledby="stale">
    <h2 id="stale">Entries of the baseline that can go</h2>
    <p class="note">Take them out, so that the failure is noticed when it comes back.</p>
    <ul class="checks">
      ${stale.map(
        ({ case: row, check }) =>
          html`<li>
            ${caseLink(view.anchors, row.id)}
            <code>${safe(check.id)}</code> ${requirementLink(check.requirement)}
            <span class="what">${standing({ check })}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** How a check stands to the baseline; nothing where the baseline does not name it. */
export function standing({ check: { baseline } }: Pick<Failure, "check">): Markup {
  if (baseline === undefined) return html``;
  const { issue, ...entry } = baseline;
  const tracked = issue === undefined ? "" : html` (${webLink(issue, issue)})`;
  return html`${safe(baselineStatusText(entry))}${tracked}`;
}
