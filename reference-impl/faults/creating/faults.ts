import { isPrimary } from "../../domain/basket.ts";
import type { Fault, FaultTable } from "../fault.ts";
import { listsEach } from "../makers/answers.ts";
import { reasons, refuses } from "../makers/rules.ts";
import { coming, every, isFresh, ofType } from "../makers/which.ts";

/** A source that was just created can be used. */
export const creatingFaults: FaultTable = {
  "fresh-source-refused": refuses(
    "sourceFitsSession",
    reasons.spent,
    coming(every(isPrimary, isFresh)),
  ),
  "wallet-listed-as-card": listsEach((source) =>
    source.type === "googlePay" ? { ...source, type: "creditCard" } : source,
  ),
  "fresh-source-not-saved": refuses("stateCanBeSaved", reasons.unchargeable, isFresh),
  "wallet-not-saved": refuses("typeCanBeSaved", reasons.unsavable, ofType("googlePay")),
  "credit-amount-heeded-by-every-version": {
    wire: () => ({
      legacyCredit: (_version, read, currency) => read.amount("creditAmount", currency),
    }),
  },
  "credit-amount-heeded-by-no-version": { wire: () => ({ legacyCredit: () => undefined }) },
  "credit-amount-unknown-to-first-version": creditAmountUnknownTo("2020-09-30"),
  "credit-amount-unknown-to-last-version": creditAmountUnknownTo("2021-02-23"),
};

function creditAmountUnknownTo(version: string): Fault {
  return {
    wire: ({ legacyCredit }) => ({
      legacyCredit: (asked, read, currency) =>
        asked === version ? undefined : legacyCredit(asked, read, currency),
    }),
  };
}
