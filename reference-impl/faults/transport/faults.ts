import type { FaultTable } from "../fault.ts";
import {
  answers,
  errorsOf,
  refusals,
  shows,
  withBody,
  without,
  withoutMember,
  withType,
} from "../makers/answers.ts";
import type { Reply } from "../../reply.ts";

const errors = (
  edit: (error: { readonly parameter?: string; readonly message?: string }) => object,
) => refusals((reply) => withBody({ errors: errorsOf(reply).map(edit) })(reply));

/** Every refusal has the same envelope, every resource is JSON. */
export const transportFaults: FaultTable = {
  "refusal-without-type": refusals(withoutMember("type")),
  "refusal-type-as-number": refusals((reply) => withBody({ type: reply.status })(reply)),
  "refusal-without-errors": refusals(withoutMember("errors")),
  "refusal-with-no-error": refusals(withBody({ errors: [] })),
  "refusal-with-one-error": refusals((reply) =>
    withBody({ errors: errorsOf(reply)[0] ?? {} })(reply),
  ),
  "error-code-as-number": errors((error) => ({ ...error, code: 409 })),
  "error-without-code": errors((error) => without(error, "code")),
  "error-without-message": errors((error) => without(error, "message")),
  "error-message-as-list": errors((error) => ({ ...error, message: [error.message] })),
  "error-parameter-null": errors((error) => ({ ...error, parameter: error.parameter ?? null })),
  "error-parameter-as-list": errors((error) =>
    error.parameter === undefined ? error : { ...error, parameter: [error.parameter] },
  ),
  "conflict-type-in-capitals": refusals((reply) =>
    reply.status === 409 ? withBody({ type: "Conflict" })(reply) : reply,
  ),
  "conflict-type-bad-request": refusals(withType("bad_request")),
  "saved-source-encoded-twice": answers("sourceSaved", twice),
  "customer-with-sources-encoded-twice": shows(
    "customer",
    encodedTwice,
    (view) => view.sources !== undefined,
  ),
  "source-encoded-twice-when-read": answers("sourceRetrieved", twice),
  "checkout-encoded-twice-when-read": answers("checkoutRetrieved", twice),
};

function twice(reply: Reply): Reply {
  return { ...reply, body: encodedTwice(reply.body ?? {}) };
}

/** What JSON makes of an object that was already turned into text. */
function encodedTwice(view: object): object {
  return { toJSON: () => JSON.stringify(view) };
}
