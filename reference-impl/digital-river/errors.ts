import type { Refusal } from "../domain/refusal.ts";
import type { Reply } from "../reply.ts";
import type { Schemas } from "./schemas.ts";

type ErrorType = Schemas["ErrorType"];
type ErrorBody = Schemas["Error"];

/** The one table from what the domain refuses to what the API says: status and type, code, parameter, message. */
export function refusalReply(refusal: Refusal): Reply {
  switch (refusal.reason) {
    // Attaching
    case "secondary-after-single-use-primary":
      return conflict(
        "session_update_not_allowed",
        "Updating source is not allowed for the current session state.",
      );
    case "source-state-invalid":
      return conflict(
        "source_status_invalid_for_session",
        "The source status is invalid for this session.",
      );
    case "sources-exceed-total":
      return conflict("session_source_amount_too_large", "Source amount(s) exceed session amount");
    case "source-not-combinable":
      return conflict(
        "source_status_invalid_for_session",
        "The source cannot be combined with the other sources of this session.",
        "sourceId",
      );
    case "source-in-other-currency":
      return conflict(
        "currency_unactivated",
        `Currency '${refusal.currency}' is not activated.`,
        "currency",
      );
    case "invoice-takes-one-reusable-primary":
      return conflict(
        "session_update_not_allowed",
        "An invoice with billing optimization holds one reusable primary source.",
      );

    // Saving
    case "source-not-savable":
      return conflict(
        "nonreusable_source",
        "Only a reusable source may be attached to a customer.",
      );
    case "source-not-chargeable":
      return conflict(
        "source_not_chargeable",
        `Source '${refusal.sourceId}' is not chargeable.`,
        "sourceId",
      );
    case "source-of-other-customer":
      return conflict(
        "source_in_use",
        `Source '${refusal.sourceId}' is attached to a different customer.`,
        "sourceId",
      );
    case "default-not-attached":
      return badRequest(
        "invalid_parameter",
        `Source '${refusal.sourceId}' is not attached to this customer.`,
        "defaultSourceId",
      );

    // Ordering
    case "checkout-spent":
      return notFound(`Order ${refusal.id} not found`, "orderId");
    case "payment-incomplete":
      return badRequest("order_submit_failed", "Payment session status is invalid.");
    case "charge-refused":
      return conflict("failed-request", "Failed to charge source.");
    case "fraud-suspected":
      return conflict("order-fraud-failure", "Failed to submit order: fraud is suspected.");
    case "email-missing":
      return badRequest("order_create_failed", incompleteOrder, "email");
    case "customer-disabled":
    case "order-incomplete":
      return conflict(
        "create-order-failed",
        "The order is missing required details and could not be completed.",
      );

    case "shipping-choice-missing":
      return badRequest(
        "invalid_shipping_choice",
        "Could not get Shipping Options for order",
        "shippingChoice",
      );
    case "address-invalid":
      return badRequest("invalid_parameter", addressTexts[refusal.part], `address.${refusal.part}`);
    case "country-unsupported":
      return conflict(
        "country_unsupported",
        `Country '${refusal.country}' is not supported.`,
        "country",
      );
    case "discount-invalid":
      return refusal.kind === "amount"
        ? badRequest(
            "invalid_discount_amount",
            `The value ${JSON.stringify(refusal.value)} is not permitted.`,
            refusal.parameter,
          )
        : badRequest(
            "invalid_discount_percent",
            "The value must be an integer between 0.01 and 100.00 inclusive.",
            refusal.parameter,
          );

    // Fulfilling and refunding
    case "order-fulfilled":
      return conflict("order_fulfilled", `Resource '${refusal.orderId}' is fulfilled.`, "orderId");
    case "order-not-submitted":
      return conflict(
        "order_not_submitted",
        `Order '${refusal.orderId}' has not been submitted.`,
        "orderId",
      );
    case "order-closed":
      return conflict(
        "invalid_state",
        `Order '${refusal.orderId}' is ${refusal.state}.`,
        "orderId",
      );
    case "refund-too-large":
      return badRequest(
        "invalid_parameter",
        "The requested refund amount is greater than the available amount.",
        "amountRequested",
      );
    case "refund-in-dispute":
      return badRequest(
        "invalid_parameter",
        "A refund cannot be performed while there is a dispute on the order.",
        "order",
      );
    case "refund-currency":
      return badRequest(
        "invalid_parameter",
        `Currency ${refusal.currency} is not supported.`,
        "currency",
      );
    case "refund-of-part-of-tax":
      return badRequest(
        "invalid_parameter",
        "Only full tax refunds are supported.",
        "percentRequested",
      );

    // Invoices and credit
    case "invoice-not-open":
      return conflict(
        "invalid_state",
        `Invoice ${refusal.id} is not open. Only open invoices can be voided.`,
        "state",
      );
    case "invoice-not-draft":
      return conflict("invalid_state", `Invoice ${refusal.id} is not a draft.`, "state");
    case "credit-already-set":
      return conflict("creditAmount_already_updated", "Credit amount has already been updated.");

    // Any resource
    case "not-found":
      return notFound(`${capital(refusal.resource)} ${refusal.id} not found`, refusal.parameter);
    case "already-exists":
      return conflict(
        "already_exists",
        `${capital(refusal.resource)} '${refusal.id}' already exists.`,
        "id",
      );
    case "missing-parameter":
      return badRequest("missing_parameter", "A parameter is missing.", refusal.parameter);
    case "invalid-parameter":
      return badRequest(
        "invalid_parameter",
        `'${refusal.value}' is not a valid ${refusal.parameter}.`,
        refusal.parameter,
      );
    case "unknown-parameter":
      return badRequest(
        "unknown_parameter",
        `'${refusal.parameter}' is an unknown parameter.`,
        refusal.parameter,
      );
    case "metadata-beyond-limits":
      return badRequest(
        metadataCodes[refusal.limit],
        "The metadata exceeds its limits.",
        "metadata",
      );
  }
}

