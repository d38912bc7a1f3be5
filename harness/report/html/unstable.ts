import { outcomes } from "../model/outcome-words.ts";
import { plural } from "../../text/plural.ts";
import type { FlakyCheck } from "../model/flaky.ts";
import { caseLink, html, type Markup, outcomeMark, requirementLink, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** Checks that did not come to the same in every round, and how often to what. */
export function unstableSection(view: View): Markup {
  const { unstable = [], run } = view.report;
  if (unstable.length === 0) return html``;
  return html`<section aria-labelledby="unstable">
    <h2 id="unstable">Unstable checks</h2>
    <p class="note">
      Their outcome varied over ${plural(run.repeat ?? 1, "round")}. The gravest one counts.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Requirement</th>
            <th scope="col">Outcomes</th>
          </tr>
        </thead>
        <tbody>
          ${unstable.map((one) => unstableRow(view, one))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function unstableRow(view: View, { check, level, requirement, outcomes: counts }: FlakyCheck) {
  const slash = check.lastIndexOf("/");
  const marks = outcomes.filter((outcome) => counts[outcome] > 0);
  return html`<tr>
    <th scope="row">
      ${caseLink(view.anchors, check.slice(0, slash))} <code>${safe(check.slice(slash + 1))}</code>
    </th>
    <td>${requirementLink(requirement)} <span class="level">${level}</span></td>
    <td>
      <span class="tally">${marks.flatMap((one) => [outcomeMark(one, counts[one]), " "])}</span>
    </td>
  </tr>`;
}
