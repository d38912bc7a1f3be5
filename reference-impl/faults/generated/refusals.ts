import { editsAnswer, type JsonAnswer } from "./edit-answer.ts";
import { type GeneratedFault, slug } from "./generated.ts";

/** What can be wrong with a refusal that comes for the right reason. */
type Wrong = "status" | "type" | "code" | "parameter";

/** Where a refusal is documented: the call, its code, and the requirement behind each part of it. */
type Row = readonly [call: string, code: string, parts: Partial<Record<Wrong, string>>];

const attachByPath = "POST /checkouts/:id/sources/:sourceId";
const attachByUpdate = "POST /checkouts/:id";
const create = "POST /checkouts";
const save = "POST /customers/:id/sources/:sourceId";
const order = "POST /orders";
const refund = "POST /refunds";
const fulfill = "POST /fulfillments";
const sequence = { status: "DR-SEQ-2", type: "DR-SEQ-3", code: "DR-SEQ-4" };
const detached = { status: "DR-DETACH-3", type: "DR-DETACH-13", code: "DR-DETACH-14" };

const rows: readonly Row[] = [
  [attachByPath, "session_update_not_allowed", sequence],
  [attachByUpdate, "session_update_not_allowed", sequence],
  [attachByPath, "source_status_invalid_for_session", detached],
  [attachByUpdate, "source_status_invalid_for_session", detached],
  [create, "source_status_invalid_for_session", detached],
  [save, "nonreusable_source", { status: "DR-SAVE-31", type: "DR-SAVE-32", code: "DR-SAVE-33" }],
  [
    save,
    "source_not_chargeable",
    { status: "DR-SAVE-50", type: "DR-SAVE-51", code: "DR-SAVE-52", parameter: "DR-SAVE-53" },
  ],
  [
    order,
    "source_in_use",
    { status: "DR-USE-4", type: "DR-USE-5", code: "DR-USE-6", parameter: "DR-USE-7" },
  ],
  [
    order,
    "order_submit_failed",
    { status: "DR-ORDER-30", type: "DR-ORDER-31", code: "DR-ORDER-32" },
  ],
  [
    order,
    "order_create_failed",
    { status: "DR-ORDER-35", code: "DR-ORDER-35", parameter: "DR-ORDER-36" },
  ],
  [order, "not_found", { status: "DR-ORDER-39", code: "DR-ORDER-40", parameter: "DR-ORDER-41" }],
  [order, "failed-request", { status: "DR-ORDER-42", code: "DR-ORDER-42" }],
  [
    attachByUpdate,
    "unknown_parameter",
    { status: "DR-CHECKOUT-10", code: "DR-CHECKOUT-10", parameter: "DR-CHECKOUT-11" },
  ],
  ["POST /customers", "invalid_parameter", { status: "DR-CUSTOMER-27", code: "DR-CUSTOMER-27" }],
  ["POST /customers", "already_exists", { status: "DR-CUSTOMER-29", code: "DR-CUSTOMER-29" }],
  [
    refund,
    "invalid_parameter",
    { status: "DR-REFUND-40", code: "DR-REFUND-41", parameter: "DR-REFUND-42" },
  ],
  [
    fulfill,
    "order_fulfilled",
    { status: "DR-FULFILL-10", code: "DR-FULFILL-11", parameter: "DR-FULFILL-12" },
  ],
  [
    "POST /invoices/:id/void",
    "invalid_state",
    { status: "DR-INVOICE-25", code: "DR-INVOICE-25", parameter: "DR-INVOICE-26" },
  ],
  ["GET /sources/:id", "not_found", { status: "DR-ERROR-20", type: "DR-ERROR-8" }],
  ["GET /checkouts/:id", "not_found", { status: "DR-ERROR-21", type: "DR-ERROR-8" }],
  ["GET /customers/:id", "not_found", { status: "DR-ERROR-22", type: "DR-ERROR-8" }],
  ["GET /orders/:id", "not_found", { status: "DR-ERROR-23", type: "DR-ERROR-8" }],
  ["GET /charges/:id", "not_found", { status: "DR-ERROR-24", type: "DR-ERROR-8" }],
  ["GET /refunds/:id", "not_found", { status: "DR-ERROR-25", type: "DR-ERROR-8" }],
  ["GET /fulfillments/:id", "not_found", { status: "DR-ERROR-26", type: "DR-ERROR-8" }],
  ["GET /invoices/:id", "not_found", { status: "DR-ERROR-27", type: "DR-ERROR-8" }],
  [attachByPath, "not_found", { status: "DR-ERROR-30" }],
  [save, "not_found", { status: "DR-ERROR-32" }],
];

