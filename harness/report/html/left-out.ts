import { plural } from "../../text/plural.ts";
import { html, type Markup, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** The must requirements that the claims left out, by the reason. */
export function leftOutSection(view: View): Markup {
  const groups = view.set.musts?.leftOut ?? [];
  if (groups.length === 0) return html``;
  return html`<section aria-labelledby="left-out" data-box>
    <h2 id="left-out">Left out by the claims <span class="count">${leftOutCount(view)}</span></h2>
    <p class="note">
      Must requirements of which the target claims nothing. They say nothing of it.
    </p>
    ${groups.map(
      ({ reason, requirements }) =>
        html`<details class="warning">
          <summary>
            ${plural(requirements.length, "requirement")} <span class="what">${safe(reason)}</span>
          </summary>
          <p class="ids">
            ${requirements.map((id) => requirementLink(view, id)).flatMap((link) => [link, " "])}
          </p>
        </details>`,
    )}
  </section>`;
}

export const leftOutCount = ({ set }: View): number =>
  (set.musts?.leftOut ?? []).reduce((sum, { requirements }) => sum + requirements.length, 0);

const requirementLink = ({ requirements }: View, id: string): Markup =>
  requirements.has(id)
    ? html`<a href="#requirement-${id}">${safe(id)}</a>`
    : html`<span>${safe(id)}</span>`;
