import { attach, detach, digitsOf, whyNotAttach } from "./checkouts.ts";
import { remove, save, setDefault, whyNotSave } from "./customers.ts";
import {
  makeId,
  type Checkout,
  type Customer,
  type Fields,
  type Source,
  type World,
} from "./model.ts";
import { parseMinor } from "./money.ts";
import { order, whyNotOrder } from "./orders.ts";
import { isRefusal, refuse, type Refusal } from "./refusals.ts";
import { readCheckout } from "./requests.ts";
import {
  type Answer,
  type Handler,
  isFields,
  type Routes,
  statusOf,
  textOf,
  whyNotThese,
} from "./route.ts";
import { makeSource } from "./sources.ts";
import { showCheckout, showCustomer, showOrder, showSource } from "./views.ts";

/** The Digital River API as far as "Managing sources" speaks of it. */
export const river: Routes = {
  "POST /sources": createCredit,
  "GET /sources/{id}": withSource((world, source) => ({
    status: 200,
    body: showSource(world, source),
  })),
  "POST /checkouts": createCheckout,
  "GET /checkouts/{id}": withCheckout((world, checkout) => ({
    status: 200,
    body: showCheckout(world, checkout),
  })),
  "POST /checkouts/{id}": withCheckout(updateCheckout),
  "POST /checkouts/{id}/sources/{sourceId}": withCheckout((world, checkout, _, [, id = ""]) =>
    attachByPath(world, checkout, id),
  ),
  "DELETE /checkouts/{id}/sources/{sourceId}": withCheckout((world, checkout, _, [, id = ""]) =>
    detachByPath(world, checkout, id),
  ),
  "POST /customers": createCustomer,
  "GET /customers/{id}": withCustomer((world, customer) => ({
    status: 200,
    body: showCustomer(world, customer),
  })),
  "POST /customers/{id}": withCustomer(updateCustomer),
  "POST /customers/{id}/sources/{sourceId}": withCustomer((world, customer, _, [, id = ""]) =>
    saveByPath(world, customer, id),
  ),
  "DELETE /customers/{id}/sources/{sourceId}": withCustomer((world, customer, _, [, id = ""]) =>
    removeByPath(world, customer, id),
  ),
  "POST /orders": createOrder,
  "GET /orders/{id}": (world, _, [id = ""]) => {
    const found = world.orders.get(id);
    if (found === undefined) return refuse(world, "unknown", id);
    return { status: 200, body: showOrder(world, found) };
  },
};

function createCredit(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const { freedoms } = world;
  const session = freedoms["no-sessions"] ? [] : ["paymentSessionId"];
  const known = ["type", "amount", "currency", "customerCredit", "owner", "upstreamId", ...session];
  const unknown = whyNotThese(world, body, known);
  if (unknown !== undefined) return unknown;
  if (body.type !== "customerCredit") return refuse(world, "badRequest", "type");
  const checkout = [...world.checkouts.values()].find(
    ({ sessionId }) => sessionId === body.paymentSessionId,
  );
  const digits = checkout === undefined ? 2 : digitsOf(world, checkout.currency);
  const credit = parseMinor(body.amount, digits);
  if (credit === undefined || credit === 0) return refuse(world, "badRequest", "amount");
  if (body.paymentSessionId !== undefined && checkout === undefined) {
    return refuse(world, "badRequest", "paymentSessionId");
  }
  if (freedoms["credit-checked-early"] && checkout !== undefined && credit > checkout.total) {
    return refuse(world, "overTotal", "amount");
  }
  const owner = isFields(body.owner) ? body.owner : {};
  const source = makeSource(world, "customerCredit", { credit, digits, owner });
  return made(world, `/sources/${source.id}`, showSource(world, source));
}

function createCheckout(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const checkout = readCheckout(world, body);
  if (isRefusal(checkout)) return checkout;
  const refusal = attachByBody(world, checkout, body);
  if (refusal !== undefined) return refusal;
  world.checkouts.set(checkout.id, checkout);
  return made(world, `/checkouts/${checkout.id}`, showCheckout(world, checkout));
}

function updateCheckout(
  world: World,
  checkout: Checkout,
  { body }: { readonly body: Fields },
): Answer | Refusal {
  const unknown = whyNotThese(world, body, ["sourceId", "customerId", "email", "billTo"]);
  if (unknown !== undefined) return unknown;
  if (checkout.orderId !== undefined) return refuse(world, "ordered", checkout.id);
  const customerId = textOf(body.customerId);
  if (customerId !== undefined && !world.customers.has(customerId)) {
    return refuse(world, "badRequest", "customerId");
  }
  const refusal = attachByBody(world, checkout, body);
  if (refusal !== undefined) return refusal;
  if (customerId !== undefined) checkout.customerId = customerId;
  const email = textOf(body.email);
  if (email !== undefined) checkout.email = email;
  if (isFields(body.billTo)) checkout.billTo = body.billTo;
  return { status: statusOf(world, 200, 202), body: showCheckout(world, checkout) };
}