/** Every documented refusal with another status, type, code or parameter; and what every refusal has, left out. */
export const refusalFaults: readonly GeneratedFault[] = [
  ...rows.flatMap(([call, code, parts]) =>
    (Object.entries(parts) as [Wrong, string][]).map(([wrong, requirement]) => ({
      name: slug("other", wrong, "in", code, "of", call),
      breaks: `${call} refuses as ${code} does, with another ${wrong}.`,
      requirement,
      call,
      fault: editsAnswer(
        call,
        () => (answer) => (codeOf(answer) === code ? edits[wrong](answer) : answer),
      ),
    })),
  ),
  ...[attachByPath, attachByUpdate, save, order].flatMap(shapeFaults),
];

const edits: Readonly<Record<Wrong, (answer: JsonAnswer) => JsonAnswer>> = {
  status: (answer) => ({ ...answer, status: 418 }),
  type: (answer) => ({ ...answer, body: { ...asObject(answer.body), type: "other" } }),
  code: (answer) => withErrors(answer, (error) => ({ ...error, code: "other" })),
  parameter: (answer) => withErrors(answer, (error) => ({ ...error, parameter: "other" })),
};

/** The envelope of refusals, call by call. */
function shapeFaults(call: string): readonly GeneratedFault[] {
  const shapes: readonly (readonly [string, string, (answer: JsonAnswer) => JsonAnswer])[] = [
    ["no type", "DR-ERROR-1", (answer) => without(answer, "type")],
    ["no errors", "DR-ERROR-2", (answer) => without(answer, "errors")],
    ["no code", "DR-ERROR-3", (answer) => withErrors(answer, (error) => lacking(error, "code"))],
    [
      "no message",
      "DR-ERROR-4",
      (answer) => withErrors(answer, (error) => lacking(error, "message")),
    ],
    [
      "a number for a message",
      "DR-ERROR-4",
      (answer) => withErrors(answer, (error) => ({ ...error, message: 7 })),
    ],
    [
      "a number for a parameter",
      "DR-ERROR-5",
      (answer) => withErrors(answer, (error) => ({ ...error, parameter: 7 })),
    ],
  ];
  return shapes.map(([what, requirement, edit]) => ({
    name: slug("refusal with", what, "of", call),
    breaks: `The refusals of ${call} have ${what}.`,
    requirement,
    call,
    fault: editsAnswer(call, () => (answer) => (answer.status >= 400 ? edit(answer) : answer)),
  }));
}

type Fields = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Fields => value as Fields;

const errorsOf = ({ body }: JsonAnswer): readonly Fields[] => {
  const errors = typeof body === "object" && body !== null ? asObject(body)["errors"] : [];
  return Array.isArray(errors) ? errors : [];
};

const codeOf = (answer: JsonAnswer): unknown => errorsOf(answer)[0]?.["code"];

const withErrors = (answer: JsonAnswer, edit: (error: Fields) => Fields): JsonAnswer => ({
  ...answer,
  body: { ...asObject(answer.body), errors: errorsOf(answer).map(edit) },
});

const without = (answer: JsonAnswer, name: string): JsonAnswer => ({
  ...answer,
  body: lacking(asObject(answer.body), name),
});

const lacking = (fields: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
