/** A refusal in the envelope that the library hands to the shop. */
export function refusal(
  status: 400 | 401 | 404,
  code: string,
  message: string,
  parameter?: string,
): Response {
  const error = { code, ...(parameter === undefined ? {} : { parameter }), message };
  return Response.json({ type: types[status], errors: [error] }, { status });
}

const types = { 400: "bad_request", 401: "unauthorized", 404: "not_found" } as const;

export const missing = (parameter: string) =>
  refusal(400, "missing_parameter", "A parameter is missing.", parameter);

export const invalid = (parameter: string, value: unknown) =>
  refusal(
    400,
    "invalid_parameter",
    `'${typeof value === "string" ? value : JSON.stringify(value)}' is not a valid ${parameter}.`,
    parameter,
  );

export const unknown = (what: "source" | "session", parameter: string) =>
  refusal(404, `${what}_not_found`, `There is no such ${what}.`, parameter);
