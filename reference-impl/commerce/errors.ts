import type { Refusal } from "../domain/refusal.ts";
import type { Reply } from "../reply.ts";
import type { Schemas } from "./schemas.ts";
import { sentenceOf } from "./sentences.ts";
import { sourceError } from "./source-errors.ts";

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

export function envelope(
  status: number,
  code: Code,
  description: string,
  relation?: string,
): Reply {
  const error = relation === undefined ? { code, description } : { relation, code, description };
  return { status, body: { errors: { error: [error] } } satisfies Schemas["ErrorsEnvelope"] };
}

/** A refused token (OAuth 2.0). */
export function tokenError(status: number, error: string, description: string): Reply {
  return {
    status,
    body: { error, error_description: description } satisfies Schemas["OAuthError"],
  };
}

/** Why resuming did not go on (409 Conflict, "resume-cart-failure"). */
export const resumeProblems = {
  nothing: "Requisition is not present or not in Source Pending Redirect state.",
  "too-early": "The pending redirect order could not be resumed.",
  "too-late":
    "The pending redirect order is no longer eligible for Resume API. Please use Order API to check current status.",
} as const;

/** The one refusal of a shopper in the other envelope (Payment sessions): the sources do not cover the cart. */
const sessionInvalid: Reply = sourceError(
  400,
  "bad_request",
  "order_submit_failed",
  "Payment session status is invalid.",
);

function problemOf(refusal: Refusal, act: Act): Problem {
  switch (act) {
    case "apply":
    case "detach":
      return conflict("apply-payment-failure", sentenceOf(refusal));
    case "detach-all":
      return conflict("delete-payment-failure", sentenceOf(refusal));
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
        ? { status: 404, code: "resource-not-found", description: sentenceOf(refusal) }
        : { status: 400, code: "invalid-request", description: sentenceOf(refusal) };
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
  if (refusal.reason === "fraud-suspected") {
    return conflict(
      "cart-fraud-failure",
      "The order could not be submitted due to fraud validation failure",
    );
  }
  return conflict(
    "cart-payment-failure",
    "The order could not be submitted due to payment processing failure",
  );
}

/** No page shows how a save is refused; the codes are those of the nearest documented refusals. */
function saveProblem(refusal: Refusal): Problem {
  const description = sentenceOf(refusal);
  if (refusal.reason === "already-exists") return conflict("resource-already-exists", description);
  if (refusal.reason === "source-not-savable")
    return conflict("invalid-payment-method", description);
  const isUnreadable =
    refusal.reason === "missing-parameter" || refusal.reason === "invalid-parameter";
  const status = refusal.reason === "not-found" || isUnreadable ? 400 : 409;
  return { status, code: "invalid-request", description };
}

function conflict(code: Code, description: string): Problem {
  return { status: 409, code, description };
}
