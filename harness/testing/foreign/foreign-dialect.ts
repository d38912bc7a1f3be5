import { randomBytes } from "node:crypto";

// The rules of another implementation, written for the tests alone: a kiosk that holds sources in its checkouts.

/** How a kiosk differs from a good one. */
export interface DialectOptions {
  /** A detached source keeps its state. */
  readonly keepsDetached?: boolean;
  /** A detached source can be attached again. */
  readonly takesDetached?: boolean;
  /** The status of an attached source. */
  readonly attachStatus?: number;
}

/** What a request to the API comes to. */
export interface Outcome {
  readonly status: number;
  readonly body?: unknown;
}

export interface Kiosk {
  readonly call: (method: string, path: string, body: Fields) => Outcome;
  /** The tool by which its own tests make a wallet; no part of the API. */
  readonly makeWallet: (wallet: Fields) => Outcome;
}

export type Fields = Readonly<Record<string, unknown>>;

interface Source {
  readonly id: string;
  readonly instrument: string;
  readonly secret: string;
  readonly readyAt: number;
  detachedAt?: number;
}

interface Checkout {
  readonly id: string;
  readonly currency: unknown;
  readonly items: readonly { readonly price: number; readonly quantity: number }[];
  held?: Source;
}

const credit = "customerCredit";

/** What becomes of a source shows so late, in ms. */
const lateMs = 300;

