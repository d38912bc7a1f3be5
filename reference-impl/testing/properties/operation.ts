import { type Arbitrary, type AsyncCommand, nat, tuple } from "fast-check";
import type { Answer } from "../client.ts";
import { observe } from "./observe.ts";
import type { Told, World } from "./model/world.ts";
import { codeOf, isOk, type Server } from "./server.ts";

/** Something that both sides are told to do. */
export interface Operation {
  readonly name: string;
  /** The lists out of which the first numbers pick; the numbers after them are the operation's own. */
  readonly of: readonly (keyof World)[];
  /** Whether the documentation says what comes of it. What it leaves open is not tried. */
  readonly isKnown?: (world: World, ...picked: number[]) => boolean;
  readonly send: (server: Server, world: World, ...picked: number[]) => Promise<Answer>;
  /** What the model says comes of it. */
  readonly told: (world: World, ...picked: number[]) => Told;
  /** Takes what is the server's to decide from its answer: an identifier, a price. */
  readonly learn?: (server: Server, world: World, answer: Answer, ...picked: number[]) => World;
}

/** The model's side of a run. */
export interface Model {
  world: World;
}

/** The operation on things picked by chance: two times of three such on which it is legal, else any. */
export function command(operation: Operation): Arbitrary<AsyncCommand<Model, Server>> {
  return tuple(nat(2), nat(99), nat(99), nat(99)).map(([illegal, ...numbers]) => {
    const pick = (world: World) => picked(operation, world, numbers, illegal !== 0);
    return {
      check: ({ world }) => pick(world) !== undefined,
      run: async (model, server) => perform(operation, pick(model.world) ?? [], model, server),
      toString: () => operation.name,
    };
  });
}

/** Both sides do it; then they have to agree on the answer and on everything that was changed or named. */
export async function perform(
  { name, of, send, told, learn }: Operation,
  numbers: readonly number[],
  model: Model,
  server: Server,
): Promise<void> {
  const { world } = model;
  const answer = await send(server, world, ...numbers);
  server.story.push(lineOf(name, of, numbers, answer));
  const expected = told(world, ...numbers);
  const after =
    isOk(answer) && learn !== undefined
      ? learn(server, expected.world, answer, ...numbers)
      : expected.world;
  const named = of.reduce((old, list, place) => without(old, list, numbers[place] ?? 0), world);
  const wrong = [...answers(expected, answer)];
  if (wrong.length === 0) wrong.push(...(await observe(after, named, server)));
  if (wrong.length > 0) throw new Error(disagreement(wrong, server));
  model.world = after;
}

export function disagreement(wrong: readonly string[], { story }: Server): string {
  return [...wrong, "after", ...story].join("\n  ");
}

function picked(
  { of, isKnown, told }: Operation,
  world: World,
  numbers: readonly number[],
  legally: boolean,
): readonly number[] | undefined {
  const own = numbers.slice(of.length);
  const all = of.reduce<readonly (readonly number[])[]>(
    (found, list) => found.flatMap((one) => world[list].map((_, index) => [...one, index])),
    [[]],
  );
  const fitting = all
    .map((one) => [...one, ...own])
    .filter((one) => isKnown?.(world, ...one) !== false)
    .filter((one) => !legally || told(world, ...one).refused === undefined);
  return fitting[(numbers[0] ?? 0) % Math.max(1, fitting.length)];
}

function answers({ refused }: Told, answer: Answer): readonly string[] {
  const { status, body } = answer;
  const shown = `the server answers ${status} ${JSON.stringify(body)}`;
  if (refused === undefined) return isOk(answer) ? [] : [`the model does it, ${shown}`];
  if (isOk(answer) || status >= 500) return [`the model refuses it (${refused.join()}), ${shown}`];
  const fits = refused.length === 0 || refused.includes(codeOf(answer));
  return fits ? [] : [`the model refuses it with ${refused.join(" or ")}, ${shown}`];
}

/** The world without the thing of that number, so that it is looked at although it stayed the same. */
function without(world: World, list: keyof World, index: number): World {
  const holed: readonly unknown[] = world[list].map((item, place) =>
    place === index ? undefined : item,
  );
  return { ...world, [list]: holed };
}

function lineOf(
  name: string,
  of: readonly string[],
  numbers: readonly number[],
  answer: Answer,
): string {
  const on = of.map((list, place) => `${list.slice(0, -1)} ${numbers[place]}`).join(", ");
  return `${name}${on && ` (${on})`}: ${answer.status} ${codeOf(answer)}`.trimEnd();
}
