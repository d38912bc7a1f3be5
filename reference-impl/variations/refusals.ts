/** The codes of the refusals that the seed pages show; what they show stays as it is. */
const shown: ReadonlySet<string> = new Set([
  "session_update_not_allowed",
  "source_status_invalid_for_session",
  "nonreusable_source",
  "source_not_chargeable",
  "source_in_use",
]);

const otherStatuses: Readonly<Record<number, number>> = {
  400: 422,
  401: 403,
  403: 401,
  404: 410,
  405: 404,
  409: 422,
};

/** A refusal in the words of another server, unless a seed page shows it. */
export function otherRefusal(
  status: number,
  body: unknown,
): { readonly status: number; readonly body: unknown } {
  if (!isObject(body) || codesIn(body).some((code) => shown.has(code))) return { status, body };
  const other = otherStatuses[status] ?? status;
  const errors = [{ code: `refused_${status}`, message: "We are sorry." }];
  // A shopper's errors stand in an envelope.
  if (isObject(body["errors"]) && !Array.isArray(body["errors"]))
    return { status: other, body: { errors: { error: errors } } };
  return { status: other, body: { type: "trouble", errors } };
}

function codesIn({ errors }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(errors) ? errors.map((error: { code?: unknown }) => String(error.code)) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
