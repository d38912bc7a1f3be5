import { andThen, accept, notFound } from "../domain/refusal.ts";
import type { Sku } from "../domain/types.ts";
import type { Call, Handler } from "./call.ts";
import { answer, param } from "./call.ts";
import { reader } from "./read.ts";
import { created, ok } from "../reply.ts";

/** Items may name a SKU that was never created; creating one serves those who do. */
export const createSku: Handler = (call) => {
  const sent = reader(call.body).text("id");
  // Creating and updating SKUs, "Unique identifier".
  if (sent !== undefined && !/^[\w.~-]{1,40}$/.test(sent))
    return call.wire.refused({ reason: "invalid-parameter", parameter: "id", value: sent });
  const id = sent ?? call.account.newId("sku");
  return answer(call, skuRequest(call, id), (sku) =>
    created(call.wire.sku(call.account.store.skus.put(sku))),
  );
};

export const retrieveSku: Handler = (call) => {
  const found = call.account.store.skus.get(param(call));
  return answer(call, found ? accept(found) : notFound("sku", param(call)), (sku) =>
    ok(call.wire.sku(sku)),
  );
};

/** Updates the SKU, or creates it under this identifier. */
export const putSku: Handler = (call) => {
  const known = call.account.store.skus.get(param(call));
  const sku = andThen(skuRequest(call, param(call)), (fresh) =>
    accept({ ...fresh, createdAt: known?.createdAt ?? fresh.createdAt }),
  );
  return answer(call, sku, (value) => {
    const view = call.wire.sku(call.account.store.skus.put(value));
    return known ? ok(view) : created(view);
  });
};

const needed = ["name", "eccn", "taxCode", "countryOfOrigin"];

const echoed = [
  ...needed,
  "description",
  "hsCode",
  "skuGroupId",
  "partNumber",
  "manufacturerId",
  "image",
  "url",
  "weight",
  "weightUnit",
  "physical",
  "metadata",
];

function skuRequest(call: Call, id: string) {
  const read = reader(call.body);
  for (const name of needed) read.require(name, read.text(name), "");
  const now = call.account.now();
  return read.outcome<Sku>({ id, createdAt: now, updatedAt: now, fields: read.fields(echoed) });
}
