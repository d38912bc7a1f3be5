import type { Refusal } from "../domain/refusal.ts";
import type { Reply } from "./reply.ts";
import type { Schemas } from "./schemas.ts";

/** What a shopper was about to do; the code of a refusal follows it. */
export type Act =
  | "read"
  | "fill"
  | "apply"
  | "detach"
  | "detach-all"
  | "apply-shopper"
  | "submit"
  | "save";

type Code = Schemas["ShopperErrorCode"];

interface Problem {
  readonly status: number;
  readonly code: Code;
  readonly description: string;
}

/** A refused shopper call (409 Conflict, and the pages on the other statuses). */
export function refusalReply(refusal: Refusal, act: Act, relation: string): Reply {
  if (act === "submit" && refusal.reason === "payment-incomplete") return sessionInvalid;
  const { status, code, description } = problemOf(refusal, act);
  return envelope(status, code, description, relation);
}

/** The one shopper error in the other envelope (Payment sessions): the sources do not cover the cart. */
const sessionInvalid: Reply = {
  status: 400,
  body: {
    type: "bad_request",
    errors: [{ code: "order_submit_failed", message: "Payment session status is invalid." }],
  } satisfies Schemas["Errors"],
};

function problemOf(refusal: Refusal, act: Act): Problem {
  switch (act) {
    case "apply":
    case "detach":
      return conflict("apply-payment-failure", sentence(refusal));
    case "detach-all":
      return conflict("delete-payment-failure", sentence(refusal));
    case "apply-shopper":
      return conflict(
        "apply-shopper-failure",
        "Shopper account information could not be applied to cart.",
      );
    case "submit":
      return submitProblem(refusal);
    case "save":
      return saveProblem(refusal);
    case "read":
    case "fill":
      return refusal.reason === "not-found"
        ? { status: 404, code: "resource-not-found", description: sentence(refusal) }
        : { status: 400, code: "invalid-request", description: sentence(refusal) };
  }
}

function submitProblem(refusal: Refusal): Problem {
  if (refusal.reason === "missing-parameter" && refusal.parameter === "paymentMethod") {
    return conflict(
      "invalid-payment-failure",
      "The cart could not be processed due to no available payment methods set",
    );
  }
  if (refusal.reason === "order-incomplete" || refusal.reason === "missing-parameter")
    return conflict("submit-cart-failed", "The cart is not complete and could not be submitted.");
  if (refusal.reason === "charge-refused")
    return conflict("cart-charge-failure", "Failed to charge source.");
  return conflict(
    "cart-payment-failure",
    "The order could not be submitted due to payment processing failure",
  );
}

/** No page shows how a save is refused; the codes are those of the nearest documented refusals. */
function saveProblem(refusal: Refusal): Problem {
  if (refusal.reason === "already-exists")
    return conflict("resource-already-exists", sentence(refusal));
  if (refusal.reason === "source-not-savable")
    return conflict("invalid-payment-method", sentence(refusal));
  const status = refusal.reason === "not-found" || isUnreadable(refusal) ? 400 : 409;
  return { status, code: "invalid-request", description: sentence(refusal) };
}

function isUnreadable({ reason }: Refusal): boolean {
  return reason === "missing-parameter" || reason === "invalid-parameter";
}

function sentence(refusal: Refusal): string {
  switch (refusal.reason) {
    case "not-found":
      return refusal.resource === "source"
        ? `The source with id [${refusal.id}] was not found.`
        : `Could not find a ${refusal.resource} with an id of ${refusal.id}`;
    case "source-state-invalid":
    case "source-not-chargeable":
      return `The source with id [${refusal.sourceId}] is not chargeable.`;
    case "source-not-savable":
      return `The source with id [${refusal.sourceId}] does not support recurring payments.`;
    case "source-of-other-customer":
      return `The source with id [${refusal.sourceId}] belongs to another shopper.`;
    case "source-not-combinable":
      return `The source with id [${refusal.sourceId}] cannot be combined with the other sources.`;
    case "sources-exceed-total":
      return "Insufficient credit balance available.";
    case "already-exists":
      return "A payment option with this source or this name exists already.";
    case "missing-parameter":
      return "Invalid or Missing Request Content";
    case "invalid-parameter":
      return `'${refusal.value}' is not a valid ${refusal.parameter}.`;
    case "order-incomplete":
      return "A payment method cannot be detached from an empty cart.";
    case "secondary-after-single-use-primary":
    case "source-in-other-currency":
    case "invoice-takes-one-reusable-primary":
    case "default-not-attached":
    case "checkout-spent":
    case "payment-incomplete":
    case "charge-refused":
    case "email-missing":
    case "customer-disabled":
    case "order-fulfilled":
    case "order-not-submitted":
    case "order-closed":
    case "refund-too-large":
    case "refund-in-dispute":
    case "refund-currency":
    case "refund-of-part-of-tax":
    case "invoice-not-open":
    case "invoice-not-draft":
    case "credit-already-set":
    case "unknown-parameter":
    case "metadata-beyond-limits":
      return "The request failed to complete.";
  }
}

/** Why resuming did not go on (409 Conflict, "resume-cart-failure"). */
export const resumeProblems = {
  nothing: "Requisition is not present or not in Source Pending Redirect state.",
  "too-early": "The pending redirect order could not be resumed.",
  "too-late":
    "The pending redirect order is no longer eligible for Resume API. Please use Order API to check current status.",
} as const;

export function envelope(
  status: number,
  code: string,
  description: string,
  relation?: string,
): Reply {
  const error = relation === undefined ? { code, description } : { relation, code, description };
  return { status, body: { errors: { error: [error] } } satisfies Schemas["ErrorsEnvelope"] };
}

/** A refused call about sources (Error types, codes, and objects). */
export function sourceRefusalReply(refusal: Refusal): Reply {
  switch (refusal.reason) {
    case "not-found":
      return sourceError(404, "not_found", "not_found", sentence(refusal), refusal.parameter);
    case "missing-parameter":
      return sourceError(
        400,
        "bad_request",
        "missing_parameter",
        "A parameter is missing.",
        refusal.parameter,
      );
    case "invalid-parameter":
      return sourceError(
        400,
        "bad_request",
        "invalid_parameter",
        sentence(refusal),
        refusal.parameter,
      );
    default:
      return sourceError(409, "conflict", "unknown_error", sentence(refusal));
  }
}

export function sourceError(
  status: number,
  type: string,
  code: string,
  message: string,
  parameter?: string,
): Reply {
  const error = parameter === undefined ? { code, message } : { code, parameter, message };
  return { status, body: { type, errors: [error] } satisfies Schemas["Errors"] };
}

/** A refused token (OAuth 2.0). */
export function tokenError(status: number, error: string, description: string): Reply {
  return {
    status,
    body: { error, error_description: description } satisfies Schemas["OAuthError"],
  };
}

function conflict(code: Code, description: string): Problem {
  return { status: 409, code, description };
}
