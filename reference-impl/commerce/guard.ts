import type { Customer } from "../domain/types.ts";
import type { ShopperCall } from "./call.ts";
import { relation } from "./call.ts";
import { envelope } from "./errors.ts";
import type { Reply } from "../reply.ts";
import { customerOf } from "./account.ts";

/** What only a shopper who is logged in may do (Authentication). */
export function withAccess(call: ShopperCall, next: (customer: Customer) => Reply): Reply {
  const customer = customerOf(call, call.session);
  if (customer) return next(customer);
  return envelope(403, "forbidden", "This needs an authenticated shopper.", relation(call));
}
