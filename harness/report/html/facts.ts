import { capital } from "../../text/capital.ts";
import type { Fact } from "../model/result-set.ts";
import { html, type Markup, safe, webLink } from "./markup.ts";
import type { View } from "./view.ts";

/** What was tested, when, and what of it. */
export function factsSection({ set }: View): Markup {
  const notes = set.notes.map(({ name, text }): Fact => ({
    name: capital(name),
    text,
    strong: true,
    shown: "page",
  }));
  return html`<section aria-labelledby="run" data-box>
    <h2 id="run">What was tested</h2>
    <dl class="facts">
      ${[...set.facts, ...notes].map(
        (fact) =>
          html`<div>
            <dt>${safe(fact.name)}</dt>
            <dd>${factMarkup(fact)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function factMarkup({ text, url, code, strong }: Fact): Markup {
  if (url !== undefined) return webLink(url, text);
  if (code === true) return html`<code>${safe(text)}</code>`;
  return strong === true ? html`<strong>${safe(text)}</strong>` : html`${safe(text)}`;
}
