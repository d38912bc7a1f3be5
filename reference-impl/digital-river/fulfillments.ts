import { andThen } from "../domain/refusal.ts";
import type { FulfillmentRequest } from "../domain/fulfillments.ts";
import * as fulfillments from "../domain/fulfillments.ts";
import { retrieveOrder } from "../domain/orders.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { Fulfillment } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import type { Filters } from "./filters.ts";
import { byValue } from "./filters.ts";
import { list } from "./list.ts";
import { readFields, reader } from "./read.ts";
import { created, ok } from "../reply.ts";

export const createFulfillment: Handler = (call) => {
  const fulfilled = andThen(fulfillmentRequest(call), (request) =>
    andThen(retrieveOrder(call.account, request.orderId, "orderId"), (order) =>
      fulfillments.createFulfillment(call.account, order, request),
    ),
  );
  return answer(call, fulfilled, (fulfillment) => created(call.wire.fulfillment(fulfillment)));
};

export const retrieveFulfillment: Handler = (call) =>
  answer(call, fulfillments.retrieveFulfillment(call.account, param(call)), (fulfillment) => {
    const order = call.account.store.orders.get(fulfillment.orderId);
    const orderDetails = order && call.wire.orderDetails(call.account, order);
    return ok({ ...call.wire.fulfillment(fulfillment), ...(orderDetails && { orderDetails }) });
  });

export const updateFulfillment: Handler = (call) =>
  answer(call, fulfillments.retrieveFulfillment(call.account, param(call)), (fulfillment) =>
    answer(call, readFields(call.body, echoed), (fields) =>
      ok(call.wire.fulfillment(fulfillments.updateFulfillment(call.account, fulfillment, fields))),
    ),
  );

export const listFulfillments: Handler = (call) => {
  const all = call.account.store.fulfillments.newestFirst();
  return list(call, all, (fulfillment) => call.wire.fulfillment(fulfillment), filters);
};

const filters: Filters<Fulfillment> = {
  orderId: byValue(({ orderId }) => orderId),
  skuId: byValue(({ lines }) => lines.map(({ skuId }) => skuId)),
  trackingCompany: byValue(({ fields }) => fields["trackingCompany"]),
  trackingNumber: byValue(({ fields }) => fields["trackingNumber"]),
};

const echoed = ["shipmentId", "trackingCompany", "trackingNumber", "trackingUrl", "metadata"];

function fulfillmentRequest(call: Call): Outcome<FulfillmentRequest & { orderId: string }> {
  const read = reader(call.body);
  const orderId = read.require("orderId", read.text("orderId"), "");
  const lines = read.list("items", (item) => ({
    itemId: item.require("itemId", item.text("itemId"), ""),
    quantity: item.count("quantity") ?? 0,
    cancelQuantity: item.count("cancelQuantity") ?? 0,
  }));
  if (lines.length === 0) read.require("items", undefined, undefined);
  return read.outcome({ orderId, lines, fields: read.fields(echoed) });
}
