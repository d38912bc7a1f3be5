import type { Refusal } from "../domain/refusal.ts";
import type { Rules } from "../domain/rules.ts";
import { isSecondary } from "../domain/rules/basket.ts";
import type { Source } from "../domain/types.ts";
import type { Reply } from "../digital-river/reply.ts";
import type { Wire } from "../digital-river/wire.ts";
import type { Fault } from "./fault.ts";

/** The rules that refuse something, or say nothing. */
type Refusing = {
  [Name in keyof Rules]: Refusal | undefined extends ReturnType<Rules[Name]> ? Name : never;
}[keyof Rules];

type When<Name extends keyof Rules> = (...given: Parameters<Rules[Name]>) => boolean;

/** One rule, replaced by another given the documented one. */
export function rule<Name extends keyof Rules>(
  name: Name,
  broken: (documented: Rules[Name]) => Rules[Name],
): Fault {
  // A computed key makes TypeScript forget which one it is; so it does below.
  return { rules: (documented) => ({ [name]: broken(documented[name]) }) };
}

/** The rule refuses nothing, or nothing of this kind. */
export function accepts<Name extends Refusing>(name: Name, when: When<Name> = always): Fault {
  return decides(name, undefined, when);
}

/** The rule refuses everything of this kind, for this reason. */
export function refuses<Name extends Refusing>(
  name: Name,
  refusal: Refusal,
  when: When<Name> = always,
): Fault {
  return decides(name, refusal, when);
}

/** The rule says this, at least for arguments of this kind. */
export function decides<Name extends keyof Rules>(
  name: Name,
  said: Refusal | ReturnType<Rules[Name]> | undefined,
  when: When<Name> = always,
): Fault {
  return rule(name, (documented) => {
    const ask = documented as (...given: Parameters<Rules[Name]>) => unknown;
    const answer = (...given: Parameters<Rules[Name]>) => (when(...given) ? said : ask(...given));
    return answer as Rules[Name];
  });
}

/** The fault shows only where a source is attached this way. */
export function by(onlyBy: NonNullable<Fault["onlyBy"]>, fault: Fault): Fault {
  return { ...fault, onlyBy };
}

/** Several overrides that make one fault. */
export function together(...faults: readonly Fault[]): Fault {
  return {
    rules: (documented) =>
      faults.reduce((rules, fault) => ({ ...rules, ...fault.rules?.(rules) }), documented),
  };
}

type Resource = "source" | "customer" | "checkout" | "order";

/** The resource is shown otherwise, at least where it looks like this. */
export function shows<Name extends Resource>(
  name: Name,
  edit: (view: ReturnType<Wire[Name]>) => object,
  when: (view: ReturnType<Wire[Name]>) => boolean = always,
): Fault {
  return {
    wire: (documented) => {
      const show = documented[name] as (...given: readonly unknown[]) => ReturnType<Wire[Name]>;
      const shown = (...given: readonly unknown[]) => {
        const view = show(...given);
        return when(view) ? edit(view) : view;
      };
      return { [name]: shown };
    },
  };
}

type Answer =
  | "creditCreated"
  | "sourceRetrieved"
  | "checkoutRetrieved"
  | "sourceAttached"
  | "sourceDetached"
  | "sourceSaved"
  | "sourceRemoved"
  | "orderCreated";

/** One kind of success is answered otherwise. */
export function answers(name: Answer, edit: (reply: Reply) => Reply): Fault {
  return {
    wire: (documented) => {
      const answer: (body: object) => Reply = documented[name];
      return { [name]: (body: object) => edit(answer(body)) };
    },
  };
}

/** Every refusal is answered otherwise. */
export function refusals(edit: (reply: Reply) => Reply): Fault {
  return { wire: ({ refused }) => ({ refused: (refusal) => edit(refused(refusal)) }) };
}

/** Edits of an answer: other members, or one member less. */
export function withBody(members: object): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: { ...reply.body, ...members } });
}

export function withoutMember(name: string): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: without(reply.body ?? {}, name) });
}

/** The object without the member of that name. */
export function without(view: object, name: string): object {
  return Object.fromEntries(Object.entries(view).filter(([key]) => key !== name));
}

/** What JSON makes of an object that was already turned into text. */
export function encodedTwice(view: object): object {
  return { toJSON: () => JSON.stringify(view) };
}

export const ofType =
  (...types: readonly string[]) =>
  ({ type }: Pick<Source, "type">): boolean =>
    types.includes(type);

export const ofFlow =
  (flow: Source["flow"]) =>
  (source: Pick<Source, "flow">): boolean =>
    source.flow === flow;

export const inState =
  (...states: readonly Source["state"][]) =>
  ({ state }: Pick<Source, "state">): boolean =>
    states.includes(state);

export function isPrimary(source: Source): boolean {
  return !isSecondary(source);
}

function always(): boolean {
  return true;
}

/** Reasons that a fault gives in place of others, or where none was called for. */
export const reasons = {
  late: { reason: "secondary-after-single-use-primary" },
  spent: { reason: "source-state-invalid", sourceId: "" },
  tooMuch: { reason: "sources-exceed-total" },
  apart: { reason: "source-not-combinable", sourceId: "" },
  unsavable: { reason: "source-not-savable", sourceId: "" },
  unchargeable: { reason: "source-not-chargeable", sourceId: "" },
  foreign: { reason: "source-of-other-customer", sourceId: "" },
  unpaid: { reason: "payment-incomplete" },
  declined: { reason: "charge-refused" },
  unknown: { reason: "not-found", resource: "source", id: "" },
  closed: { reason: "invoice-takes-one-reusable-primary" },
} as const satisfies Readonly<Record<string, Refusal>>;
