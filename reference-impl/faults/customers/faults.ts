import { updateCustomer } from "../../domain/customers.ts";
import { around, within } from "../../domain/override.ts";
import type { Customer } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { customerShownWith, shows, without } from "../makers/answers.ts";
import { doneAnd } from "../makers/operations.ts";
import { accepts, decides, reasons, refuses, rule } from "../makers/rules.ts";

const ignoresDefault = (when: (customer: Customer, wanted: string) => boolean) =>
  around(updateCustomer, (update) => (account, customer, request) => {
    const { defaultSourceId: wanted } = request;
    const isIgnored = wanted !== undefined && when(customer, wanted);
    return update(
      account,
      customer,
      isIgnored ? { ...request, defaultSourceId: undefined } : request,
    );
  });
const place = ({ sourceIds }: Customer, id: string) => sourceIds.indexOf(id);

/** What a customer has, and which source is the default. */
export const customersFaults: FaultTable = {
  "default-not-set-by-first-save": rule(
    "defaultAfterSave",
    () =>
      ({ defaultSourceId }) =>
        defaultSourceId,
  ),
  "default-follows-last-save": rule("defaultAfterSave", () => (_customer, sourceId) => sourceId),
  "default-follows-second-save": rule(
    "defaultAfterSave",
    (documented) => (customer, sourceId) =>
      customer.sourceIds.length === 1 ? sourceId : documented(customer, sourceId),
  ),
  "default-update-ignored": ignoresDefault(({ sourceIds }, wanted) => sourceIds.includes(wanted)),
  "default-of-foreign-source-accepted": accepts("mayBecomeDefault"),
  "default-of-any-source-accepted": within(updateCustomer, ({ rules, store }) =>
    accepts("mayBecomeDefault", (_customer, id) => store.sources.get(id) !== undefined).rules(
      rules,
    ),
  ),
  "second-save-replaces-first": rule("sourceIdsAfterSave", () => (_customer, { id }) => [id]),
  "third-save-refused": refuses(
    "customerMaySave",
    reasons.foreign,
    (_source, customer) => customer.sourceIds.length >= 2,
  ),
  "customer-lists-default-alone": shows("customer", (view) => ({
    ...view,
    sources: view.sources?.filter(({ id }) => id === view.defaultSourceId),
  })),
  "customer-lists-two-sources": shows("customer", (view) => ({
    ...view,
    sources: (view.sources ?? []).slice(0, 2),
  })),
  "default-as-object": shows(
    "customer",
    (view) => ({ ...view, defaultSourceId: { id: view.defaultSourceId } }),
    (view) => view.defaultSourceId !== undefined,
  ),
  "default-needs-second-source": shows(
    "customer",
    (view) => without(view, "defaultSourceId"),
    (view) => view.sources?.length === 1,
  ),
  "default-shown-after-update-alone": rule(
    "defaultAfterSave",
    () => (customer) => customer.defaultSourceId ?? customer.sourceIds[0],
  ),
  "default-of-third-source-ignored": ignoresDefault(
    (customer, wanted) => place(customer, wanted) > 1,
  ),
  "default-lost-by-removal": decides("defaultAfterRemoval", undefined),
  "default-changed-once": ignoresDefault(
    (customer, wanted) =>
      place(customer, wanted) >= 0 && customer.defaultSourceId !== customer.sourceIds[0],
  ),
  "default-of-any-customer": customerShownWith(({ defaultSourceId }, { store }) => ({
    defaultSourceId:
      defaultSourceId ??
      store.customers.newestFirst().find((other) => other.defaultSourceId !== undefined)
        ?.defaultSourceId,
  })),
  "default-only-of-the-first-two": refuses(
    "mayBecomeDefault",
    reasons.unknown,
    (customer, sourceId) => place(customer, sourceId) > 1,
  ),
  "default-changed-for-everybody": doneAnd(
    updateCustomer,
    (account, customer, { defaultSourceId }) => {
      if (defaultSourceId === undefined) return;
      const others = account.store.customers.newestFirst().filter(({ id }) => id !== customer.id);
      for (const other of others) account.store.customers.put({ ...other, defaultSourceId });
    },
  ),
};
