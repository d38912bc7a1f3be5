import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Payment } from "./backend.ts";
import type { Visitor } from "./visitor.ts";

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page of the shop. */
export async function page(
  visitor: Visitor,
  title: string,
  content: Markup,
  status = 200,
): Promise<Response> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Headwater shop</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/v1/css/DigitalRiver.css" />
        <link rel="stylesheet" href="/shop/shop.css" />
        <script defer src="/v1/DigitalRiver.js"></script>
        <script defer src="/shop/shop.js"></script>
      </head>
      <body>
        <header>
          <a class="brand" href="/shop">Headwater <span>shop</span></a>
          <nav aria-label="Shop">
            <a href="/shop">Cart</a>
            <a href="/shop/methods">Saved methods</a>
          </nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>
          A demo shop on the ${visitor.api === "commerce" ? "Commerce API" : "Digital River API"} of
          the sandbox. No card is charged.
        </footer>
      </body>
    </html>`;
  return new Response(String(text), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
    },
  });
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount);
}

/** A payment in words. */
export function named({ type, card }: Pick<Payment, "type" | "card">): string {
  if (card !== undefined) return `${card.brand} ending in ${card.lastFourDigits}`;
  return names[type] ?? type;
}

const names: Readonly<Record<string, string>> = {
  customerCredit: "Store credit",
  wireTransfer: "Wire transfer",
  payPal: "PayPal",
  payPalBilling: "PayPal",
  googlePay: "Google Pay",
  klarnaCredit: "Klarna",
  klarnaCreditRecurring: "Klarna",
  alipayCn: "Alipay+",
  amazonPay: "Amazon Pay",
  onlineBanking: "Online banking",
  msts: "TreviPay",
};
