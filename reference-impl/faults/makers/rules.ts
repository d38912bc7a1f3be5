import { createOption } from "../../domain/payment-options.ts";
import { payWith, resumeOrder, submitCart, takeOff } from "../../domain/carts.ts";
import { attach } from "../../domain/attachments.ts";
import type { Account } from "../../domain/account.ts";
import { within } from "../../domain/override.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Way } from "../../domain/rules/attaching.ts";
import type { Fault } from "../fault.ts";

/** The rules that refuse something, or say nothing. */
type Refusing = {
  [Name in keyof Rules]: Refusal | undefined extends ReturnType<Rules[Name]> ? Name : never;
}[keyof Rules];

type When<Name extends keyof Rules> = (...given: Parameters<Rules[Name]>) => boolean;

/** One rule, replaced by another given the documented one. */
export function rule<Name extends keyof Rules>(
  name: Name,
  broken: (documented: Rules[Name]) => Rules[Name],
): RuleFault {
  // A computed key makes TypeScript forget which one it is; so it does below.
  return { rules: (documented) => ({ [name]: broken(documented[name]) }) };
}

export type RuleFault = Required<Pick<Fault, "rules">>;

/** The rule refuses nothing, or nothing of this kind. */
export function accepts<Name extends Refusing>(name: Name, when: When<Name> = always): RuleFault {
  return decides(name, undefined, when);
}

/** The rule refuses everything of this kind, for this reason. */
export function refuses<Name extends Refusing>(
  name: Name,
  refusal: Refusal,
  when: When<Name> = always,
): RuleFault {
  return decides(name, refusal, when);
}

/** What breaks the rule is refused once; who asks the same again is let through. */
export function refusesOnce<Name extends Refusing>(
  name: Name,
  keyOf: (...given: Parameters<Rules[Name]>) => string,
): RuleFault {
  const refused = new Set<string>();
  return rule(name, (documented) => {
    const ask = documented as (...given: Parameters<Rules[Name]>) => Refusal | undefined;
    const answer = (...given: Parameters<Rules[Name]>): Refusal | undefined => {
      const refusal = ask(...given);
      const key = keyOf(...given);
      if (refusal === undefined || refused.has(key)) return undefined;
      refused.add(key);
      return refusal;
    };
    return answer as Rules[Name];
  });
}

/** The rule says this, at least for arguments of this kind. */
export function decides<Name extends keyof Rules>(
  name: Name,
  said: Refusal | ReturnType<Rules[Name]> | undefined,
  when: When<Name> = always,
): RuleFault {
  return rule(name, (documented) => {
    const ask = documented as (...given: Parameters<Rules[Name]>) => unknown;
    const answer = (...given: Parameters<Rules[Name]>) => (when(...given) ? said : ask(...given));
    return answer as Rules[Name];
  });
}

/** The rule is broken only for sources that come this way; `body` is an update or a new checkout. */
export function by(way: "path" | "body" | "creation", fault: RuleFault): Fault {
  const isMeant = (came: Way) => came === way || (way === "body" && came === "creation");
  return within(attach, ({ rules }, _holder, _source, came) =>
    isMeant(came) ? fault.rules(rules) : {},
  );
}

/** The rules are broken for what shoppers do, and for nothing else. */
export function inCommerce(...faults: readonly RuleFault[]): readonly Fault[] {
  const broken = ({ rules }: Account) =>
    faults.reduce<Partial<Rules>>(
      (replaced, fault) => ({ ...replaced, ...fault.rules({ ...rules, ...replaced }) }),
      {},
    );
  return [
    within(createOption, broken),
    within(payWith, broken),
    within(takeOff, broken),
    within(submitCart, broken),
    within(resumeOrder, broken),
  ];
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
