import type { Account } from "../../domain/account.ts";
import { primaryOf, secondariesOf } from "../../domain/rules/basket.ts";
import type { Customer, Source } from "../../domain/types.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { accepts, reasons, refuses, rule, shows, together } from "../makers.ts";

/** What a request does to things that it does not name, and what shows where it does not belong. */
export const strayingFaults: FaultTable = {
  "customer-lists-what-its-checkouts-hold": customerShown((customer, { store }) => ({
    sourceIds: idsOf(store.sources.newestFirst(), ({ heldBy }) => {
      const holder = store.checkouts.get(heldBy ?? "");
      return holder?.customerId === customer.id;
    }),
  })),
  "customer-lists-sources-of-all": customerShown((_customer, { store }) => ({
    sourceIds: idsOf(store.sources.newestFirst(), ({ reusable }) => reusable),
  })),
  "default-of-any-customer": customerShown((customer, { store }) => ({
    defaultSourceId:
      customer.defaultSourceId ??
      store.customers.newestFirst().find(({ defaultSourceId }) => defaultSourceId !== undefined)
        ?.defaultSourceId,
  })),
  "default-only-of-the-first-two": refuses(
    "mayBecomeDefault",
    reasons.unknown,
    (customer, sourceId) => customer.sourceIds.indexOf(sourceId) > 1,
  ),
  "removal-cancels-every-source": rule(
    "sourceIdsToRemove",
    () =>
      (_sourceId, { sourceIds }) =>
        sourceIds,
  ),
  "removed-source-attached-and-charged": together(
    accepts("sourceFitsSession", isRemoved),
    accepts("sourceCanPay", isRemoved),
  ),
  "attach-makes-saved-source-single-use": rule("sourceAfterAttach", () => (source) => ({
    ...source,
    reusable: false,
  })),
  "third-secondary-alone-refused": refuses(
    "secondaryFitsTotal",
    reasons.apart,
    (_secondary, basket) => primaryOf(basket) === undefined && secondariesOf(basket).length > 1,
  ),
  "order-of-secondaries-shows-nothing-to-pay": shows(
    "order",
    (view) => ({ ...view, totalAmount: 0 }),
    ({ payment }) => payment?.sources?.every(({ type }) => type === "customerCredit") === true,
  ),
  "flow-in-checkout-always-standard": flowInCheckout("standard"),
  "flow-in-checkout-always-redirect": flowInCheckout("redirect"),
};

function customerShown(edit: (customer: Customer, account: Account) => Partial<Customer>): Fault {
  return {
    wire: ({ customer: show }) => ({
      customer: (account, customer) => show(account, { ...customer, ...edit(customer, account) }),
    }),
  };
}

const idsOf = (
  sources: readonly Source[],
  isListed: (source: Source) => boolean,
): readonly string[] => sources.filter(isListed).map(({ id }) => id);

function isRemoved({ state, customerId }: Source): boolean {
  return state === "cancelled" && customerId !== undefined;
}

function flowInCheckout(flow: string): Fault {
  return shows("checkout", (view) => ({
    ...view,
    payment: {
      ...view.payment,
      sources: view.payment?.sources?.map((source) => ({ ...source, flow })),
    },
  }));
}
