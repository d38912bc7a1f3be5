import { isSecondary } from "../../domain/rules/basket.ts";
import type { Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { by, isPrimary, ofType, reasons, refuses, rule, shows } from "../makers.ts";

const forgets = (which: (source: Source) => boolean) =>
  rule(
    "heldAfterAttach",
    (hold) => (source, basket) => (which(source) ? basket.held : hold(source, basket)),
  );
const listedUnder = (rename: (id: string) => string) =>
  shows("checkout", (view) => ({
    ...view,
    payment: {
      ...view.payment,
      sources: view.payment?.sources?.map((each) => ({ ...each, id: rename(each.id ?? "") })),
    },
  }));

/** A source is attached in each documented way, whatever it is. */
export const placingFaults: FaultTable = {
  "primary-by-path-refused": by("path", refuses("sourceFitsSession", reasons.spent, isPrimary)),
  "primary-by-path-forgotten": by("path", forgets(isPrimary)),
  "secondary-by-path-refused": by("path", refuses("sourceFitsSession", reasons.spent, isSecondary)),
  "secondary-by-path-forgotten": by("path", forgets(isSecondary)),
  "primary-by-body-refused": by("body", refuses("sourceFitsSession", reasons.spent, isPrimary)),
  "primary-by-body-forgotten": by("body", forgets(isPrimary)),
  "secondary-by-body-refused": by("body", refuses("sourceFitsSession", reasons.spent, isSecondary)),
  "secondary-by-body-forgotten": by("body", forgets(isSecondary)),
  "source-of-new-checkout-refused": by("creation", refuses("sourceFitsSession", reasons.spent)),
  "source-of-new-checkout-forgotten": by(
    "creation",
    forgets(() => true),
  ),
  "attached-source-has-id-of-its-own": listedUnder((id) => `att_${id}`),
  "attached-source-in-upper-case": listedUnder((id) => id.toUpperCase()),
  "unsaved-primary-refused": refuses(
    "sourceFitsSession",
    reasons.foreign,
    (source) => isPrimary(source) && !source.reusable,
  ),
  "unsaved-primary-refused-by-body": by(
    "body",
    refuses(
      "sourceFitsSession",
      reasons.foreign,
      (source) => isPrimary(source) && !source.reusable,
    ),
  ),
  "fresh-source-refused": refuses(
    "sourceFitsSession",
    reasons.spent,
    (source) => isPrimary(source) && source.heldBy === undefined,
  ),
  "wallet-listed-as-card": shows("checkout", (view) => ({
    ...view,
    payment: {
      ...view.payment,
      sources: view.payment?.sources?.map((each) =>
        each.type === "googlePay" ? { ...each, type: "creditCard" } : each,
      ),
    },
  })),
  "fresh-source-not-saved": refuses(
    "stateCanBeSaved",
    reasons.unchargeable,
    (source) => source.heldBy === undefined,
  ),
  "wallet-not-saved": refuses("typeCanBeSaved", reasons.unsavable, ofType("googlePay")),
};
