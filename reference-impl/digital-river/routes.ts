import type { Handler } from "./call.ts";
import { retrieveCharge } from "./charges.ts";
import {
  attachSource,
  createCheckout,
  deleteCheckout,
  detachSource,
  listCheckouts,
  retrieveCheckout,
  updateCheckout,
} from "./checkouts.ts";
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  removeSource,
  retrieveCustomer,
  saveSource,
  updateCustomer,
} from "./customers.ts";
import { listEvents, retrieveEvent } from "./events.ts";
import {
  createFulfillment,
  listFulfillments,
  retrieveFulfillment,
  updateFulfillment,
} from "./fulfillments.ts";
import {
  attachSourceToInvoice,
  createInvoice,
  deleteInvoice,
  detachSourceFromInvoice,
  listInvoices,
  openInvoice,
  retrieveInvoice,
  updateInvoice,
  voidInvoice,
} from "./invoices.ts";
import { createOrder, listOrders, refreshOrder, retrieveOrder, updateOrder } from "./orders.ts";
import { createRefund, listRefunds, retrieveRefund, updateRefund } from "./refunds.ts";
import { createSku, putSku, retrieveSku } from "./skus.ts";
import { createSource, retrieveSource } from "./sources.ts";
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  retrieveWebhook,
  updateWebhook,
} from "./webhooks.ts";

export type Route = readonly [
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  handler: Handler,
  /** Set where the handler reads a body; what is sent to another one stays unread. */
  reads?: "body",
];

/** The Digital River API at a glance. */
export const routes: readonly Route[] = [
  ["POST", "/sources", createSource, "body"],
  ["GET", "/sources/:id", retrieveSource],

  ["GET", "/customers", listCustomers],
  ["POST", "/customers", createCustomer, "body"],
  ["GET", "/customers/:id", retrieveCustomer],
  ["POST", "/customers/:id", updateCustomer, "body"],
  ["DELETE", "/customers/:id", deleteCustomer],
  ["POST", "/customers/:id/sources/:sourceId", saveSource],
  ["DELETE", "/customers/:id/sources/:sourceId", removeSource],

  ["GET", "/checkouts", listCheckouts],
  ["POST", "/checkouts", createCheckout, "body"],
  ["GET", "/checkouts/:id", retrieveCheckout],
  ["POST", "/checkouts/:id", updateCheckout, "body"],
  ["DELETE", "/checkouts/:id", deleteCheckout],
  ["POST", "/checkouts/:id/sources/:sourceId", attachSource],
  ["DELETE", "/checkouts/:id/sources/:sourceId", detachSource],

  ["GET", "/orders", listOrders],
  ["POST", "/orders", createOrder, "body"],
  ["GET", "/orders/:id", retrieveOrder],
  ["POST", "/orders/:id", updateOrder, "body"],
  ["POST", "/orders/:id/refresh", refreshOrder],

  ["GET", "/charges/:id", retrieveCharge],

  ["GET", "/fulfillments", listFulfillments],
  ["POST", "/fulfillments", createFulfillment, "body"],
  ["GET", "/fulfillments/:id", retrieveFulfillment],
  ["POST", "/fulfillments/:id", updateFulfillment, "body"],

  ["GET", "/refunds", listRefunds],
  ["POST", "/refunds", createRefund, "body"],
  ["GET", "/refunds/:id", retrieveRefund],
  ["POST", "/refunds/:id", updateRefund, "body"],

  ["GET", "/invoices", listInvoices],
  ["POST", "/invoices", createInvoice, "body"],
  ["GET", "/invoices/:id", retrieveInvoice],
  ["POST", "/invoices/:id", updateInvoice, "body"],
  ["DELETE", "/invoices/:id", deleteInvoice],
  ["POST", "/invoices/:id/open", openInvoice],
  ["POST", "/invoices/:id/void", voidInvoice],
  ["POST", "/invoices/:id/sources/:sourceId", attachSourceToInvoice],
  ["DELETE", "/invoices/:id/sources/:sourceId", detachSourceFromInvoice],

  ["GET", "/events", listEvents],
  ["GET", "/events/:id", retrieveEvent],

  ["GET", "/webhooks", listWebhooks],
  ["POST", "/webhooks", createWebhook, "body"],
  ["GET", "/webhooks/:id", retrieveWebhook],
  ["PATCH", "/webhooks/:id", updateWebhook, "body"],
  ["DELETE", "/webhooks/:id", deleteWebhook],

  ["POST", "/skus", createSku, "body"],
  ["GET", "/skus/:id", retrieveSku],
  ["PUT", "/skus/:id", putSku, "body"],
];
