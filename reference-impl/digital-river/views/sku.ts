import type { Sku } from "../../domain/types.ts";
import { time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { echo } from "./purchase.ts";

export function skuView(sku: Sku): Schemas["Sku"] {
  return {
    id: sku.id,
    createdTime: time(sku.createdAt),
    updatedTime: time(sku.updatedAt),
    ...echo(sku.fields),
    liveMode: false,
  };
}
