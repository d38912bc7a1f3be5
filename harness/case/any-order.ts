import { templateRefs, textRefs } from "./template.ts";
import { groupsOf } from "./together.ts";
import type { CallStep, Step } from "./types.ts";

/** Steps that are made at once, or one alone. */
type Group = readonly Step[];

/**
 * The steps in their order; what stands together may come in any. That are reads side by side: a GET changes nothing, so no
 * order of them is the documented one. A read that is polled, that is a precondition, or that refers to what another of them
 * takes, keeps its place.
 */
export function stretchesOf(steps: readonly Step[]): readonly (readonly Group[])[] {
  const stretches: Group[][] = [];
  let open: CallStep[] | undefined;
  for (const group of groupsOf(steps)) {
    const [step] = group;
    const read = group.length === 1 && step !== undefined && isFreeRead(step) ? step : undefined;
    if (read !== undefined && open !== undefined && !leansOn(read, open)) {
      open.push(read);
      stretches.at(-1)?.push(group);
    } else {
      stretches.push([group]);
      open = read === undefined ? undefined : [read];
    }
  }
  return stretches;
}

const isFreeRead = (step: Step): step is CallStep =>
  step.kind === "call" &&
  step.method === "GET" &&
  step.withinMs === undefined &&
  step.expect === undefined &&
  step.together === undefined;

function leansOn(step: CallStep, others: readonly CallStep[]): boolean {
  const taken = new Set(others.flatMap(({ take }) => take.map(({ name }) => name)));
  return (
    refsOf(step).some((name) => taken.has(name)) || step.take.some(({ name }) => taken.has(name))
  );
}

const refsOf = ({ path, headers, runs, take }: CallStep): readonly string[] => [
  ...textRefs(path),
  ...Object.values(headers).flatMap(textRefs),
  ...runs.flatMap((bindings) => Object.values(bindings).flatMap(templateRefs)),
  ...take.flatMap((one) => textRefs(one.path)),
];
