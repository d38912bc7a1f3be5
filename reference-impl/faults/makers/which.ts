import { isPrimary, isSecondary, primaryOf, secondariesOf } from "../../domain/basket.ts";
import type { Attempt } from "../../domain/rules/attaching.ts";
import { sourceType } from "../../domain/source-types.ts";
import type { Source } from "../../domain/types.ts";

/** Which sources, and which attempts to attach one, a fault is about. */
export type Which<T> = (given: T) => boolean;

export const every =
  <T>(...tests: readonly Which<T>[]): Which<T> =>
  (given) =>
    tests.every((test) => test(given));

export const not =
  <T>(test: Which<T>): Which<T> =>
  (given) =>
    !test(given);

export const ofType =
  (...types: readonly string[]): Which<Pick<Source, "type">> =>
  ({ type }) =>
    types.includes(type);

export const ofFlow =
  (flow: Source["flow"]): Which<Pick<Source, "flow">> =>
  (source) =>
    source.flow === flow;

export const inState =
  (...states: readonly Source["state"][]): Which<Pick<Source, "state">> =>
  ({ state }) =>
    states.includes(state);

export const isReusable: Which<Source> = ({ reusable }) => reusable;

export const isSaved: Which<Source> = ({ customerId }) => customerId !== undefined;

export const isFresh: Which<Source> = ({ heldBy }) => heldBy === undefined;

/** Of a primary type that cannot be saved. */
export const isUnsavable: Which<Source> = (source) =>
  isPrimary(source) && sourceType(source.type)?.savable === false;

/** Of a primary type that is not on the list of those that share a checkout. */
export const isUnlisted: Which<Source> = (source) =>
  isPrimary(source) && sourceType(source.type)?.combinable === false;

/** A source of this kind comes. */
export const coming =
  (which: Which<Source>): Which<Attempt> =>
  ({ source }) =>
    which(source);

/** A secondary source comes behind a primary one of this kind. */
export const behind =
  (which: Which<Source>): Which<Attempt> =>
  ({ source, basket }) => {
    const primary = primaryOf(basket)?.source;
    return isSecondary(source) && primary !== undefined && which(primary);
  };

/** A primary source comes in the place of one of this kind. */
export const replacing =
  (which: Which<Source>): Which<Attempt> =>
  ({ source, basket }) => {
    const primary = primaryOf(basket)?.source;
    return isPrimary(source) && primary !== undefined && which(primary);
  };

export const any = (): boolean => true;

/** There are so many secondary sources, or more. */
export const beside =
  (count: number): Which<Pick<Attempt, "basket">> =>
  ({ basket }) =>
    secondariesOf(basket).length >= count;

/** A primary source comes to so many secondary ones, or more. */
export const joining = (count: number): Which<Attempt> => every(coming(isPrimary), beside(count));

export const isHeldElsewhere: Which<Attempt> = ({ source, basket }) =>
  source.heldBy !== undefined && source.heldBy !== basket.holder.id;

export const wasHeldHere: Which<Attempt> = ({ source, basket }) =>
  source.heldBy === basket.holder.id;
