import type { Refusal } from "../domain/refusal.ts";
import type { Reply } from "../reply.ts";
import type { Schemas } from "./schemas.ts";
import { sentenceOf } from "./sentences.ts";

/** A refused call about sources (Error types, codes, and objects). */
export function sourceRefusalReply(refusal: Refusal): Reply {
  const message = sentenceOf(refusal);
  if (refusal.reason === "not-found")
    return sourceError(404, "not_found", "not_found", message, refusal.parameter);
  if (refusal.reason === "missing-parameter")
    return sourceError(400, "bad_request", "missing_parameter", message, refusal.parameter);
  if (refusal.reason === "invalid-parameter")
    return sourceError(400, "bad_request", "invalid_parameter", message, refusal.parameter);
  return sourceError(409, "conflict", "unknown_error", message);
}

export function sourceError(
  status: number,
  type: Schemas["ErrorType"],
  code: string,
  message: string,
  parameter?: string,
): Reply {
  const error = parameter === undefined ? { code, message } : { code, parameter, message };
  return { status, body: { type, errors: [error] } satisfies Schemas["Errors"] };
}
