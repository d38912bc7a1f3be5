import {
  makeId,
  type Fields,
  type Source,
  type SourceType,
  type State,
  type World,
} from "./model.ts";

interface Character {
  readonly flow?: "standard" | "redirect" | "receiver";
  readonly first: State;
  readonly canBeSaved: boolean;
}

/** What each type is like ("Characteristics of payment methods"). */
export const characters: Readonly<Record<SourceType, Character>> = {
  creditCard: { flow: "standard", first: "chargeable", canBeSaved: true },
  payPal: { flow: "redirect", first: "pending_redirect", canBeSaved: false },
  wireTransfer: { flow: "receiver", first: "pending_funds", canBeSaved: false },
  customerCredit: { first: "chargeable", canBeSaved: false },
};

export const isPrimary = ({ type }: Source): boolean => type !== "customerCredit";

export const isPending = ({ state }: Source): boolean =>
  state === "pending_redirect" || state === "pending_funds";

interface Wishes {
  readonly owner?: Fields;
  readonly detail?: Fields;
  readonly credit?: number;
  readonly state?: State;
}

/** Every source begins single-use, in the first state of its type. */
export function makeSource(world: World, type: SourceType, wishes: Wishes): Source {
  const state = wishes.state ?? characters[type].first;
  const id = makeId(world, "word");
  const source: Source = {
    id,
    type,
    createdTime: Date.now(),
    secret: `${id}_${makeId(world, "word")}`,
    owner: wishes.owner ?? {},
    detail: wishes.detail ?? {},
    ...(wishes.credit !== undefined && { credit: wishes.credit }),
    state,
    shown: state,
    reusable: false,
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
