import type { Account } from "../../domain/account.ts";
import type { Customer } from "../../domain/types.ts";
import { given, time } from "../../reply.ts";
import type { Schemas } from "../schemas.ts";
import { echo } from "./purchase.ts";
import { sourceView } from "./source.ts";

export function customerView(account: Account, customer: Customer): Schemas["Customer"] {
  const sources = customer.sourceIds.flatMap((id) => account.store.sources.get(id) ?? []);
  return {
    id: customer.id,
    createdTime: time(customer.createdAt),
    updatedTime: time(customer.updatedAt),
    requestToBeForgotten: false,
    ...echo(customer.fields),
    ...given({ defaultSourceId: customer.defaultSourceId }),
    ...(sources.length > 0 ? { sources: sources.map((saved) => sourceView(saved)) } : {}),
    enabled: customer.enabled,
    liveMode: false,
  };
}
