import { html } from "hono/html";
import type { Buyer, Order, Purchase, SavedMethod } from "./backend.ts";
import { currency, products } from "./backend.ts";
import type { Markup } from "./page.ts";
import { money, named } from "./page.ts";
import type { Visitor } from "./visitor.ts";

export function cartPage({ api, cart }: Visitor): Markup {
  return html`<form method="post" action="/shop/cart" class="columns">
    <section aria-label="Products">
      <ul class="products">
        ${products.map(
          ({ id, name, text, price }) =>
            html`<li>
              <div>
                <h2>${name}</h2>
                <p>${text}</p>
              </div>
              <p class="price">${money(price, currency)}</p>
              <label>
                <span class="quiet">Quantity</span>
                <input
                  type="number"
                  name="${id}"
                  value="${cart.get(id) ?? 0}"
                  min="0"
                  max="99"
                  inputmode="numeric"
                />
              </label>
            </li>`,
        )}
      </ul>
    </section>
    <section class="card" aria-labelledby="behind">
      <fieldset>
        <legend id="behind">Behind the shop</legend>
        ${radio("api", "digital-river", "Digital River API", api)}
        ${radio("api", "commerce", "Commerce API", api)}
      </fieldset>
      <button class="primary">Check out</button>
    </section>
  </form>`;
}

export function billingPage({ buyer }: Visitor): Markup {
  return html`<form method="post" action="/shop/checkout" class="narrow">
    <div class="grid">
      ${fields.map(
        ({ name, label, autocomplete, isWide }) =>
          html`<label class="${isWide ? "wide" : ""}">
            ${label}
            <input name="${name}" value="${buyer[name]}" autocomplete="${autocomplete}" required />
          </label>`,
      )}
    </div>
    <button class="primary">Continue to payment</button>
  </form>`;
}

export function paymentPage(
  visitor: Visitor,
  purchase: Purchase,
  saved: readonly SavedMethod[],
  config: { readonly shopRedirects: boolean },
): Markup {
  const { total, remaining } = purchase;
  const { shopRedirects } = config;
  const credit = Math.min(storeCredit, total);
  const isPartlyPaid = purchase.payments.length > 0;
  return html`<div class="columns">
    <section aria-label="How to pay">
      ${
        remaining === 0
          ? html`<p>Nothing is left to pay.</p>
              <p><a class="primary button" href="/shop/review">Review the order</a></p>`
          : html`${savedChoice(saved)}
              <div id="payment" data-config="${JSON.stringify(config)}"></div>
              <p id="problem" class="problem" role="alert"></p>`
      }
    </section>
    <aside class="card" aria-label="Summary">
      ${summary(visitor, purchase)}
      ${
        isPartlyPaid
          ? html`<form method="post" action="/shop/payments/clear">
              <button class="link">Pay in another way</button>
            </form>`
          : html`<form method="post" action="/shop/credit">
              <input type="hidden" name="amount" value="${credit}" />
              <button>Use ${money(credit, purchase.currency)} of store credit</button>
            </form>`
      }
      ${remaining === 0 ? "" : redirects(shopRedirects)}
    </aside>
  </div>`;
}

export function reviewPage(visitor: Visitor, purchase: Purchase): Markup {
  return html`<div class="columns">
    <section aria-label="What you buy">
      <ul class="lines">
        ${[...visitor.cart].map(([id, quantity]) => {
          const product = products.find((each) => each.id === id);
          return html`<li>
            <span>${quantity} × ${product?.name ?? id}</span>
            <span>${money((product?.price ?? 0) * quantity, currency)}</span>
          </li>`;
        })}
      </ul>
      <h2>Billed to</h2>
      <p>${address(visitor.buyer)}</p>
    </section>
    <aside class="card" aria-label="Summary">
      ${summary(visitor, purchase)}
      <form method="post" action="/shop/order"><button class="primary">Place order</button></form>
      <form method="post" action="/shop/payments/clear">
        <button class="link">Pay in another way</button>
      </form>
    </aside>
  </div>`;
}

export function orderPage(order: Order, config: object): Markup {
  return html`<section class="narrow">
    <p class="standing ${order.standing}">${standings[order.standing]}</p>
    <dl class="facts">
      <dt>Order</dt>
      <dd>${order.id}</dd>
      <dt>State</dt>
      <dd><code>${order.state}</code></dd>
      <dt>Total</dt>
      <dd>${money(order.total, order.currency)}</dd>
      ${order.payments.map(
        (payment) =>
          html`<dt>${named(payment)}</dt>
            <dd>${money(payment.amount, order.currency)}</dd>`,
      )}
    </dl>
    ${
      order.redirectUrl !== undefined && order.standing === "waits-for-customer"
        ? html`<p><a class="primary button" href="${order.redirectUrl}">Approve the payment</a></p>`
        : ""
    }
    ${
      order.instructions === undefined
        ? ""
        : html`<div id="instructions" class="card" data-config="${JSON.stringify(config)}"></div>
            <form method="post" action="/shop/orders/${order.id}/funds">
              <button>Sandbox: let the money arrive</button>
            </form>`
    }
    <p><a href="/shop">Back to the shop</a></p>
  </section>`;
}

