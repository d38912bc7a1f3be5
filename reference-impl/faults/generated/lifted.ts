import { isPrimary, isSecondary } from "../../domain/basket.ts";
import type { Fault } from "../fault.ts";
import { accepts, by, refuses, reasons, type RuleFault } from "../makers/rules.ts";
import { behind, coming, every, inState, joining, not, ofType } from "../makers/which.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** The types that share a checkout with store credit, and those of them that can be saved (Managing sources). */
const saved = [
  "alipayCn",
  "creditCard",
  "googlePay",
  "applePay",
  "payPalBilling",
  "klarnaCreditRecurring",
  "directDebit",
] as const;
const unsaved = [
  "payPal",
  "payPalCredit",
  "wireTransfer",
  "klarnaCredit",
  "alipay",
  "konbini",
  "onlineBanking",
] as const;
const listed = [...saved, ...unsaved];

/** Types of which some pages say that they can be saved, and others that they cannot: a should, whichever is right. */
const disputed: readonly string[] = ["alipayCn", "applePay", "klarnaCredit"];

const ofSaving = (type: string, fault: GeneratedFault): GeneratedFault =>
  disputed.includes(type) ? { ...fault, level: "should" } : fault;

type Way = "path" | "body" | "creation";

const ways = ["path", "body"] as const;

/** Every refusal lifted: for each way, each state of the source and each type. */
export const liftedFaults: readonly GeneratedFault[] = [
  ...savedInState("pending_redirect", "DR-SAVE-55"),
  ...savedInState("pending_funds", "DR-SAVE-56"),
  ...savedInState("consumed", "DR-SAVE-57"),
  ...savedInState("cancelled", "DR-SAVE-58"),
  ...savedInState("failed", "DR-SAVE-59"),
  ...savedInState("requires_action", "DR-SAVE-64"),
  ...unsaved.map((type) =>
    ofSaving(type, lifted(`saving ${type}`, "DR-SAVE-31", accepts("typeCanBeSaved", ofType(type)))),
  ),
  lifted("saving store credit", "DR-SAVE-35", accepts("typeCanBeSaved", isSecondary)),

  ...reattached("path", "DR-DETACH-18"),
  ...reattached("body", "DR-DETACH-19"),
  lifted(
    "attaching a detached primary source by creation",
    "DR-DETACH-20",
    by("creation", accepts("sourceFitsSession", coming(inState("cancelled")))),
  ),
  ...ways.flatMap((way) =>
    listed.map((type) =>
      lifted(
        `a credit by ${way} behind a single-use ${type}`,
        way === "path" ? "DR-SEQ-6" : "DR-SEQ-7",
        by(way, accepts("secondaryMayFollow", behind(ofType(type)))),
      ),
    ),
  ),
  ...ways.map((way) =>
    lifted(
      `credits above the total by ${way}`,
      "DR-ATTACH-42",
      by(way, accepts("secondaryFitsTotal")),
    ),
  ),
  lifted("a default that is not saved", "DR-DEFAULT-6", accepts("mayBecomeDefault")),
  lifted(
    "charging a saved source for a guest",
    "DR-USE-2",
    accepts("sourceOfCustomer", (_, { customerId }) => customerId === undefined),
  ),
  lifted(
    "charging a saved source for another customer",
    "DR-USE-10",
    accepts("sourceOfCustomer", (_, { customerId }) => customerId !== undefined),
  ),
  lifted("charging a consumed source", "DR-STATE-4", accepts("sourceCanPay", inState("consumed"))),
  lifted("charging a removed source", "DR-REMOVE-3", accepts("sourceCanPay", inState("cancelled"))),
  lifted("an order of a checkout that was ordered", "DR-ORDER-39", accepts("checkoutUnused")),
  lifted("an order without an email", "DR-ORDER-35", accepts("emailGiven")),
  lifted("an order without an address to bill", "DR-ORDER-37", accepts("billToGiven")),
  lifted("an order that is not paid", "DR-ORDER-4", accepts("paymentComplete")),
  lifted("an order of a disabled customer", "DR-CUSTOMER-30", accepts("customerEnabled")),
  lifted("a refund above what is available", "DR-REFUND-40", accepts("refundFits")),
  lifted("a refund in another currency", "DR-REFUND-43", accepts("refundInOrderCurrency")),
  lifted("a refund of part of the tax", "DR-REFUND-45", accepts("refundOfWholeTax")),
  lifted("voiding an invoice that is not open", "DR-INVOICE-25", accepts("invoiceCanBeVoided")),

  ...listed.map((type) => kept(`${type} beside a credit`, "DR-COMBINE-5", refusedBeside(type))),
  ...saved.map((type) =>
    ofSaving(
      type,
      kept(
        `saving ${type}`,
        "DR-SAVE-1",
        refuses("typeCanBeSaved", reasons.unsavable, ofType(type)),
      ),
    ),
  ),
  ...saved.flatMap((type) =>
    ways.map((way) =>
      kept(
        `a credit by ${way} behind a saved ${type}`,
        way === "path" ? "DR-SEQ-20" : "DR-SEQ-21",
        by(way, refuses("secondaryMayJoin", reasons.late, behind(ofType(type)))),
      ),
    ),
  ),
];

function refusedBeside(type: string): RuleFault {
  return refuses("primaryMayJoin", reasons.apart, every(joining(1), coming(ofType(type))));
}

function savedInState(
  state:
    | "consumed"
    | "cancelled"
    | "failed"
    | "pending_redirect"
    | "pending_funds"
    | "requires_action",
  requirement: string,
) {
  return [
    lifted(`saving in the state ${state}`, requirement, [
      accepts("stateCanBeSaved", inState(state)),
      accepts("typeCanBeSaved", inState(state)),
    ]),
  ];
}

function reattached(way: Way, requirement: string): readonly GeneratedFault[] {
  const isGone = coming(inState("cancelled"));
  return [
    lifted(
      `attaching a detached primary source by ${way}`,
      requirement,
      by(way, accepts("sourceFitsSession", every(isGone, coming(isPrimary)))),
    ),
    lifted(
      `attaching a detached credit by ${way}`,
      "DR-DETACH-21",
      by(way, accepts("sourceFitsSession", every(isGone, coming(not(isPrimary))))),
    ),
  ];
}

function lifted(what: string, requirement: string, fault: GeneratedFault["fault"]): GeneratedFault {
  return {
    name: slug("lifted", what),
    breaks: `What is refused is done: ${what}.`,
    requirement,
    fault,
  };
}

function kept(what: string, requirement: string, fault: Fault): GeneratedFault {
  return {
    name: slug("refused", what),
    breaks: `What is documented is refused: ${what}.`,
    requirement,
    fault,
  };
}
