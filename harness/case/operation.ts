import type { Abilities } from "../requirements/types.ts";
import { writeText } from "./template.ts";
import type { CallStep } from "./types.ts";

/** A call as the catalogue of abilities writes it, read once: `GET /orders/{}?checkoutId`. */
export interface Operation {
  /** The method is the beginning of the first; `{}` stands for any. */
  readonly segments: readonly string[];
  /** The names in its query. */
  readonly query: readonly string[];
}

/** What the catalogue of abilities says of requests, read once. */
export interface Operations {
  /** Calls that need no ability. */
  readonly stated: readonly Operation[];
  readonly byAbility: readonly AbilityOperations[];
}

/** Of the ability with this id: the calls that use it, and the members of their bodies. */
export interface AbilityOperations {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly members: readonly { readonly operation: Operation; readonly name: string }[];
}

export const readOperations = ({ stated, abilities }: Abilities): Operations => ({
  stated: stated.map(readOperation),
  byAbility: [...abilities.values()].map(({ id, operations, members }) => ({
    id,
    operations: operations.map(readOperation),
    members: members.map((member) => {
      const [operation = "", name = ""] = member.split(": ");
      return { operation: readOperation(operation), name };
    }),
  })),
});

/** The call of a step, its references as they are written. */
export const operationOf = ({ method, path }: Pick<CallStep, "method" | "path">): Operation =>
  readOperation(`${method} ${writeText(path)}`);

/** `POST /skus/{sku.id}?limit=1` is `POST /skus/{}`, and so is one with an id written out. */
export const isCall = (call: Operation, { segments, query }: Operation): boolean =>
  segments.length === call.segments.length &&
  segments.every((part, place) => part === "{}" || part === call.segments[place]) &&
  query.every((name) => call.query.includes(name));

function readOperation(text: string): Operation {
  const [path = "", query] = text.split("?");
  return {
    segments: path.split("/"),
    query: query?.split("&").map((pair) => pair.split("=")[0] ?? "") ?? [],
  };
}
