import type { Cause } from "../../../specs/types/report.format.d.ts";
import { plural } from "../../text/plural.ts";
import { isOpen } from "../model/cause.ts";
import { idLink } from "./links.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { exchangeLink, replay } from "./proof.ts";
import { mostPrinted, type View } from "./view.ts";

/** Names that are listed at once; more are folded. */
const fewNames = 8;

/** One cause, what it keeps from a verdict, and the exchanges of the first of them. */
export function causesSection(view: View): Markup {
  const causes = view.set.causes.filter(isOpen);
  if (causes.length === 0) return html``;
  return html`<section aria-labelledby="causes" data-box>
    <h2 id="causes">Causes</h2>
    <p class="note">
      What went wrong first. Mend a cause, and its ${view.set.words.unit}s get a verdict.
    </p>
    ${causes.map((cause, index) => causeArticle(view, cause, index))}
  </section>`;
}

/** What the target does not claim, and which cases therefore say nothing. */
export function unclaimedSection(view: View): Markup {
  const causes = view.set.causes.filter((cause) => !isOpen(cause));
  if (causes.length === 0) return html``;
  return html`<section aria-labelledby="unclaimed" data-box>
    <h2 id="unclaimed">Not applicable</h2>
    ${causes.map(
      ({ cause, cases }) =>
        html`<details class="warning">
          <summary>
            ${plural(cases.length, view.set.words.unit)} <span class="what">${safe(cause)}</span>
          </summary>
          ${names(view, cases)}
        </details>`,
    )}
  </section>`;
}

function causeArticle(view: View, { outcome, cause, cases }: Cause, index: number): Markup {
  const [first = ""] = cases;
  const count = plural(cases.length, view.set.words.unit);
  return html`<article class="${index < mostPrinted ? "cause" : "cause later"}" data-s="${outcome}">
    <h3>${outcomeMark(outcome)} ${count}</h3>
    <p class="reason"><code>${safe(cause)}</code></p>
    <details ${cases.length <= fewNames ? "open" : ""}>
      <summary>The ${count}</summary>
      ${names(view, cases)}
    </details>
    ${proof(view, first)} ${replay(view, first)}
  </article>`;
}

function names(view: View, cases: readonly string[]): Markup {
  return html`<ul class="names">
    ${cases.map((id) => html`<li>${idLink(view, id)}</li>`)}
  </ul>`;
}

/** The last exchange of the first of them is where it stopped. */
function proof(view: View, id: string): Markup {
  const last = view.exchanges.of(id).at(-1);
  if (last === undefined) return html``;
  return html`<p class="evidence">
    ${exchangeLink(view, last)} <span class="what">stopped</span> ${idLink(view, id)}
  </p>`;
}
