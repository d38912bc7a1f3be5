import type { CaseRow } from "../../../specs/types/report.format.d.ts";
import { groupBy } from "../../group.ts";
import { type Failure, unexpectedOf } from "../model/failure.ts";
import { duration } from "../../text/duration.ts";
import { plural } from "../../text/plural.ts";
import { standing } from "./baseline.ts";
import { casePlace, checkPlace, shownFailures } from "./evidence.ts";
import {
  caseLink,
  html,
  type Markup,
  outcomeMark,
  requirementLink,
  safe,
  webLink,
} from "./markup.ts";
import { findings, proofs, replay } from "./proof.ts";
import { exchangesOf, type View } from "./view.ts";

/** Every check that counts against the target, with its case: what is demanded, what came, and the proof. */
export function failuresSection(view: View): Markup {
  const byCase = groupBy(shownFailures(view.report), (failure) => failure.case);
  if (byCase.size === 0) return html``;
  const all = new Set(unexpectedOf(view.report).map((failure) => failure.case));
  const more = all.size - byCase.size;
  return html`<section aria-labelledby="failures">
    <h2 id="failures">Failures</h2>
    ${[...byCase].map(([row, failures]) => failedCase(view, row, failures))}
    ${more > 0 ? html`<p>${plural(more, "failed case")} more among the <a href="#cases">cases</a>.</p>` : ""}
  </section>`;
}

function failedCase(view: View, row: CaseRow, failures: readonly Failure[]): Markup {
  return html`<article class="failure">
    <h3>${safe(row.title)}</h3>
    <p class="meta">
      ${caseLink(view.anchors, row.id)} <span>${safe(row.profile)}</span>
      <span><code>${safe(row.file)}:${row.line}</code></span>
      <span>${duration(row.durationMs)}</span>
    </p>
    ${failures.map((failure) => failedCheck(view, failure))} ${context(view, row)}
    ${replay(view, row.id)}
  </article>`;
}

function failedCheck(view: View, { case: row, check, requirement }: Failure): Markup {
  return html`<section class="check">
    <h4>${outcomeMark("failed")} ${safe(check.id)}</h4>
    <p class="demand">
      <span class="level">${check.level}</span> ${requirementLink(check.requirement)}
      ${safe(requirement?.statement ?? "")} ${citation(requirement)}
    </p>
    ${check.baseline === undefined ? "" : html`<p class="note">Baseline: ${standing({ check })}</p>`}
    ${findings(view, check.findings)} ${proofs(view, check.exchanges, checkPlace(row.id, check))}
  </section>`;
}

function citation(requirement: Failure["requirement"]): Markup {
  if (requirement === undefined) return html``;
  const { page, heading, url } = requirement.citation;
  return html`<cite>${webLink(url, `${page}, “${heading}”`)}</cite>`;
}

/** All exchanges of the case, so that the whole way to the failure can be read. */
function context(view: View, row: CaseRow): Markup {
  const numbers = exchangesOf(view.report, row.id);
  if (numbers.length === 0) return html``;
  return html`<details class="context">
    <summary>The whole case: ${plural(numbers.length, "exchange")}</summary>
    ${proofs(view, numbers, casePlace(row.id))}
  </details>`;
}
