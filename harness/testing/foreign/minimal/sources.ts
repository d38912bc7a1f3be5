import {
  type Kind,
  makeId,
  type Fields,
  type Source,
  type SourceType,
  type State,
  type World,
} from "./model.ts";

export const kindOf = ({ kinds }: World, { type }: Source): Kind =>
  kinds[type] ?? { first: "chargeable", canBeSaved: false };

export const isPrimary = ({ type }: Source): boolean => type !== "customerCredit";

export const isPending = ({ state }: Source): boolean =>
  state === "pending_redirect" || state === "pending_funds";

interface SourceFields {
  readonly owner?: Fields;
  readonly detail?: Fields;
  readonly credit?: number;
  readonly digits?: number;
  readonly state?: State;
}

/** Every source begins single-use, in the first state of its type. */
export function makeSource(world: World, type: SourceType, fields: SourceFields): Source {
  const state = fields.state ?? world.kinds[type]?.first ?? "chargeable";
  const id = makeId(world, "word");
  const source: Source = {
    id,
    type,
    createdTime: Date.now(),
    secret: `${id}_${makeId(world, "word")}`,
    owner: fields.owner ?? {},
    detail: fields.detail ?? {},
    ...(fields.credit !== undefined && { credit: fields.credit }),
    digits: fields.digits ?? 2,
    state,
    shown: state,
    reusable: false,
    isOwed: false,
  };
  world.sources.set(id, source);
  return source;
}

/** The rules see the new state at once; readers may see it later. */
export function changeState(world: World, source: Source, state: State): void {
  source.state = state;
  world.settle("late-states", () => {
    source.shown = source.state;
  });
}

/** What happens outside: the customer authorizes or declines, the funds come. */
export function arrive(world: World, source: Source, state: State, then: () => void): void {
  world.settle("late-approval", () => {
    if (!isPending(source)) return;
    changeState(world, source, state);
    then();
  });
}
