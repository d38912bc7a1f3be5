import { refusalReply } from "./errors.ts";
import { bearerOf, isJsonType } from "./credentials.ts";
import { optionFields, sourceToApply, sourceToSave } from "./read.ts";
import { sourceRefusalReply } from "./source-errors.ts";
import { cartView } from "./views/cart.ts";
import { orderView, submittedView } from "./views/order.ts";
import { listedOptionView, paymentOptionView } from "./views/payment-option.ts";
import { sourceView } from "./views/source.ts";

/** Everything this face hears and says: one function per kind of it, so that one can be replaced. */
export const documentedWire = {
  bearerOf,
  isJsonType,
  sourceToApply,
  sourceToSave,
  optionFields,

  source: sourceView,
  cart: cartView,
  order: orderView,
  submitted: submittedView,
  option: paymentOptionView,
  listedOption: listedOptionView,

  refused: refusalReply,
  sourceRefused: sourceRefusalReply,
};

export type Wire = Readonly<typeof documentedWire>;