/** @param now Time in ms. */
export function createKiosk(options: DialectOptions = {}, now = () => performance.now()): Kiosk {
  const sources = new Map<string, Source>();
  const checkouts = new Map<string, Checkout>();
  let made = 1000;
  const newId = (prefix: string, middle: string) =>
    `${prefix}-${(made += 1)}${middle}${randomBytes(2).toString("hex")}`;

  const state = ({ readyAt, detachedAt }: Source): string => {
    if (detachedAt !== undefined && now() >= detachedAt + lateMs && !options.keepsDetached)
      return "cancelled";
    return now() >= readyAt ? "chargeable" : "pending";
  };

  const showSource = (source: Source) => ({
    id: source.id,
    type: source.instrument,
    state: state(source),
    reusable: false,
    flow: "standard",
  });

  const showCheckout = ({ id, currency, items, held }: Checkout) => {
    const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    const session = {
      id: `pay-${id}`,
      state: held === undefined ? "requires_source" : "requires_confirmation",
      amountContributed: held === undefined ? 0 : total,
      amountRemainingToBeContributed: held === undefined ? total : 0,
    };
    const shown = held === undefined ? [] : [{ ...showSource(held), amount: total }];
    return { id, currency, totalAmount: total, payment: { session, sources: shown } };
  };

  /** Undefined when the checkout takes the source. */
  const refusal = (source: Source | undefined): Outcome | undefined => {
    if (source === undefined) return notFound;
    const gone = source.detachedAt !== undefined && !options.takesDetached;
    if (gone) return conflict("source_status_invalid_for_session", invalidStatus);
    if (source.instrument !== "creditCard") return conflict("source_type_invalid", "Cards only.");
    return undefined;
  };

  const save = (checkout: Checkout, sourceId: unknown, status: number): Outcome => {
    const source = typeof sourceId === "string" ? sources.get(sourceId) : undefined;
    const refused = sourceId === undefined ? undefined : refusal(source);
    if (refused !== undefined) return refused;
    if (source !== undefined) checkout.held = source;
    checkouts.set(checkout.id, checkout);
    return { status, body: showCheckout(checkout) };
  };

  const attach = (checkout: Checkout, sourceId: string): Outcome => {
    const source = sources.get(sourceId);
    if (source?.instrument === credit && checkout.held !== undefined)
      return conflict("session_update_not_allowed", "Credit comes first.");
    const saved = save(checkout, sourceId, 201);
    if (saved.status !== 201 || source === undefined) return saved;
    return { status: options.attachStatus ?? 201, body: showSource(source) };
  };

  const detach = (checkout: Checkout, sourceId: string): Outcome => {
    if (checkout.held?.id !== sourceId) return notFound;
    checkout.held.detachedAt = now();
    delete checkout.held;
    return { status: 204 };
  };

  const ofCheckout = (
    method: string,
    checkout: Checkout,
    sourceId: string | undefined,
    body: Fields,
  ) => {
    if (sourceId === undefined && method === "GET")
      return { status: 200, body: showCheckout(checkout) };
    if (sourceId === undefined && method === "POST") return save(checkout, body["sourceId"], 200);
    if (sourceId !== undefined && method === "POST") return attach(checkout, sourceId);
    if (sourceId !== undefined && method === "DELETE") return detach(checkout, sourceId);
    return notFound;
  };

  const open = ({ currency, items, sourceId }: Fields): Outcome => {
    const lines = items as Checkout["items"];
    return save({ id: newId("chk", "_"), currency, items: lines }, sourceId, 201);
  };

  const makeCredit = ({ type, amount }: Fields): Outcome => {
    if (type !== credit) return conflict("source_type_invalid", "Store credit only.");
    const id = newId("src", "-c_");
    const source = { id, instrument: credit, secret: `${id}.s`, readyAt: now() };
    sources.set(id, source);
    return { status: 201, body: { ...showSource(source), amount } };
  };

  const keep = (source: Source | undefined): Outcome =>
    source === undefined
      ? notFound
      : { status: 200, body: { ...showSource(source), reusable: true } };

  const order = ({ checkoutId }: Fields): Outcome => {
    const held = checkouts.get(String(checkoutId))?.held;
    if (held === undefined) return conflict("order_submit_failed", "Nothing is paid.");
    return { status: 201, body: { id: newId("ord", "_"), state: "accepted", checkoutId } };
  };

  const call = (method: string, path: string, body: Fields): Outcome => {
    const [, resource, id = "", part, sourceId] = path.split("/");
    if (`${method} ${path}` === "POST /skus")
      return { status: 201, body: { id: newId("sku", "_"), ...body } };
    if (`${method} ${path}` === "POST /checkouts") return open(body);
    if (`${method} ${path}` === "POST /sources") return makeCredit(body);
    if (`${method} ${path}` === "POST /orders") return order(body);
    if (`${method} ${path}` === "POST /customers")
      return { status: 201, body: { id: newId("cus", "_"), ...body } };
    if (method === "POST" && resource === "customers" && part === "sources")
      return keep(sources.get(sourceId ?? ""));
    const checkout = resource === "checkouts" ? checkouts.get(id) : undefined;
    if (checkout !== undefined && (part === undefined || part === "sources"))
      return ofCheckout(method, checkout, sourceId, body);
    const source = resource === "sources" && method === "GET" ? sources.get(id) : undefined;
    return source === undefined ? notFound : { status: 200, body: showSource(source) };
  };

  const makeWallet = ({ instrument }: Fields): Outcome => {
    if (typeof instrument !== "string" || !/^(creditCard|konbini)$/.test(instrument))
      return { status: 422, body: { reason: "this kiosk has no such instrument" } };
    const id = newId("src", "-x_");
    const source = { id, instrument, secret: `${id}.s`, readyAt: now() + lateMs };
    sources.set(id, source);
    return { status: 202, body: { wallet: { token: id, secret: source.secret } } };
  };

  return { call, makeWallet };
}

const invalidStatus = "The source status is invalid for this session.";

const errors = (status: number, type: string, code: string, message: string): Outcome => ({
  status,
  body: { type, errors: [{ code, message }] },
});

const notFound = errors(404, "not_found", "not_found", "There is no such thing here.");

const conflict = (code: string, message: string) => errors(409, "conflict", code, message);

/** The answer to a request without a key of this kiosk. */
export const unauthorized = errors(401, "unauthorized", "unauthorized", "Who are you?");
