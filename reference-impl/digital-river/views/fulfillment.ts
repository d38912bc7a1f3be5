import type { Fulfillment } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { echo } from "./purchase.ts";

export function fulfillmentView(fulfillment: Fulfillment): Schemas["Fulfillment"] {
  return {
    id: fulfillment.id,
    createdTime: time(fulfillment.createdAt),
    orderId: fulfillment.orderId,
    ...echo(fulfillment.fields),
    items: fulfillment.lines.map(({ itemId, skuId, quantity, cancelQuantity }) => ({
      itemId,
      ...given({ skuId }),
      quantity,
      cancelQuantity,
    })),
    liveMode: false,
  };
}
