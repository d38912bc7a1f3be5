import type { ResultGroup, ResultRow } from "../model/result-set.ts";
import { html, type Markup, safe } from "./markup.ts";
import type { View } from "./view.ts";

/** A group's name that leads to the group, where the page lists it. */
export const groupLink = (view: View, { id, name }: ResultGroup): Markup => named(view, id, name);

/** The same for an id of which the page knows no more: an interaction, say. */
export const idLink = (view: View, id: string): Markup => named(view, id, id);

function named({ anchorOf }: View, id: string, name: string): Markup {
  const anchor = anchorOf(id);
  if (anchor === undefined) return html`<code>${safe(name)}</code>`;
  return html`<a href="#${anchor}"><code>${safe(name)}</code></a>`;
}

/** The requirement of a row, with its level; a link where the page has it. */
export function demandMark(view: View, { requirement, level }: ResultRow): Markup {
  const mark = level === undefined ? "" : html` <span class="level">${level}</span>`;
  if (requirement === undefined) return html`${mark}`;
  if (!view.requirements.has(requirement)) return html`${safe(requirement)}${mark}`;
  return html`<a href="#requirement-${requirement}">${safe(requirement)}</a>${mark}`;
}
