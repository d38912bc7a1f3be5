import { isBrowserStep } from "../case/browser.ts";
import { usesOf } from "../case/known-apart.ts";
import { render } from "../case/template.ts";
import type { Values } from "../case/json.ts";
import { bind } from "../execute/bind.ts";
import { driveCase, runValues } from "../execute/case.ts";
import { readFacts } from "../judge/facts.ts";
import { decide } from "../plan/decide.ts";
import type { CaseState } from "./case-state.ts";
import type { StateBuilder } from "./state-builder.ts";

/** The variables of a played case, or why it did not come so far on this target. */
export type Played =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly reason: string };

/**
 * Plays a case up to the call that is due, and waits for what that call would wait for, as long as it would; what it is answered
 * then is for the interaction to judge.
 */
export async function playCase(
  { case: whole, played, due, returns }: CaseState,
  { driver, library: { fixtures }, record }: StateBuilder,
  unique: string,
): Promise<Played> {
  const wait = due?.withinMs === undefined ? [] : [due];
  const steps = [...played, ...wait];
  const [uses, pages] = [usesOf(steps), steps.some(isBrowserStep)];
  const testCase = { ...whole, steps, uses, pages };
  const decision = decide(testCase, fixtures, driver.target);
  if (decision.kind !== "run") return { ok: false, reason: decision.cause };
  const transcript = await driveCase(testCase, { ...driver, fixtures, unique, record });
  const facts = readFacts({ ...testCase, steps: played }, transcript, driver.schemas);
  if (facts.gap !== undefined) return { ok: false, reason: facts.gap.cause };
  const known = runValues(due?.runs[0] ?? {}, facts.values);
  const bound = due && bind(due, { target: driver.target, values: known, absent: new Set() });
  if (bound?.ok === false) return { ok: false, reason: bound.cause };
  const values = [...returns].flatMap(([variable, template]) => {
    const value = render(template, known);
    return value.ok ? [[variable, value.value] as const] : [];
  });
  return { ok: true, values: Object.fromEntries(values) };
}
