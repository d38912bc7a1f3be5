import { created, ok } from "../reply.ts";
import { shopperOf } from "../domain/payment-options.ts";
import { products } from "../domain/products.ts";
import { openSession } from "../commerce/account.ts";
import type { Action } from "./reply.ts";
import { problem } from "./reply.ts";

/**
 * A shopper's token without a login page: for the shopper `externalReferenceId`, made when first met, or for a fresh one
 * when there is none; `{ "guest": true }` gives an anonymous token.
 */
export const createShopper: Action = ({ commerce }, { body }) => {
  if (body["guest"] === true) return created({ token: openSession(commerce, undefined).token });
  const reference = body["externalReferenceId"];
  if (reference !== undefined && (typeof reference !== "string" || reference === ""))
    return problem(400, '"externalReferenceId" is not a name.');
  const shopper = shopperOf(commerce.account, reference);
  if (!shopper.ok) return problem(400, '"externalReferenceId" is longer than 40 characters.');
  const { token } = openSession(commerce, shopper.value.id);
  return created({ token, externalReferenceId: shopper.value.id });
};

/** What the shop of the sandbox sells. */
export const listProducts: Action = () =>
  ok({ products: products.map(({ id, displayName }) => ({ id, displayName })) });
