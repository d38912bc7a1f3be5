import { isPrimary } from "../../domain/basket.ts";
import type { FaultTable } from "../fault.ts";
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
};
