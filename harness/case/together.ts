import type { StepDocument } from "../../specs/types/step.format.d.ts";
import type { DataPath } from "../read/yaml.ts";
import type { ReferenceScope } from "./scope.ts";
import type { StepContext } from "./step-context.ts";
import type { CallStep, Step } from "./types.ts";

/** A step as written, where it stands, and what it is called. */
interface Member {
  readonly document: StepDocument;
  readonly id: string;
  readonly path: DataPath;
}

/** What an entry of `steps` holds: one step, or the calls that are made together. */
export function membersOf(
  document: StepDocument,
  index: number,
  path: DataPath,
  scope: ReferenceScope,
  context: StepContext,
): readonly Member[] {
  const at = [...path, index];
  const { together } = document;
  const id = document.id ?? `step-${index + 1}`;
  if (together === undefined) return [{ document, id, path: at }];
  const report = (place: DataPath, message: string, hint?: string) =>
    scope.report({
      code: "FORMAT",
      at: context.document.placeOf(place),
      message,
      ...(hint && { hint }),
    });
  if (context.recipe) report(at, "a recipe does one thing after the other: together is for cases");
  for (const key of Object.keys(document)) {
    if (key === "together") continue;
    report([...at, key], `beside together stands no ${key}`, "each of its calls has its own");
  }
  return together.map((member, place) => {
    const own = [...at, "together", place];
    if (member.call === undefined) report(own, "what is made together are calls");
    for (const key of ["within", "settled"] as const) {
      if (member[key] === undefined) continue;
      const hint = "read what came of it in a step behind";
      report([...own, key], `a call that is made together has no ${key}`, hint);
    }
    return { document: member, id: member.id ?? `${id}-${place + 1}`, path: own };
  });
}

/** The steps in order, those that are made together as one. */
export function groupsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1)?.[0];
    const joins = last !== undefined && togetherOf(last) === (togetherOf(step) ?? "");
    if (joins) groups.at(-1)?.push(step);
    else groups.push([step]);
  }
  return groups;
}

const togetherOf = (step: Step): CallStep["together"] =>
  step.kind === "call" ? step.together : undefined;
