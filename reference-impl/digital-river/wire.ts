import { bodyOf } from "./body.ts";
import { refusalReply, transportReply } from "./errors.ts";
import { legacyCredit } from "./legacy-credit.ts";
import { created, noContent, ok } from "../reply.ts";
import { chargeView } from "./views/charge.ts";
import { checkoutView } from "./views/checkout.ts";
import { customerView } from "./views/customer.ts";
import { fulfillmentView } from "./views/fulfillment.ts";
import { invoiceView } from "./views/invoice.ts";
import { orderDetailsView, orderView } from "./views/order.ts";
import { refundView } from "./views/refund.ts";
import { skuView } from "./views/sku.ts";
import { sourceView } from "./views/source.ts";

/** Everything this face says and how it reads a body: one function each, so that one of them can be replaced. */
export const documentedWire = {
  body: bodyOf,
  legacyCredit,

  source: sourceView,
  customer: customerView,
  checkout: checkoutView,
  order: orderView,
  orderDetails: orderDetailsView,
  charge: chargeView,
  fulfillment: fulfillmentView,
  refund: refundView,
  invoice: invoiceView,
  sku: skuView,

  refused: refusalReply,
  transport: transportReply,
  creditCreated: created,
  sourceRetrieved: ok,
  checkoutRetrieved: ok,
  sourceAttached: ok,
  sourceDetached: noContent,
  sourceSaved: ok,
  sourceRemoved: noContent,
  orderCreated: created,
};

export type Wire = Readonly<typeof documentedWire>;
