import { attach, detach, whyNotAttach } from "./checkouts.ts";
import { makeId, type Checkout, type Fields, type World } from "./model.ts";
import { isRefusal, refuse, type Refusal } from "./refusals.ts";
import { readCheckout } from "./requests.ts";
import { type Answer, type Routes, statusOf } from "./route.ts";
import { isPrimary } from "./sources.ts";
import { showCheckout, showSource } from "./views.ts";

interface Invoice {
  readonly id: string;
  /** Its items, total and sources are those of a checkout that nobody sees. */
  readonly checkout: Checkout;
  readonly billingOptimization: boolean;
  state: "draft" | "open" | "void";
}

/** Invoices: any primary goes with store credit, once billing optimization is off. */
export const invoices: Routes = {
  "POST /invoices": createInvoice,
  "GET /invoices/{id}": onInvoice((world, invoice) => ({
    status: 200,
    body: showInvoice(world, invoice),
  })),
  "POST /invoices/{id}/open": onInvoice((world, invoice) => {
    if (invoice.state !== "draft") return refuse(world, "notUsable", invoice.id);
    invoice.state = "open";
    return { status: 200, body: showInvoice(world, invoice) };
  }),
  "POST /invoices/{id}/void": onInvoice((world, invoice) => {
    if (invoice.state !== "open") return refuse(world, "notUsable", invoice.id);
    invoice.state = "void";
    return { status: 200, body: showInvoice(world, invoice) };
  }),
  "POST /invoices/{id}/sources/{sourceId}": onInvoice(attachTo),
  "DELETE /invoices/{id}/sources/{sourceId}": onInvoice((world, { checkout }, id) => {
    const source = world.sources.get(id);
    if (source === undefined || !checkout.sources.includes(id)) return refuse(world, "unknown", id);
    detach(world, checkout, source);
    return { status: 204 };
  }),
};

function createInvoice(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const { state, billingOptimization, ...asked } = body;
  const checkout = readCheckout(world, asked);
  if (isRefusal(checkout)) return checkout;
  world.checkouts.set(checkout.id, checkout);
  const invoice: Invoice = {
    id: makeId(world, "number"),
    checkout,
    billingOptimization: billingOptimization !== false && billingOptimization !== "false",
    state: state === "draft" ? "draft" : "open",
  };
  invoicesOf(world).set(invoice.id, invoice);
  return { status: statusOf(world, 201, 200), body: showInvoice(world, invoice) };
}

function attachTo(world: World, { checkout, billingOptimization }: Invoice, id: string) {
  const source = world.sources.get(id);
  if (source === undefined) return refuse(world, "unknown", id);
  if (billingOptimization && !isPrimary(source)) return refuse(world, "notUsable", id);
  const refusal = whyNotAttach(world, checkout, source);
  if (refusal !== undefined) return refusal;
  attach(world, checkout, source);
  return { status: statusOf(world, 200, 201), body: showSource(world, source) };
}

const showInvoice = (world: World, { id, checkout, billingOptimization, state }: Invoice) => ({
  ...showCheckout(world, checkout),
  id,
  billingOptimization,
  state,
});

function onInvoice(handle: (world: World, invoice: Invoice, sourceId: string) => Answer | Refusal) {
  return (world: World, _: unknown, [id = "", sourceId = ""]: readonly string[]) => {
    const invoice = invoicesOf(world).get(id);
    return invoice === undefined ? refuse(world, "unknown", id) : handle(world, invoice, sourceId);
  };
}

const kept = new WeakMap<World, Map<string, Invoice>>();

function invoicesOf(world: World): Map<string, Invoice> {
  const known = kept.get(world) ?? new Map<string, Invoice>();
  kept.set(world, known);
  return known;
}
