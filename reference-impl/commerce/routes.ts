import type { KeyHandler, ResourceName, ShopperHandler } from "./call.ts";
import {
  applyPaymentMethod,
  applyShopper,
  detachAllPaymentMethods,
  detachPaymentMethod,
  resumeCart,
  retrieveBillingAddress,
  retrieveCart,
  retrieveShippingAddress,
  setBillingAddress,
  setShippingAddress,
  submitCart,
  updateCart,
} from "./carts.ts";
import {
  addLineItems,
  clearLineItems,
  deleteLineItem,
  listLineItems,
  retrieveLineItem,
  updateLineItem,
} from "./line-items.ts";
import { listOrderLineItems, listOrders, retrieveOrder, retrieveOrderLineItem } from "./orders.ts";
import { listPaymentMethods } from "./payment-methods.ts";
import {
  deletePaymentOption,
  listPaymentOptions,
  retrievePaymentOption,
  savePaymentOption,
  updatePaymentOption,
} from "./payment-options.ts";
import { retrieveShopper, updateShopper } from "./shoppers.ts";
import { createPaymentSource, retrieveSourceWithSecret } from "./sources.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

export type ShopperRoute = readonly [
  method: Method,
  path: string,
  resource: ResourceName,
  handler: ShopperHandler,
  /** Set where the handler reads a body; what is sent to another one stays unread. */
  reads?: "body",
];

/** What shoppers call, below /v1/shoppers/me. */
export const shopperRoutes: readonly ShopperRoute[] = [
  ["GET", "", "ShoppersResource", retrieveShopper],
  ["POST", "", "ShoppersResource", updateShopper, "body"],

  ["GET", "/carts/active", "CartsResource", retrieveCart],
  ["POST", "/carts/active", "CartsResource", updateCart, "body"],
  ["GET", "/carts/active/line-items", "CartsResource", listLineItems],
  ["POST", "/carts/active/line-items", "CartsResource", addLineItems, "body"],
  ["DELETE", "/carts/active/line-items", "CartsResource", clearLineItems],
  ["GET", "/carts/active/line-items/:id", "CartsResource", retrieveLineItem],
  ["POST", "/carts/active/line-items/:id", "CartsResource", updateLineItem, "body"],
  ["DELETE", "/carts/active/line-items/:id", "CartsResource", deleteLineItem],
  ["GET", "/carts/active/payment-methods", "CartsResource", listPaymentMethods],
  ["GET", "/carts/active/billing-address", "CartsResource", retrieveBillingAddress],
  ["PUT", "/carts/active/billing-address", "CartsResource", setBillingAddress, "body"],
  ["GET", "/carts/active/shipping-address", "CartsResource", retrieveShippingAddress],
  ["PUT", "/carts/active/shipping-address", "CartsResource", setShippingAddress, "body"],
  ["POST", "/carts/active/apply-payment-method", "CartsResource", applyPaymentMethod, "body"],
  ["DELETE", "/carts/active/apply-payment-method", "CartsResource", detachPaymentMethod, "body"],
  ["DELETE", "/carts/active/payment", "CartsResource", detachAllPaymentMethods],
  ["POST", "/carts/active/apply-shopper", "CartsResource", applyShopper],
  ["POST", "/carts/active/submit-cart", "SubmitCartResource", submitCart],
  ["POST", "/carts/active/resume-cart", "SubmitCartResource", resumeCart],

  ["GET", "/payment-options", "ShoppersResource", listPaymentOptions],
  ["POST", "/payment-options", "ShoppersResource", savePaymentOption, "body"],
  ["GET", "/payment-options/:id", "ShoppersResource", retrievePaymentOption],
  ["POST", "/payment-options/:id", "ShoppersResource", updatePaymentOption, "body"],
  ["DELETE", "/payment-options/:id", "ShoppersResource", deletePaymentOption],

  ["GET", "/orders", "OrdersResource", listOrders],
  ["GET", "/orders/:id", "OrdersResource", retrieveOrder],
  ["GET", "/orders/:id/line-items", "OrdersResource", listOrderLineItems],
  ["GET", "/orders/:id/line-items/:lineItemId", "OrdersResource", retrieveOrderLineItem],
];

export type KeyRoute = readonly [method: Method, path: string, handler: KeyHandler, reads?: "body"];

/** What the browser library calls. `/sources` is the same resource in both APIs and is served for both in one place. */
export const keyRoutes: readonly KeyRoute[] = [
  ["POST", "/payments/sources", createPaymentSource, "body"],
  ["GET", "/payments/sources/:id", retrieveSourceWithSecret],
];
