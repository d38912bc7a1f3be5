import type { KeyHandler, ResourceName, ShopperHandler } from "./call.ts";
import {
  applyPaymentMethod,
  applyShopper,
  deleteLineItem,
  detachAllPaymentMethods,
  detachPaymentMethod,
  listLineItems,
  resumeCart,
  retrieveBillingAddress,
  retrieveCart,
  retrieveShippingAddress,
  setBillingAddress,
  setShippingAddress,
  submitCart,
  updateCart,
} from "./carts.ts";
import { listOrders, retrieveOrder } from "./orders.ts";
import {
  createPaymentOption,
  deletePaymentOption,
  listPaymentOptions,
  retrievePaymentOption,
  updatePaymentOption,
} from "./payment-options.ts";
import { createPrimarySource, retrieveSourceWithSecret } from "./sources.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

export type ShopperRoute = readonly [
  method: Method,
  path: string,
  resource: ResourceName,
  handler: ShopperHandler,
];

/** What shoppers call, below /v1/shoppers/me. */
export const shopperRoutes: readonly ShopperRoute[] = [
  ["GET", "/carts/active", "CartsResource", retrieveCart],
  ["POST", "/carts/active", "CartsResource", updateCart],
  ["GET", "/carts/active/line-items", "CartsResource", listLineItems],
  ["DELETE", "/carts/active/line-items/:id", "CartsResource", deleteLineItem],
  ["GET", "/carts/active/billing-address", "CartsResource", retrieveBillingAddress],
  ["PUT", "/carts/active/billing-address", "CartsResource", setBillingAddress],
  ["GET", "/carts/active/shipping-address", "CartsResource", retrieveShippingAddress],
  ["PUT", "/carts/active/shipping-address", "CartsResource", setShippingAddress],
  ["POST", "/carts/active/apply-payment-method", "CartsResource", applyPaymentMethod],
  ["DELETE", "/carts/active/apply-payment-method", "CartsResource", detachPaymentMethod],
  ["DELETE", "/carts/active/payment", "CartsResource", detachAllPaymentMethods],
  ["POST", "/carts/active/apply-shopper", "CartsResource", applyShopper],
  ["POST", "/carts/active/submit-cart", "SubmitCartResource", submitCart],
  ["POST", "/carts/active/resume-cart", "SubmitCartResource", resumeCart],

  ["GET", "/payment-options", "ShoppersResource", listPaymentOptions],
  ["POST", "/payment-options", "ShoppersResource", createPaymentOption],
  ["GET", "/payment-options/:id", "ShoppersResource", retrievePaymentOption],
  ["POST", "/payment-options/:id", "ShoppersResource", updatePaymentOption],
  ["DELETE", "/payment-options/:id", "ShoppersResource", deletePaymentOption],

  ["GET", "/orders", "OrdersResource", listOrders],
  ["GET", "/orders/:id", "OrdersResource", retrieveOrder],
];

export type KeyRoute = readonly [method: Method, path: string, handler: KeyHandler];

/** What the browser library calls. `/sources` is the same resource in both APIs and is served for both in one place. */
export const keyRoutes: readonly KeyRoute[] = [
  ["POST", "/payments/sources", createPrimarySource],
  ["POST", "/payments/sources/", createPrimarySource],
  ["GET", "/payments/sources/:id", retrieveSourceWithSecret],
];
