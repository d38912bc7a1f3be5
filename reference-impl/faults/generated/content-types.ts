import { editsAnswer } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** Calls whose answer carries a resource. The sample answers are JSON; no seed page names the header. */
const calls: readonly (readonly [call: string, requirement: string])[] = [
  ["GET /sources/:id", "DR-TRANSPORT-2"],
  ["GET /checkouts/:id", "DR-TRANSPORT-2"],
  ["GET /customers/:id", "DR-TRANSPORT-2"],
  ["POST /customers/:id/sources/:sourceId", "DR-TRANSPORT-2"],
  ["GET /v1/shoppers/me/carts/active", "CO-TRANSPORT-4"],
  ["POST /v1/shoppers/me/carts/active/apply-payment-method", "CO-TRANSPORT-4"],
  ["GET /v1/shoppers/me/payment-options", "CO-TRANSPORT-4"],
];

/** Calls that refuse for a documented reason. */
const refusing = [
  "GET /sources/:id",
  "GET /checkouts/:id",
  "POST /checkouts/:id/sources/:sourceId",
  "POST /checkouts/:id",
  "POST /customers/:id/sources/:sourceId",
  "POST /orders",
] as const;

/** A resource, or a refusal, that is sent as something else than JSON. */
export const contentTypeFaults: readonly GeneratedFault[] = [
  ...calls.flatMap(([call, requirement]) =>
    ["text/html", "text/plain", "application/octet-stream"].map((type) =>
      sentAs(type, call, "resource", requirement),
    ),
  ),
  ...refusing.flatMap((call) =>
    ["text/html", "text/plain"].map((type) => sentAs(type, call, "refusal", "DR-ERROR-10")),
  ),
];

function sentAs(
  contentType: string,
  call: string,
  what: "resource" | "refusal",
  requirement: string,
): GeneratedFault {
  const isMeant = (status: number) => (what === "resource" ? status < 300 : status >= 400);
  const name = what === "resource" ? ["sent as"] : ["refusal sent as"];
  return {
    name: slug(...name, contentType, "by", call),
    breaks: `${call} sends its ${what} as ${contentType}.`,
    requirement,
    level: "should",
    call,
    fault: editsAnswer(
      call,
      () => (answer) => (isMeant(answer.status) ? { ...answer, contentType } : answer),
    ),
  };
}
