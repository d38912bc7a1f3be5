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

/** A resource that is sent as something else than JSON. */
export const contentTypeFaults: readonly GeneratedFault[] = calls.flatMap(([call, requirement]) =>
  ["text/html", "text/plain", "application/octet-stream"].map((contentType) => ({
    name: slug("sent as", contentType, "by", call),
    breaks: `${call} sends its resource as ${contentType}.`,
    requirement,
    level: "should",
    call,
    fault: editsAnswer(
      call,
      () => (answer) => (answer.status < 300 ? { ...answer, contentType } : answer),
    ),
  })),
);
