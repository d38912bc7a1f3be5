import { plural } from "../../text/plural.ts";
import { findingLine } from "../model/finding.ts";
import type { ResultGroup, ResultRow } from "../model/result-set.ts";
import { exchangeGist } from "./exchange.ts";
import { demandMark } from "./links.ts";
import { html, type Markup, outcomeMark, safe } from "./markup.ts";
import { exchangeAt } from "./proof.ts";
import type { View } from "./view.ts";

/** What a group did, in order: each fixture with what it handed on, each step with its exchanges and what was judged of them. */
export function timeline(view: View, group: ResultGroup): Markup {
  const phases = phasesOf(view, group);
  if (phases.length === 0) return html``;
  return html`<ol class="timeline">
    ${phases.map((phase) => phaseItem(view, group, phase))}
  </ol>`;
}

interface Phase {
  /** `given.card`, or the step's id. */
  readonly name: string;
  readonly numbers: readonly number[];
}

/** Neighbouring exchanges of one fixture or step. */
function phasesOf({ exchanges }: View, group: ResultGroup): readonly Phase[] {
  const phases: { name: string; numbers: number[] }[] = [];
  for (const number of exchanges.of(group)) {
    const name = exchanges.get(number)?.step ?? "";
    const last = phases.at(-1);
    if (last?.name === name) last.numbers.push(number);
    else phases.push({ name, numbers: [number] });
  }
  return phases;
}

function phaseItem(view: View, group: ResultGroup, { name, numbers }: Phase): Markup {
  const given = name.startsWith("given.") ? name.slice("given.".length) : undefined;
  const judged = view.set
    .rowsOf(group)
    .filter((row) => row.exchanges.some((n) => numbers.includes(n)));
  const told = new Set(judged.flatMap((row) => row.exchanges));
  return html`<li class="${judged.some(({ outcome }) => outcome === "failed") ? "wrong" : "plain"}">
    <p class="phase">
      <span class="level">${given === undefined ? "step" : "given"}</span>
      <b>${safe(given ?? name)}</b>
    </p>
    ${given === undefined ? "" : valuesOf(group, given)} ${exchangesOf(view, numbers, told)}
    ${judged.map((row) => verdict(view, row, numbers))}
  </li>`;
}

/** What a fixture handed on: `{card.id}` and its value. */
function valuesOf({ values = {} }: ResultGroup, given: string): Markup {
  const own = Object.entries(values).filter(([name]) => name.startsWith(`${given}.`));
  if (own.length === 0) return html``;
  return html`<p class="values">
    ${own.map(([name, value]) => html`<span><u>{${safe(name)}}</u> <code>${safe(value)}</code></span> `)}
  </p>`;
}

/** A polled step keeps all its exchanges; what was not judged of many is told by lines. */
function exchangesOf(
  view: View,
  numbers: readonly number[],
  judged: ReadonlySet<number>,
): readonly Markup[] {
  const isPolled = judged.size > 0 && numbers.length > 3;
  const tries = isPolled ? numbers.filter((number) => !judged.has(number)) : [];
  const shown = numbers.filter((number) => !tries.includes(number));
  const folded =
    tries.length === 0
      ? []
      : [
          html`<details class="tries">
            <summary>${plural(tries.length, "exchange")} more, before it settled</summary>
            ${tries.map((number) => {
              const one = view.exchanges.get(number);
              return one === undefined
                ? ""
                : html`<p class="elsewhere" id="exchange-${number}">
                    ${exchangeGist(number, one)}
                  </p>`;
            })}
          </details>`,
        ];
  return [...folded, ...shown.map((number) => exchangeAt(view, number))];
}

/** What a check made of it: a failed one says how, and leads to the failure. */
function verdict(view: View, row: ResultRow, numbers: readonly number[]): Markup {
  const anchor = view.checkAnchors.get(row);
  const name = html`<b>${safe(row.name)}</b>`;
  const own = row.findings.filter(
    ({ exchange }) => exchange !== undefined && numbers.includes(exchange),
  );
  return html`<p class="verdict">
    ${outcomeMark(row.outcome)}
    ${anchor === undefined ? name : html`<a href="#${anchor}">${name}</a>`} ${demandMark(view, row)}
    ${own.map(({ at, expected, actual }) => html`<code class="what">${safe(findingLine({ at, expected, actual }, 100))}</code>`)}
  </p>`;
}
