import { type Freedoms, onlyThese } from "./freedoms.ts";
import { invoices } from "./invoices.ts";
import { happen, makeInstrument } from "./lab.ts";
import type { Fields, Kind, Kinds, World } from "./model.ts";
import { refuse } from "./refusals.ts";
import { river } from "./river.ts";
import { type Routes, textOf } from "./route.ts";
import { sales } from "./sales.ts";
import { type Face, type MinimalServer, startMinimal } from "./server.ts";
import { forShopper, makeShopper, shop, showCart, showOption, wrapped } from "./shop.ts";

const card: Kind = { flow: "standard", first: "chargeable", canBeSaved: true };
const redirect: Kind = { flow: "redirect", first: "pending_redirect", canBeSaved: false };
const kept: Kind = { ...redirect, canBeSaved: true };
const receiver: Kind = { flow: "receiver", first: "pending_funds", canBeSaved: false };

const kinds: Kinds = {
  creditCard: card,
  googlePay: card,
  applePay: card,
  payPal: redirect,
  payPalBilling: kept,
  payPalCredit: redirect,
  klarnaCredit: redirect,
  klarnaCreditRecurring: kept,
  alipay: redirect,
  alipayCn: kept,
  directDebit: kept,
  onlineBanking: redirect,
  konbini: receiver,
  wireTransfer: receiver,
  customerCredit: { first: "chargeable", canBeSaved: false },
};

/** Its own tools: a counter for every flow, and each makes sources in their first state alone. */
const workshop: Routes = {
  "POST /cards": madeBy("standard"),
  "POST /redirects": madeBy("redirect"),
  "POST /transfers": madeBy("receiver"),
  "POST /redirects/{id}/approval": happen("pending_redirect", "chargeable"),
  "POST /redirects/{id}/refusal": happen("pending_redirect", "failed"),
  "POST /transfers/{id}/arrival": happen("pending_funds", "chargeable"),
  "POST /transfers/{id}/lapse": happen("pending_funds", "failed"),
  "POST /people": (world, { body }) => {
    const { token } = makeShopper(world, textOf(body.name));
    return { status: 201, body: { token } };
  },
};

function madeBy(flow: Kind["flow"]) {
  return (world: World, { body }: { readonly body: Fields }) => {
    const kind = textOf(body.kind) ?? "";
    if (world.kinds[kind]?.flow !== flow) return refuse(world, "badRequest", "kind");
    const broken = body.pan === "4000000000003295";
    return makeInstrument(world, { body: { ...body, ready: false, broken } });
  };
}

/** The rest of the Commerce API: the shopper's payment options and ways out of a payment. */
const counter: Routes = {
  "GET /v1/shoppers/me/payment-options": forShopper((world, { options }) => ({
    status: 200,
    body: wrapped(world, "paymentOptions", {
      paymentOption: options.flatMap((option) => {
        const source = world.sources.get(option.sourceId);
        return source === undefined ? [] : [showOption(option, source)];
      }),
    }),
  })),
  "DELETE /v1/shoppers/me/payment-options/{id}": (world, call, [id = ""]) =>
    forShopper((_, shopper) => {
      if (!shopper.options.some((option) => option.id === id)) return refuse(world, "unknown", id);
      shopper.options = shopper.options.filter((option) => option.id !== id);
      return { status: 204 };
    })(world, call),
  "DELETE /v1/shoppers/me/carts/active/payment": forShopper((world, { cart }) => {
    delete cart.sourceId;
    return { status: 200, body: wrapped(world, "cart", showCart(world, cart)) };
  }),
  "DELETE /v1/shoppers/me/carts/active/apply-payment-method": forShopper((world, { cart }) => {
    delete cart.sourceId;
    return { status: 200, body: wrapped(world, "cart", showCart(world, cart)) };
  }),
};

export const acmeFace: Face = {
  parts: {
    "/acme/v3": {
      routes: { ...river, ...sales, ...invoices },
      allows: (caller) => caller === "confidential",
    },
    "/acme/shop": {
      routes: { ...shop, ...counter },
      allows: (caller, path) => path.startsWith("/v1/shoppers/me/") || caller === "confidential",
    },
    "/workshop": { routes: workshop, allows: (caller) => caller !== "nobody" },
  },
  shopperParts: ["/acme/shop"],
  keyHeader: "x-acme-key",
  keys: { confidential: "acme-hush-0c4417", public: "acme-open-b2e96a" },
  kinds,
  currencies: { USD: 2, EUR: 2, JPY: 0, KWD: 3 },
  showsMovements: true,
  variables: "ACME",
};

/** A second foreign server: it knows nearly all of both APIs, and its tools are nothing like ours. */
export const startAcme = (freedoms: Freedoms = onlyThese([])): Promise<MinimalServer> =>
  startMinimal(freedoms, acmeFace);
