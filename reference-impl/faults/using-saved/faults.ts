import { attach } from "../../domain/attachments.ts";
import { createOrder } from "../../domain/orders.ts";
import type { Payable, Source } from "../../domain/types.ts";
import type { FaultTable } from "../fault.ts";
import { misworded, withError, withoutMember, withStatus, withType } from "../makers/answers.ts";
import { attachedAs, doneAnd, editSource, refusedYet, uncharged } from "../makers/operations.ts";
import { accepts, by, reasons, refuses, refusesOnce } from "../makers/rules.ts";
import { coming, every, isReusable, isSaved, ofType } from "../makers/which.ts";

const inUse = "source-of-other-customer";
const isCard = ofType("creditCard");
const isGuest = ({ customerId }: Payable) => customerId === undefined;
const isOwn = ({ customerId }: Source, payable: Payable) =>
  customerId !== undefined && customerId === payable.customerId;

/** A saved source pays for its own customer, and for nobody else. */
export const usingSavedFaults: FaultTable = {
  "saved-source-charged-without-customer": accepts("sourceOfCustomer"),
  "saved-source-charged-for-other-customer": accepts(
    "sourceOfCustomer",
    (_source, payable) => !isGuest(payable),
  ),
  "source-in-use-refused-once": refusesOnce(
    "sourceOfCustomer",
    (source, payable) => `${payable.id} ${source.id}`,
  ),
  "saved-source-refused-at-attach": refuses("sourceFitsSession", reasons.foreign, coming(isSaved)),
  "source-in-use-wrong-code": misworded(inUse, withError({ code: "source_not_chargeable" })),
  "source-in-use-wrong-parameter": misworded(inUse, withError({ parameter: "customerId" })),
  "source-in-use-wrong-status": misworded(inUse, withStatus(403)),
  "source-in-use-fails-source": refusedYet(createOrder, (account, { attachments }) => {
    for (const { sourceId } of attachments)
      editSource(account, sourceId, (source) =>
        isSaved(source) ? { ...source, state: "failed" } : source,
      );
  }),
  "saved-source-refused-for-own-customer": refuses("sourceOfCustomer", reasons.foreign, isSaved),
  "saved-wallet-refused-for-own-customer": refuses(
    "sourceOfCustomer",
    reasons.foreign,
    (source, payable) => isOwn(source, payable) && !isCard(source),
  ),
  "saved-wallet-charged-without-customer": accepts(
    "sourceOfCustomer",
    (source, payable) => isGuest(payable) && !isCard(source),
  ),
  "saved-source-refused-by-guest-checkout-in-body": by(
    "body",
    refuses(
      "sourceFitsSession",
      reasons.foreign,
      every(coming(isReusable), ({ basket }) => isGuest(basket.holder)),
    ),
  ),
  "source-in-use-unknown-checkout": misworded(inUse, withStatus(404)),
  "source-in-use-type-forbidden": misworded(inUse, withType("forbidden")),
  "source-in-use-without-type": misworded(inUse, withoutMember("type")),
  "source-in-use-code-in-camel-case": misworded(inUse, withError({ code: "sourceInUse" })),
  "source-in-use-without-parameter": misworded(inUse, withError({ parameter: undefined })),
  "saved-wallet-charged-for-other-customer": accepts(
    "sourceOfCustomer",
    (source, payable) => !isGuest(payable) && !isCard(source),
  ),
  "customer-asked-for-at-attaching": [
    attachedAs({ upstreamId: "nobody" }, isReusable),
    doneAnd(attach, (account, { customerId }, { id }) =>
      editSource(account, id, (source) =>
        customerId === undefined ? source : { ...source, upstreamId: undefined },
      ),
    ),
    refuses(
      "sourceOfCustomer",
      reasons.foreign,
      (source) => isReusable(source) && source.upstreamId === "nobody",
    ),
  ],
  "charge-for-customer-named-later-forgotten": [
    attachedAs({ upstreamId: "nobody" }, isReusable),
    doneAnd(attach, (account, { customerId }, { id }) =>
      editSource(account, id, (source) =>
        customerId === undefined ? source : { ...source, upstreamId: undefined },
      ),
    ),
    uncharged((source) => isReusable(source) && source.upstreamId === "nobody"),
  ],
};
