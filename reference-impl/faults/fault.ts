import type { Wire as CommerceWire } from "../commerce/wire.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Rules } from "../domain/rules.ts";
import type { Reply } from "../digital-river/reply.ts";
import type { Wire } from "../digital-river/wire.ts";

/** A deliberate defect: the few functions it replaces, given the documented ones. */
export interface Fault {
  readonly rules?: (documented: Rules) => Partial<Rules>;
  readonly wire?: (documented: Wire) => Partial<Wire>;
  readonly commerceWire?: (documented: CommerceWire) => Partial<CommerceWire>;
  /** The rules are broken for this way of attaching alone, or for all calls of this API alone; `body` includes `creation`. */
  readonly onlyBy?: "path" | "body" | "creation" | "commerce";
}

/** Name of a fault -> the smallest override that builds it in. */
export type FaultTable = Readonly<Record<string, Fault>>;

/** A fault that refuses for the right reason and says it wrongly. */
export function misworded(reason: Refusal["reason"], edit: (reply: Reply) => Reply): Fault {
  return {
    wire: ({ refused }) => ({
      refused: (refusal) => (refusal.reason === reason ? edit(refused(refusal)) : refused(refusal)),
    }),
  };
}

/** Edits of a refusal: another status, another type, other members of its one error. */
export function withStatus(status: number): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, status });
}

export function withType(type: string): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: { ...reply.body, type } });
}

/** A member given as undefined is left out of the answer. */
export function withError(members: {
  code?: string;
  parameter?: string | undefined;
  message?: string;
}): (reply: Reply) => Reply {
  return (reply) => {
    const { errors = [] } = (reply.body ?? {}) as { errors?: readonly object[] };
    return {
      ...reply,
      body: { ...reply.body, errors: errors.map((error) => ({ ...error, ...members })) },
    };
  };
}