/** Providing address information, "Postal code validations" and "States and province validations". */
const addressTexts = {
  postalCode: "A required address parameter, postal code, is invalid.",
  state: "A required address parameter, state/province, is invalid.",
} as const;

/** The description of the API, "Metadata". */
const metadataCodes = {
  pairs: "too_many_metadata_pairs",
  key: "invalid_metadata_key",
  value: "invalid_metadata_value",
} as const;

/** What the transport itself refuses, before any resource is asked. */
export type TransportRefusal =
  | "no-key"
  | "public-key"
  | "no-route"
  | "no-method"
  | "not-acceptable"
  | "broken-json"
  | "unknown-coding"
  | "broken-version"
  | "too-many"
  | "crashed";

export function transportReply(refusal: TransportRefusal): Reply {
  switch (refusal) {
    case "no-key":
      return reply(401, "unauthorized", "unauthorized", "The API key is missing or not valid.");
    case "public-key":
      return reply(403, "forbidden", "forbidden", "The API key does not allow this request.");
    case "no-route":
      return notFound("The requested resource does not exist.");
    case "no-method":
      return reply(
        405,
        "method_not_allowed",
        "method_not_allowed",
        "The method is not allowed for this resource.",
      );
    case "not-acceptable":
      return reply(
        406,
        "not_acceptable",
        "not_acceptable",
        "Only application/json can be produced.",
      );
    case "broken-json":
      return badRequest("invalid_format", "The request body is not a JSON object.");
    case "unknown-coding":
      return badRequest("invalid_format", "The coding of the request body is not known.");
    case "broken-version":
      return badRequest("invalid_parameter", "The version is not a date.", "DigitalRiver-Version");
    case "too-many":
      return reply(429, "too_many_requests", "too_many_requests", "The rate limit is exceeded.");
    case "crashed":
      return reply(
        500,
        "internal_server_error",
        "unknown_error",
        "The request could not be processed.",
      );
  }
}

const incompleteOrder =
  "The order could not be created because a required checkout parameter is missing. Update the checkout information provided before trying again.";

function conflict(code: string, message: string, parameter?: string): Reply {
  return reply(409, "conflict", code, message, parameter);
}

function badRequest(code: string, message: string, parameter?: string): Reply {
  return reply(400, "bad_request", code, message, parameter);
}

function notFound(message: string, parameter?: string): Reply {
  return reply(404, "not_found", "not_found", message, parameter);
}

function reply(
  status: number,
  type: ErrorType,
  code: string,
  message: string,
  parameter?: string,
): Reply {
  const error: ErrorBody =
    parameter === undefined ? { code, message } : { code, parameter, message };
  return { status, body: { type, errors: [error] } satisfies Schemas["Errors"] };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
