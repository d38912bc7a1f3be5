import { isJsonObject } from "../../domain/json.ts";
import type { Source } from "../../domain/types.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { reusableAsAsked } from "../makers/operations.ts";
import { accepts, decides, reasons, refuses, rule } from "../makers/rules.ts";
import { any, ofType } from "../makers/which.ts";

/** Something is wrong with the library itself, by the name that its own table has for it. */
const library = (name: string): Fault => ({ library: name });

/** The id that a client secret begins with. */
const ofSecret = ({ clientSecret }: { readonly clientSecret: string }): string =>
  clientSecret.split("_")[0] ?? "";

const authenticatedAs = (edit: Partial<Source>) =>
  rule("sourceAfterAuthentication", () => (source) => ({ ...source, ...edit }));

/** What the library and the calls behind it do wrong. */
export const browserLibraryFaults: FaultTable = {
  "library-makes-ids-up": library("makes-ids-up"),
  "library-wants-the-confidential-key": library("wants-the-confidential-key"),
  "dropin-hands-over-no-id": library("dropin-without-id"),
  "dropin-declines-everything": library("dropin-declines"),
  "elements-hand-over-a-token": library("elements-hand-over-a-token"),
  "elements-refuse-every-card": library("elements-refuse"),
  "dropin-says-reusable": library("dropin-says-reusable"),
  "dropin-source-reusable": [library("dropin-asks-for-reusable"), reusableAsAsked(any)],
  "elements-say-reusable": library("elements-say-reusable"),
  "elements-source-reusable": [library("elements-ask-for-reusable"), reusableAsAsked(any)],
  "dropin-leaves-reusable-out": library("dropin-without-reusable"),
  "dropin-says-reusable-in-text": library("dropin-says-reusable-in-text"),
  "elements-leave-reusable-out": library("elements-without-reusable"),
  "elements-say-reusable-in-text": library("elements-say-reusable-in-text"),
  "elements-hand-over-nothing": library("elements-hand-over-nothing"),
  "elements-hand-over-the-secret": library("elements-hand-over-the-secret"),
  "dropin-supports-storage-of-all": library("dropin-supports-all"),
  "dropin-supports-storage-of-none": library("dropin-supports-none"),
  "dropin-ready-before-approval": library("dropin-ready-before-approval"),
  "dropin-never-ready": library("dropin-never-ready"),
  "what-is-ready-is-refused": refuses("typeCanBeSaved", reasons.unsavable, ofType("creditCard")),
  "what-supports-no-storage-is-saved": [
    accepts("typeCanBeSaved", ofType("wireTransfer")),
    accepts("stateCanBeSaved", ofType("wireTransfer")),
  ],
  "dropin-ready-without-agreement": library("dropin-ready-unasked"),
  "dropin-succeeds-before-approval": library("dropin-succeeds-early"),
  "card-number-goes-to-the-shop": library("card-to-the-shop"),

  "no-method-authenticates": library("no-authenticate-source"),
  "authentication-always-fails": library("authentication-fails"),
  "authentication-ignores-the-source": rule("sourceToAuthenticate", () => ofSecret),
  "authentication-takes-the-secret-for-the-source": rule(
    "sourceToAuthenticate",
    () =>
      ({ clientSecret }) =>
        clientSecret,
  ),
  "authentication-ignores-the-session": decides("authenticatesIn", true),
  "authentication-takes-no-session": decides("authenticatesIn", false),
  "authentication-ignores-the-secret": decides("mayAuthenticate", true),
  "authentication-takes-the-source-for-the-secret": rule(
    "mayAuthenticate",
    () =>
      ({ id }, { clientSecret }) =>
        clientSecret === id,
  ),
  "authentication-of-fresh-sources-alone": decides(
    "mayAuthenticate",
    false,
    ({ reusable }) => reusable,
  ),
  "retrieved-secret-is-another": {
    wire: ({ source }) => ({
      source: (given) => ({
        ...source(given),
        clientSecret: `${given.clientSecret}-${given.reusable ? "saved" : "new"}`,
      }),
    }),
  },
  "authentication-cancels": authenticatedAs({ state: "cancelled" }),
  "authentication-fails-the-source": authenticatedAs({ state: "failed" }),

  "no-method-updates": library("no-update-source"),
  "update-always-refused": decides("mayUpdate", false),
  "update-ignores-the-source": rule("sourceToUpdate", () => ofSecret),
  "update-takes-the-secret-for-the-source": rule(
    "sourceToUpdate",
    () =>
      ({ clientSecret }) =>
        clientSecret,
  ),
  "update-takes-no-session": decides("updatesIn", false),
  "update-throws-for-sessions": library("update-throws-for-sessions"),
  "update-ignores-the-secret": decides("mayUpdate", true),
  "update-takes-the-source-for-the-secret": rule(
    "mayUpdate",
    () =>
      ({ id }, { clientSecret }) =>
        clientSecret === id,
  ),
  "update-forgets-the-expiry": rule(
    "sourceAfterUpdate",
    (update) =>
      (source, { owner }) =>
        update(source, { owner, details: {} }),
  ),
  "update-forgets-the-year": rule("sourceAfterUpdate", (update) => (source, { owner, details }) => {
    const { expirationYear: _forgotten, ...rest } = details;
    return update(source, { owner, details: rest });
  }),
  "update-forgets-the-address": rule(
    "sourceAfterUpdate",
    (update) =>
      (source, { details }) =>
        update(source, { owner: undefined, details }),
  ),
  "update-keeps-the-old-city": rule("sourceAfterUpdate", (update) => (source, changes) => {
    const before = source.owner?.["address"];
    const after = changes.owner?.["address"];
    if (!isJsonObject(before) || !isJsonObject(after)) return update(source, changes);
    const owner = { ...changes.owner, address: { ...after, city: before["city"] ?? "" } };
    return update(source, { ...changes, owner });
  }),
  "update-of-fresh-sources-alone": decides("mayUpdate", false, ({ reusable }) => reusable),
  "update-of-what-no-customer-holds": decides(
    "mayUpdate",
    false,
    ({ customerId }) => customerId !== undefined,
  ),
  "update-changes-the-amount": rule("sourceAfterUpdate", (update) => (source, changes) => ({
    ...update(source, changes),
    amount: 0,
  })),
};