function attachByBody(world: World, checkout: Checkout, body: Fields): Refusal | undefined {
  const id = textOf(body.sourceId);
  if (id === undefined) return undefined;
  const source = world.sources.get(id);
  if (source === undefined) return refuse(world, "unknown", id);
  const refusal = whyNotAttach(world, checkout, source);
  if (refusal === undefined) attach(world, checkout, source);
  return refusal;
}

function attachByPath(world: World, checkout: Checkout, id: string): Answer | Refusal {
  const source = world.sources.get(id);
  if (source === undefined) return refuse(world, "unknown", id);
  const refusal = whyNotAttach(world, checkout, source);
  if (refusal !== undefined) return refusal;
  attach(world, checkout, source);
  const body = world.freedoms["attach-answers-checkout"]
    ? showCheckout(world, checkout)
    : showSource(world, source);
  return { status: statusOf(world, 200, 201), body };
}

function detachByPath(world: World, checkout: Checkout, id: string): Answer | Refusal {
  const source = world.sources.get(id);
  if (source === undefined || !checkout.sources.includes(id)) return refuse(world, "unknown", id);
  if (checkout.orderId !== undefined) return refuse(world, "ordered", checkout.id);
  detach(world, checkout, source);
  return { status: 204 };
}

function createCustomer(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const unknown = whyNotThese(world, body, ["email", "type"]);
  if (unknown !== undefined) return unknown;
  const id = makeId(world, "long");
  const email = textOf(body.email);
  const customer = { id, createdTime: Date.now(), sources: [], ...(email && { email }) };
  world.customers.set(id, customer);
  return made(world, `/customers/${id}`, showCustomer(world, customer));
}

function updateCustomer(
  world: World,
  customer: Customer,
  { body }: { readonly body: Fields },
): Answer | Refusal {
  const unknown = whyNotThese(world, body, ["email", "defaultSourceId"]);
  if (unknown !== undefined) return unknown;
  const id = textOf(body.defaultSourceId);
  const refusal = id === undefined ? undefined : setDefault(world, customer, id);
  if (refusal !== undefined) return refusal;
  return { status: statusOf(world, 200, 202), body: showCustomer(world, customer) };
}

function saveByPath(world: World, customer: Customer, id: string): Answer | Refusal {
  const source = world.sources.get(id);
  if (source === undefined) return refuse(world, "unknown", id);
  const refusal = whyNotSave(world, customer, source);
  if (refusal !== undefined) return refusal;
  save(customer, source);
  return { status: 200, body: showSource(world, source) };
}

function removeByPath(world: World, customer: Customer, id: string): Answer | Refusal {
  const source = world.sources.get(id);
  if (source === undefined || !customer.sources.includes(id)) return refuse(world, "unknown", id);
  remove(world, customer, source);
  if (!world.freedoms["removal-answers-source"]) return { status: 204 };
  return { status: 200, body: showSource(world, source) };
}

function createOrder(world: World, { body }: { readonly body: Fields }): Answer | Refusal {
  const unknown = whyNotThese(world, body, ["checkoutId"]);
  if (unknown !== undefined) return unknown;
  const id = textOf(body.checkoutId);
  if (id === undefined) return refuse(world, "badRequest", "checkoutId");
  const checkout = world.checkouts.get(id);
  if (checkout === undefined) return refuse(world, "unknown", id);
  const before = world.orders.get(checkout.orderId ?? "");
  if (before !== undefined) {
    if (!world.freedoms["order-repeats"]) return refuse(world, "ordered", id);
    return { status: 200, body: showOrder(world, before) };
  }
  const refusal = whyNotOrder(world, checkout);
  if (refusal !== undefined) return refusal;
  const placed = order(world, checkout);
  return {
    status: statusOf(world, 201, 202),
    body: showOrder(world, placed),
    location: `/orders/${placed.id}`,
  };
}

const made = (world: World, location: string, body: Fields): Answer => ({
  status: statusOf(world, 201, 200),
  body,
  location,
});

type About<T> = (
  world: World,
  about: T,
  call: Parameters<Handler>[1],
  ids: readonly string[],
) => Answer | Refusal;

function withSource(handle: About<Source>): Handler {
  return (world, call, ids) => {
    const source = world.sources.get(ids[0] ?? "");
    if (source === undefined) return refuse(world, "unknown", ids[0]);
    return handle(world, source, call, ids);
  };
}

function withCheckout(handle: About<Checkout>): Handler {
  return (world, call, ids) => {
    const checkout = world.checkouts.get(ids[0] ?? "");
    const gone = world.freedoms["checkout-ends"] && checkout?.orderId !== undefined;
    if (checkout === undefined || gone) return refuse(world, "unknown", ids[0]);
    return handle(world, checkout, call, ids);
  };
}

function withCustomer(handle: About<Customer>): Handler {
  return (world, call, ids) => {
    const customer = world.customers.get(ids[0] ?? "");
    if (customer === undefined) return refuse(world, "unknown", ids[0]);
    return handle(world, customer, call, ids);
  };
}