export function methodsPage(saved: readonly SavedMethod[], config: object): Markup {
  return html`<div class="columns">
    <section aria-labelledby="add">
      <h2 id="add">Add a method</h2>
      <div id="methods" data-config="${JSON.stringify(config)}"></div>
      <p id="problem" class="problem" role="alert"></p>
    </section>
    <section class="card" aria-labelledby="saved">
      <h2 id="saved">Saved</h2>
      ${saved.length === 0 ? html`<p>Nothing is saved yet.</p>` : ""}
      <ul class="saved">
        ${saved.map((method) => savedRow(method))}
      </ul>
    </section>
  </div>`;
}

/** Who sends the customer to the provider: Drop-in at once, or the shop with the order. */
function redirects(shopRedirects: boolean): Markup {
  return shopRedirects
    ? html`<p class="quiet">
        Providers are visited with the order.
        <a href="/shop/payment">Visit them at once instead</a>
      </p>`
    : html`<p class="quiet">
        Providers are visited at once.
        <a href="/shop/payment?redirects=shop">Visit them with the order instead</a>
      </p>`;
}

/** How much store credit the shop gives away. */
const storeCredit = 10;

function savedChoice(saved: readonly SavedMethod[]): Markup | string {
  if (saved.length === 0) return "";
  return html`<h2>Saved</h2>
    <ul class="saved">
      ${saved.map(
        (method) =>
          html`<li>
            <span>${named(method)}</span>
            <button
              disabled
              data-use="${method.sourceId}"
              data-secret="${method.clientSecret}"
              aria-label="Use ${named(method)}"
            >
              Use
            </button>
          </li>`,
      )}
    </ul>
    <h2>Or another way</h2>`;
}

function savedRow(method: SavedMethod): Markup {
  const name = named(method);
  return html`<li>
    <span>
      ${name}
      ${method.card === undefined ? "" : html`<small>expires ${method.card.expires}</small>`}
      ${method.isDefault ? html`<strong class="tag">Default</strong>` : ""}
    </span>
    <span class="actions">
      ${
        method.type === "creditCard"
          ? html`<button
              disabled
              data-change="${method.sourceId}"
              data-secret="${method.clientSecret}"
              aria-label="Change expiry: ${name}"
            >
              Change expiry
            </button>`
          : ""
      }
      ${method.isDefault ? "" : action(method, "default", "Make default", name)}
      ${action(method, "remove", "Remove", name)}
    </span>
  </li>`;
}

function action({ id }: SavedMethod, path: string, text: string, name: string): Markup {
  return html`<form method="post" action="/shop/methods/${id}/${path}">
    <button aria-label="${text}: ${name}">${text}</button>
  </form>`;
}

function summary({ cart }: Visitor, purchase: Purchase): Markup {
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  const row = (name: string, amount: number) =>
    html`<dt>${name}</dt>
      <dd>${money(amount, purchase.currency)}</dd>`;
  return html`<h2>Summary</h2>
    <dl class="facts">
      ${row(count === 1 ? "1 product" : `${count} products`, purchase.subtotal)}
      ${row("Tax", purchase.tax)}
      <dt class="total">Total</dt>
      <dd class="total">${money(purchase.total, purchase.currency)}</dd>
      ${purchase.payments.map((payment) => row(named(payment), payment.amount))}
    </dl>`;
}

function address({ firstName, lastName, line1, city, state, postalCode, country }: Buyer): string {
  return `${firstName} ${lastName}, ${line1}, ${city}, ${state} ${postalCode}, ${country}`;
}

function radio(name: string, value: string, text: string, chosen: string): Markup {
  return html`<label class="choice">
    <input type="radio" name="${name}" value="${value}" ${value === chosen ? "checked" : ""} />
    ${text}
  </label>`;
}

const standings: Readonly<Record<Order["standing"], string>> = {
  paid: "Thank you. The order is paid.",
  "waits-for-customer": "The order waits until you approve the payment.",
  "waits-for-money": "Thank you. The order waits for your money.",
  failed: "The payment failed.",
};

interface BuyerField {
  readonly name: keyof Buyer;
  readonly label: string;
  readonly autocomplete: string;
  readonly isWide?: boolean;
}

const fields: readonly BuyerField[] = [
  { name: "firstName", label: "First name", autocomplete: "given-name" },
  { name: "lastName", label: "Last name", autocomplete: "family-name" },
  { name: "email", label: "E-mail", autocomplete: "email", isWide: true },
  { name: "line1", label: "Street", autocomplete: "address-line1", isWide: true },
  { name: "city", label: "City", autocomplete: "address-level2" },
  { name: "state", label: "State", autocomplete: "address-level1" },
  { name: "postalCode", label: "ZIP code", autocomplete: "postal-code" },
  { name: "country", label: "Country", autocomplete: "country" },
];

export const buyerFields = fields.map(({ name }) => name);
