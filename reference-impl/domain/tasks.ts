import type { Account, Task } from "./account.ts";
import { settleFulfillment } from "./fulfillments.ts";
import { refuseCharges } from "./orders.ts";
import { proceedWithRefund } from "./refunds.ts";

/** Does what the account put off. */
export function carryOut(account: Account, task: Task): void {
  switch (task.kind) {
    case "settle-fulfillment":
      settleFulfillment(account, task.fulfillmentId);
      break;
    case "proceed-refund":
      proceedWithRefund(account, task.refundId);
      break;
    case "refuse-charges":
      refuseCharges(account, task.orderId);
      break;
  }
}
