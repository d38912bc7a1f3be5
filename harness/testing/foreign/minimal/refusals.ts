import type { Fields, World } from "./model.ts";

export interface Refusal {
  readonly refused: true;
  readonly status: number;
  readonly body: Fields;
  readonly contentType?: string;
}

export const isRefusal = (value: object): value is Refusal => "refused" in value;

/** The refusals that the seed pages show, to the letter. */
export const shown = {
  sequence: (): Refusal =>
    conflict({
      code: "session_update_not_allowed",
      message: "Updating source is not allowed for the current session state.",
    }),
  detached: (): Refusal =>
    conflict({
      code: "source_status_invalid_for_session",
      message: "The source status is invalid for this session.",
    }),
  singleUse: (): Refusal =>
    conflict({
      code: "nonreusable_source",
      message: "Only a reusable source may be attached to a customer.",
    }),
  notChargeable: (id: string): Refusal =>
    conflict({
      code: "source_not_chargeable",
      parameter: "sourceId",
      message: `Source '${id}' is not chargeable.`,
    }),
  inUse: (id: string): Refusal =>
    conflict({
      code: "source_in_use",
      parameter: "sourceId",
      message: `Source '${id}' is attached to a different customer.`,
    }),
};

const conflict = (error: Fields): Refusal => ({
  refused: true,
  status: 409,
  body: { type: "conflict", errors: [error] },
});

/** Refusals that no seed page shows: the usual status, type and code, then this server's own. */
const own = {
  noKey: [401, "unauthorized", "unauthorized", 403, "access", "who_are_you"],
  wrongKey: [403, "forbidden", "forbidden", 401, "access", "not_with_this_key"],
  unknown: [404, "not_found", "not_found", 410, "absence", "no_such_thing"],
  noRoute: [404, "not_found", "not_found", 405, "absence", "nothing_here"],
  badRequest: [400, "bad_request", "invalid_parameter", 422, "mistake", "cannot_be_read"],
  unknownMember: [400, "bad_request", "unknown_parameter", 400, "mistake", "no_such_member"],
  overTotal: [409, "conflict", "session_source_amount_too_large", 422, "sums", "more_than_due"],
  notUsable: [409, "conflict", "source_not_supported", 422, "state", "not_in_this_state"],
  attachedTwice: [409, "conflict", "already_exists", 400, "state", "attached_already"],
  savedTwice: [409, "conflict", "already_exists", 400, "state", "saved_already"],
  notPaid: [400, "bad_request", "order_submit_failed", 402, "payment", "not_paid_for"],
  ordered: [404, "not_found", "not_found", 410, "absence", "ordered_already"],
  notDefault: [409, "conflict", "invalid_parameter", 422, "mistake", "not_one_of_theirs"],
} as const satisfies Readonly<
  Record<string, readonly [number, string, string, number, string, string]>
>;

/** A refusal of this server's own making; `about` is the member or id that it concerns. */
export function refuse({ freedoms }: World, reason: keyof typeof own, about?: string): Refusal {
  const [usualStatus, usualType, usualCode, otherStatus, otherType, otherCode] = own[reason];
  const status = freedoms["other-refusal-statuses"] ? otherStatus : usualStatus;
  const otherCodes = freedoms["other-refusal-codes"];
  const type = otherCodes ? otherType : usualType;
  const code = otherCodes ? otherCode : usualCode;
  const message = otherCodes ? `We are sorry: ${code.replaceAll("_", " ")}.` : "Refused.";
  if (freedoms["problem-refusals"]) {
    const body = { status, title: message, type: `urn:minimal:${code}`, about };
    return { refused: true, status, body, contentType: "application/problem+json" };
  }
  const error = { code, ...(about !== undefined && { parameter: about }), message };
  return { refused: true, status, body: { type, errors: [error] } };
}
