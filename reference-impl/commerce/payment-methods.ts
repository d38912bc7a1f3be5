import { payableTypes } from "../domain/source-types.ts";
import type { ShopperHandler } from "./call.ts";
import { ok } from "../reply.ts";

/** What the cart can be paid with (Managing payment methods). Every method is offered for every cart here. */
export const listPaymentMethods: ShopperHandler = ({ origin }) => {
  const uri = `${origin}/v1/shoppers/me/carts/active`;
  const paymentMethod = payableTypes.map((type) => ({
    type,
    displayName: titleOf(type),
    description: titleOf(type),
  }));
  return ok({
    paymentMethods: {
      uri: `${uri}/payment-methods`,
      applyPaymentMethod: { uri: `${uri}/apply-payment-method` },
      paymentMethod,
    },
  });
};

/** The name of a type as words: creditCard is "Credit Card". */
function titleOf(type: string): string {
  const words = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
